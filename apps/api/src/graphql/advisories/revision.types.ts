import type { TlpLabel } from '#libs/access';
import type { AdvisoryContent, CommentReaders, Kind, RevisionInWork, Severity, UpdateClass } from '#libs/advisories';
import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { AdvisoryStateEnum, CommentReadersEnum, KindEnum, LabelEnum, SeverityEnum, UpdateClassEnum } from '../vocabulary/enums.js';
import { AudienceType, SharedBeforeType, SharingPermissionType } from './audience.types.js';
import { LocalisedTextType } from '../vocabulary/localised-text.js';
import { DateTime } from '../scalars.js';

@ObjectType({ description: 'One published text of an advisory. It never changes.' })
export class Revision {
  @Field(() => ID, { description: 'Its id.' })
  id: string;

  @Field(() => Int, { description: 'Its number, from 1.' })
  number: number;

  @Field(() => LabelEnum, { description: 'Its label.' })
  label: TlpLabel;

  @Field(() => String, { description: 'Its label as FIRST spells it, as in `TLP:AMBER+STRICT`.' })
  labelText: string;

  @Field(() => UpdateClassEnum, { description: 'How much it asked of its readers.' })
  updateClass: UpdateClass;

  @Field(() => LocalisedTextType, { nullable: true, description: 'What it changed.' })
  summaryOfChanges?: LocalisedTextType | null;

  @Field(() => DateTime, { description: 'When it was published.' })
  publishedAt: string;
}

@ObjectType({ description: 'The text of an advisory that is being worked on; for its desks.' })
export class TextInWork {
  @Field(() => ID, { description: 'Its id.' })
  id: string;

  @Field(() => Int, { description: 'The number that it will have, from 1.' })
  number: number;

  @Field(() => KindEnum, { description: 'What sort of document it is.' })
  kind: Kind;

  @Field(() => SeverityEnum, { description: 'How bad it is.' })
  severity: Severity;

  @Field(() => String, { nullable: true, description: 'Why that differs from what CVSS, KEV and EPSS propose.' })
  severityReason?: string | null;

  @Field(() => LabelEnum, { nullable: true, description: 'Its label, where its author has chosen one.' })
  label?: TlpLabel | null;

  @Field(() => String, { nullable: true, description: 'Its label as FIRST spells it, as in `TLP:AMBER+STRICT`.' })
  labelText?: string | null;

  @Field(() => UpdateClassEnum, { description: 'How much it asks of its readers.' })
  updateClass: UpdateClass;

  @Field(() => LocalisedTextType, { nullable: true, description: 'What it changes.' })
  summaryOfChanges?: LocalisedTextType | null;

  @Field(() => AdvisoryStateEnum, { description: 'Where it stands.' })
  state: string;

  @Field(() => AudienceType, { description: 'Whom it will address.' })
  audience: AudienceType;

  @Field(() => SharingPermissionType, {
    nullable: true,
    description: 'Who allowed it to be shared more widely than before, where that was recorded.',
  })
  permission?: SharingPermissionType | null;

  @Field(() => SharedBeforeType, {
    nullable: true,
    description: 'How the revision before was shared, or the document that it was imported from.',
  })
  sharedBefore?: SharedBeforeType | null;

  @Field(() => DateTime, { description: 'When it was begun.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'When it was last saved; give it back as `expectedSavedAt`.' })
  savedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was submitted for review.' })
  submittedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is to be published.' })
  scheduledFor?: string | null;

  @Field(() => String, { nullable: true, description: 'The IANA time zone that this was meant in.' })
  scheduledZone?: string | null;

  @Field(() => String, { nullable: true, description: 'Why it came back from review, or why a scheduled release was not made.' })
  returnReason?: string | null;

  content: AdvisoryContent;
  authorId: string;
  editorIds: readonly string[];
  revision: RevisionInWork;
}

@ObjectType({ description: 'A remark of the desks about a text.' })
export class Comment {
  @Field(() => ID, { description: 'Its id.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'The part of the text that it is about.' })
  block?: string | null;

  @Field(() => String, { description: 'The remark.' })
  body: string;

  @Field(() => CommentReadersEnum, { name: 'sharedWith', description: 'Who reads it.' })
  readers: CommentReaders;

  @Field(() => DateTime, { description: 'When it was written.' })
  writtenAt: string;

  authorId: string;
}

@ObjectType({ description: 'Something that the proposed severity rests on.' })
export class SeverityInputType {
  @Field(() => String, { description: '`cvss`, `kev` or `epss`.' })
  source: string;

  @Field(() => SeverityEnum, {
    nullable: true,
    description: 'The severity that it asks for by itself; none for a forecast that raises nothing.',
  })
  asksFor?: Severity | null;

  @Field(() => String, { nullable: true, description: 'Of KEV and EPSS: the CVE id.' })
  cve?: string | null;

  @Field(() => String, { nullable: true, description: 'Of CVSS: the vector.' })
  vector?: string | null;

  @Field(() => Float, { nullable: true, description: 'Of CVSS: the score, 0.0 to 10.0.' })
  score?: number | null;

  @Field(() => String, { nullable: true, description: 'Of KEV: the day it was added, as in `2026-11-23`.' })
  dateAdded?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Of KEV: whether ransomware uses it.' })
  usedByRansomware?: boolean | null;

  @Field(() => Float, { nullable: true, description: 'Of EPSS: the probability of exploitation in the next 30 days, 0 to 1.' })
  probability?: number | null;

  @Field(() => Float, { nullable: true, description: 'Of EPSS: its percentile among all CVEs, 0 to 1.' })
  percentile?: number | null;
}

@ObjectType({ description: 'The severity that CVSS, KEV and EPSS propose, and what the proposal rests on.' })
export class ProposedSeverityType {
  @Field(() => SeverityEnum, { nullable: true, description: 'The proposal; none where nothing is known to make it from.' })
  severity?: Severity | null;

  @Field(() => [SeverityInputType], { description: 'Most serious first.' })
  inputs: SeverityInputType[];
}

@ObjectType({ description: 'One finding.' })
export class FindingExample {
  @Field(() => String, { description: 'A JSON pointer into the document.' })
  path: string;

  @Field(() => String, { description: 'What is wrong there.' })
  message: string;
}

@ObjectType({ description: 'Findings of one test of the validator.' })
export class FindingGroup {
  @Field(() => String, { description: 'What sort of finding it is.' })
  kind: string;

  @Field(() => String, { description: 'The number of the test, as in `6.1.8`.' })
  test: string;

  @Field(() => String, { description: 'What the test asks.' })
  title: string;

  @Field(() => Int, { description: 'How many findings.' })
  count: number;

  @Field(() => [FindingExample], { description: 'The first of them.' })
  examples: FindingExample[];
}

@ObjectType({ description: 'A document as it was imported.' })
export class ImportedDocument {
  @Field(() => ID, { description: 'Its id.' })
  id: string;

  @Field(() => String, { description: 'Where it was imported from: a path, an entry of an archive, an upload.' })
  place: string;

  @Field(() => String, { description: 'The version that the source gave it.' })
  sourceVersion: string;

  @Field(() => String, { description: 'SHA-256 of its bytes, in hexadecimal.' })
  sha256: string;

  @Field(() => Boolean, { description: 'Whether it passes the schema and all mandatory tests of its standard.' })
  isValid: boolean;

  @Field(() => [FindingGroup], { description: 'What the validator found, gravest first.' })
  findings: FindingGroup[];

  @Field(() => DateTime, { description: 'When it was imported.' })
  importedAt: string;
}

@ObjectType({ description: 'Where an imported text came from.' })
export class AdvisorySource {
  @Field(() => String, { description: '`csaf`, `stix` or `misp`.' })
  format: string;

  @Field(() => String, { description: 'Who published it.' })
  publisher: string;

  @Field(() => String, { description: 'The namespace of the publisher.' })
  publisherNamespace: string;

  @Field(() => String, { description: 'Its id there.' })
  trackingId: string;

  @Field(() => String, { description: 'Its version there.' })
  version: string;

  @Field(() => String, { nullable: true, description: 'Its label as the source spelled it, such as `WHITE`.' })
  label?: string | null;

  @Field(() => String, { description: 'When it first came out, as the source wrote it.' })
  initialReleaseDate: string;

  @Field(() => String, { description: 'When this version came out, as the source wrote it.' })
  currentReleaseDate: string;

  @Field(() => [ImportedDocument], { description: 'The documents as they were imported, newest first; for the desks.' })
  documents: ImportedDocument[];
}
