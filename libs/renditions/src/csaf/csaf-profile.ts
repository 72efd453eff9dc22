import type { Kind } from '#libs/advisories';
import type { CsafNote, CsafProductTree, CsafReference, CsafSubjects, CsafVulnerability } from './csaf-shapes.js';

/** The parts of a document that a profile asks for. */
export interface ProfiledParts {
  readonly notes: readonly CsafNote[];
  readonly references: readonly CsafReference[];
  readonly tree: CsafProductTree | undefined;
  readonly vulnerabilities: readonly CsafVulnerability[];
}

const TELLING = new Set(['description', 'details', 'general', 'summary']);

/** What each profile of CSAF 2.0 section 4 asks for, as tests 6.1.27.1 to 6.1.27.11 check it. */
const PROFILES: Readonly<Record<string, (parts: ProfiledParts) => boolean>> = {
  csaf_security_incident_response: ({ notes, references }) => hasExternal(references) && isTelling(notes),
  csaf_informational_advisory: ({ notes, references, vulnerabilities }) =>
    hasExternal(references) && isTelling(notes) && vulnerabilities.length === 0,
  csaf_vex: ({ tree, vulnerabilities }) => tree !== undefined && vulnerabilities.length > 0 && vulnerabilities.every(isVex),
  csaf_security_advisory: ({ tree, vulnerabilities }) =>
    tree !== undefined &&
    vulnerabilities.length > 0 &&
    vulnerabilities.every(({ notes, product_status }) => notes !== undefined && product_status !== undefined),
};

const OF_KIND: Partial<Record<Kind, string>> = {
  threat_report: 'csaf_security_incident_response',
  guidance_note: 'csaf_informational_advisory',
};

/** The narrowest profile that the document satisfies: its source's, that of its kind, security advisory, or the base. */
export function profileOf(parts: ProfiledParts, kind: Kind, sourceCategory: string | undefined): string {
  const wanted = [sourceCategory, OF_KIND[kind], 'csaf_security_advisory'];
  return wanted.find((profile) => profile !== undefined && PROFILES[profile]?.(parts)) ?? 'csaf_base';
}

function hasExternal(references: readonly CsafReference[]): boolean {
  return references.some(({ category }) => category === 'external');
}

function isTelling(notes: readonly CsafNote[]): boolean {
  return notes.some(({ category }) => TELLING.has(category));
}

/** Section 4.5: an id, a status, why what is not affected is not, and what to do about what is. */
function isVex(vulnerability: CsafVulnerability): boolean {
  const { cve, ids, notes, product_status: status = {}, flags = [], threats = [], remediations = [] } = vulnerability;
  const isSaid = [status.fixed, status.known_affected, status.known_not_affected, status.under_investigation].some(Boolean);
  const isExplained = speaksOf([...flags, ...threats.filter(({ category }) => category === 'impact')]);
  const isActedOn = speaksOf(remediations);
  return (
    (cve !== undefined || ids !== undefined) &&
    notes !== undefined &&
    isSaid &&
    (status.known_not_affected ?? []).every(isExplained) &&
    (status.known_affected ?? []).every(isActedOn)
  );
}

/** Whether one of the statements is about a product. A group may hold it: who speaks of groups is taken at their word, as the source was. */
function speaksOf(statements: readonly CsafSubjects[]): (id: string) => boolean {
  const hasGroup = statements.some((each) => each.group_ids !== undefined);
  const ids = new Set(statements.flatMap((each) => each.product_ids ?? []));
  return (id) => hasGroup || ids.has(id);
}
