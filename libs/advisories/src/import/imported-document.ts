import { createHash } from 'node:crypto';
import { invalid } from '#libs/core';
import type { TlpLabel } from '#libs/access';
import type { AdvisoryContent, Kind, LocalisedText, Severity } from '../content.js';
import { csafToContent } from './csaf/csaf-to-content.js';
import type { UpdateClassHint } from './csaf/csaf-update-class.js';
import { csafDocumentOf, MAX_CSAF_BYTES } from './csaf/read-csaf.js';
import { identifyFormat, refusalOfFormat } from './identify-format.js';
import { readJson } from './read-json.js';
import type { CsafValidation, CsafValidator } from './validator/csaf-validator.js';

/** A document that was read and validated, ready to be stored. */
export interface ImportedDocument {
  /** Where it came from: a path, an entry of an archive, an upload. */
  readonly place: string;
  readonly bytes: Uint8Array;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Which document it is, whatever version: publisher and its tracking id, evened out. */
  readonly sourceKey: string;
  readonly sourceVersion: string;
  readonly content: AdvisoryContent;
  readonly label: TlpLabel | undefined;
  readonly kind: Kind;
  readonly statedSeverity: Severity | undefined;
  readonly updateClass: UpdateClassHint;
  readonly validation: CsafValidation;
}

/** Reads and validates one document. Throws `invalid` with the place and the reason where it cannot be imported. */
export async function readDocument(place: string, bytes: Uint8Array, validator: CsafValidator): Promise<ImportedDocument> {
  const json = readJson(bytes, { maxBytes: MAX_CSAF_BYTES });
  const format = identifyFormat(json);
  const refusal = refusalOfFormat(format);
  if (refusal !== undefined) throw invalid([{ path: '', expected: 'a CSAF 2.0 document', received: format }], refusal);
  const reading = csafToContent(csafDocumentOf(json));
  const { content, label, kind, statedSeverity, updateClass, identity } = reading;
  return {
    place,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sourceKey: `${identity.publisherNamespace} ${identity.trackingId}`,
    sourceVersion: identity.version,
    ...{ content, label, kind, statedSeverity, updateClass },
    validation: await validator.validate(bytes),
  };
}

/** What the source says of the change that made this version, where it says anything. */
export function changesInWords({ content, sourceVersion }: ImportedDocument): LocalisedText | undefined {
  const summary = content.source?.history?.find(({ number }) => number === sourceVersion)?.summary.trim();
  return summary ? { [content.sourceLanguage]: summary } : undefined;
}
