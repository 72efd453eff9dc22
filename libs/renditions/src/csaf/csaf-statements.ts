import type { Acknowledgment, Flag, Involvement, Note, Reference, Remediation, Threat } from '#libs/advisories';
import { uriOrNone } from '../uri-or-none.js';
import type { CsafProducts } from './csaf-products.js';
import type { CsafFlag, CsafInvolvement, CsafNote, CsafReference, CsafStatement, CsafSubjects } from './csaf-shapes.js';
import { distinct, instantOrNone, unlessBare, unlessEmpty } from './csaf-values.js';

/** CSAF 2.0 section 3.2.3.12.6. */
const RESTARTS = new Set(['connected', 'dependencies', 'machine', 'none', 'parent', 'service', 'system', 'vulnerable_component', 'zone']);

export function csafNotes(notes: readonly Note[]): readonly CsafNote[] {
  return notes.filter(({ text }) => text !== '').map(({ category, text, title, audience }) => ({ category, text, title, audience }));
}

/** A source's reference to itself is a reference to another document here. */
export function csafReferences(references: readonly Reference[]): readonly CsafReference[] {
  return references.flatMap(({ url, summary }) => {
    const address = uriOrNone(url);
    return address === undefined ? [] : [{ category: 'external' as const, summary: summary === '' ? url : summary, url: address }];
  });
}

export function csafAcknowledgments(acknowledgments: readonly Acknowledgment[]): readonly object[] {
  return acknowledgments.flatMap(({ names, organization, summary, urls }) => {
    const addresses = distinct(urls?.map((url) => uriOrNone(url) ?? ''));
    const written = unlessBare({ names: unlessEmpty(names), organization, summary, urls: addresses });
    return written === undefined ? [] : [written];
  });
}

export function csafInvolvements(involvements: readonly Involvement[]): readonly CsafInvolvement[] {
  return involvements.map(({ party, status, date, summary }) => ({ party, status, summary, date: instantOrNone(date) }));
}

export function csafThreats(threats: readonly Threat[], products: CsafProducts): readonly CsafStatement[] {
  return threats.map((threat) => ({
    category: threat.category,
    details: threat.details,
    date: instantOrNone(threat.date),
    ...products.subjects(threat),
  }));
}

/** Test 6.1.32 wants products: a flag without any is about those that are not affected, which is what flags explain. */
export function csafFlags(flags: readonly Flag[], products: CsafProducts, notAffected: readonly string[]): readonly CsafFlag[] {
  return flags.flatMap((flag) => {
    const subjects = named(products.subjects(flag), notAffected);
    return subjects === undefined ? [] : [{ label: flag.label, date: instantOrNone(flag.date), ...subjects }];
  });
}

/** Test 6.1.29 wants products: a remediation without any is about all that can be harmed. Undefined where there are none. */
export function csafRemediation(remediation: Remediation, products: CsafProducts, concerned: readonly string[]): CsafStatement | undefined {
  const subjects = named(products.subjects(remediation), concerned);
  if (subjects === undefined) return undefined;
  const restart = remediation.restartRequired;
  return {
    category: remediation.category,
    details: remediation.details,
    url: uriOrNone(remediation.url),
    date: instantOrNone(remediation.date),
    entitlements: unlessEmpty(remediation.entitlements),
    restart_required:
      restart !== undefined && RESTARTS.has(restart.category) ? { category: restart.category, details: restart.details } : undefined,
    ...subjects,
  };
}

function named(subjects: CsafSubjects, otherwise: readonly string[]): CsafSubjects | undefined {
  if (subjects.product_ids !== undefined || subjects.group_ids !== undefined) return subjects;
  return otherwise.length === 0 ? undefined : { product_ids: otherwise };
}
