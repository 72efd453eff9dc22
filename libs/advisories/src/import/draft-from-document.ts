import { isNarrower, NOBODY } from '#libs/access';
import type { Audience, TlpLabel } from '#libs/access';
import type { Draft } from '../advisory.js';
import type { Severity } from '../content.js';
import { changesInWords } from './imported-document.js';
import type { ImportedDocument } from './imported-document.js';
import { updateClassOf, withOurAdditions } from './merge-content.js';

/** What whoever imports decides, for documents that do not say. */
export interface ImportChoices {
  /** For documents without one; it never widens what a document states. */
  readonly label?: TlpLabel;
  /** Whom to address where the label asks for it. */
  readonly audience?: Audience;
}

/** The first text of a document. */
export function draftFrom(document: ImportedDocument, proposed: Severity | undefined, choices: ImportChoices): Draft {
  return {
    kind: document.kind,
    severity: proposed ?? document.statedSeverity ?? 'medium',
    label: document.label ?? chosen(document, choices),
    audience: choices.audience ?? NOBODY,
    content: document.content,
    updateClass: 'major',
  };
}

/**
 * The text of a newer version of a document. What our desk chose stays: the kind, a severity with its reason, and a label that is narrower
 * than the source's. A new version alone never widens who reads it.
 */
export function nextDraftFrom(document: ImportedDocument, proposed: Severity | undefined, choices: ImportChoices, before: Draft): Draft {
  const content = withOurAdditions(document.content, before.content);
  const label = document.isLabelUnclear ? undefined : (narrower(document.label, before.label) ?? choices.label);
  const isJudged = before.severityReason !== undefined;
  const severity = isJudged ? before.severity : (proposed ?? document.statedSeverity ?? before.severity);
  const updateClass = updateClassOf(before.content, content, document.updateClass);
  // An editorial update alerts nobody; another label or severity is something to know.
  const isMore = label !== before.label || severity !== before.severity;
  return {
    kind: before.kind,
    severity,
    severityReason: before.severityReason,
    label,
    audience: label === before.label ? before.audience : (choices.audience ?? NOBODY),
    content,
    updateClass: updateClass === 'editorial' && isMore ? 'minor' : updateClass,
    summaryOfChanges: changesInWords(document),
  };
}

/** A choice is for documents that state no label, and for none whose label cannot be read. */
function chosen({ isLabelUnclear }: ImportedDocument, { label }: ImportChoices): TlpLabel | undefined {
  return isLabelUnclear ? undefined : label;
}

function narrower(a: TlpLabel | undefined, b: TlpLabel | undefined): TlpLabel | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isNarrower(a, b) ? a : b;
}
