import type { TlpLabel } from '#libs/access';
import type { AdvisoryContent, Kind, Severity } from '../content.js';
import type { Sharing } from '../sharing.js';
import type { UpdateClassHint } from './csaf/csaf-update-class.js';
import type { ObjectReport } from './object-report.js';

/** What a reader makes of one advisory of a document. */
export interface AdvisoryReading {
  readonly content: AdvisoryContent;
  /** Undefined where the source states none: a person sets it before anything is published. */
  readonly label: TlpLabel | undefined;
  /** Something stands where a label should and cannot be read: then nobody sets a label in the act of importing it. */
  readonly isLabelUnclear?: boolean;
  /** How widely the source allows it to be shared, where that is less than its label says. */
  readonly ceiling?: Sharing;
  readonly kind: Kind;
  /** From the source's own words; undefined where it has none that we know. */
  readonly statedSeverity: Severity | undefined;
  readonly updateClass: UpdateClassHint;
  /** Which document it is, whatever version. */
  readonly sourceKey: string;
  readonly sourceVersion: string;
  /** Why it is not published in the act of importing it, though it may be kept as a draft. */
  readonly heldBack?: string;
  /** What was done with each object that belongs to it. */
  readonly objects: readonly ObjectReport[];
}

/** A part of a document that could have been an advisory and is none. */
export interface RefusedPart {
  readonly place: string;
  readonly reason: string;
}

/** All that a document holds: a STIX bundle or a list of MISP events can hold several advisories. */
export interface DocumentReading {
  readonly advisories: readonly AdvisoryReading[];
  readonly refused: readonly RefusedPart[];
  /** Objects that belong to none of the advisories. */
  readonly others: readonly ObjectReport[];
}
