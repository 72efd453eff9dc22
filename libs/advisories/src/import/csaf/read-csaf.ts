import { invalid } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { identifyFormat, refusalOfFormat } from '../identify-format.js';
import { JsonPlace } from '../json-place.js';
import { readJson } from '../read-json.js';

/** Five times the largest real document (4.07 MB). */
export const MAX_CSAF_BYTES = 20_000_000;
/** Longest tracking id, version and namespace that can still name a document in a report. */
const MAX_NAME_CHARACTERS = 1000;

/** A CSAF 2.0 document that can be imported: it says who published it, and which version of which document it is. */
export interface CsafDocument {
  readonly root: JsonPlace;
  readonly publisherNamespace: string;
  readonly trackingId: string;
  readonly version: string;
  readonly title: string;
}

/**
 * Reads a CSAF 2.0 document. Much may be wrong with it and is kept and noted; without an identity and a title it cannot be kept.
 * Throws `invalid` with every such place, with the line and column where it is no JSON, or
 * with the name of the format that it is instead.
 */
export function readCsaf(bytes: Uint8Array): CsafDocument {
  const json = readJson(bytes, { maxBytes: MAX_CSAF_BYTES });
  const format = identifyFormat(json);
  if (format !== 'csaf') {
    const reason =
      format === 'unknown'
        ? refusalOfFormat(json)
        : `This is a ${format === 'stix' ? 'STIX bundle' : 'MISP event'} and no CSAF 2.0 document.`;
    throw invalid([{ path: '', expected: 'a CSAF 2.0 document', received: format }], reason);
  }
  return csafDocumentOf(json);
}

/** The same for JSON that was read already and is CSAF. */
export function csafDocumentOf(json: unknown): CsafDocument {
  const root = new JsonPlace(json);
  const issues: InputIssue[] = [];
  const required = (place: JsonPlace, name: string): string => {
    const text = place.text(name)?.trim();
    const issue = issueOfName(text);
    if (issue !== undefined) issues.push({ path: place.field(name).path, expected: 'a text', received: issue });
    return text ?? '';
  };
  const document = root.field('document');
  const csafVersion = document.text('csaf_version');
  if (csafVersion !== '2.0') issues.push({ path: 'document.csaf_version', expected: '2.0', received: csafVersion ?? 'nothing' });
  const tracking = document.field('tracking');
  const read = {
    root,
    publisherNamespace: required(document.field('publisher'), 'namespace'),
    trackingId: required(tracking, 'id'),
    version: required(tracking, 'version'),
    title: required(document, 'title'),
  };
  if (issues.length > 0) throw invalid(issues, 'This is not a CSAF 2.0 document that can be imported.');
  return read;
}

function issueOfName(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return 'nothing';
  return text.length > MAX_NAME_CHARACTERS ? `${text.length} characters` : undefined;
}
