import type { AdvisoryContent, LocalisedText, Remediation, Vulnerability } from '#libs/advisories';
import { weaknesses } from '@secvisogram/csaf-validator-lib/cwe.js';
import type { CsafProducts } from './csaf-products.js';
import { scoresOf } from './csaf-scores.js';
import type { CsafNote, CsafVulnerability, CsafWeakness } from './csaf-shapes.js';
import {
  csafAcknowledgments,
  csafFlags,
  csafInvolvements,
  csafNotes,
  csafReferences,
  csafRemediation,
  csafThreats,
} from './csaf-statements.js';
import { Positions, statusLists } from './csaf-statuses.js';
import type { StatusLists } from './csaf-statuses.js';
import { instantOrNone, unlessEmpty } from './csaf-values.js';
import type { CsafVersion } from './csaf-version.js';
import type { CsafWords } from './csaf-words.js';

/** Of the list of weaknesses in the library, whose names test 6.1.11 asks for. */
const CWE_VERSION = '4.17';
const CWE_NAMES = new Map(weaknesses.map(({ id, name }) => [id, name]));

/** What the vulnerabilities of one document have in common. */
export interface VulnerabilityContext {
  readonly content: AdvisoryContent;
  readonly products: CsafProducts;
  readonly words: CsafWords;
  readonly version: CsafVersion;
  readonly inLanguage: (text: LocalisedText | undefined) => string | undefined;
}

/** CSAF 2.0 section 3.2.3, in the order of the content. */
export function csafVulnerabilities(context: VulnerabilityContext): readonly CsafVulnerability[] {
  const { content, products } = context;
  const positions = new Positions(content);
  const lists = statusLists(content, positions, products);
  const remediations = content.vulnerabilities.map((): Remediation[] => []);
  for (const remediation of [...(content.remediations ?? []), ...workarounds(context)]) {
    for (const position of positions.of(remediation)) remediations[position]?.push(remediation);
  }
  const seen = new Set<string>();
  return content.vulnerabilities.map((vulnerability, position) => {
    const statuses = lists[position];
    if (statuses === undefined) throw new Error('A vulnerability without status lists.');
    // Test 6.1.23: a CVE id stands once; a second vulnerability with it keeps it among its other ids.
    const isRepeated = vulnerability.cve !== undefined && seen.has(vulnerability.cve);
    if (vulnerability.cve !== undefined) seen.add(vulnerability.cve);
    const named = isRepeated ? withCveAsId(vulnerability) : vulnerability;
    return csafVulnerability(named, statuses, remediations[position] ?? [], context);
  });
}

/** An author's workarounds are about every vulnerability of the advisory. */
function workarounds({ content, inLanguage }: VulnerabilityContext): readonly Remediation[] {
  return (content.workarounds ?? []).flatMap((text): Remediation[] => {
    const details = inLanguage(text);
    return details === undefined ? [] : [{ category: 'workaround', details }];
  });
}

function withCveAsId({ cve = '', ...others }: Vulnerability): Vulnerability {
  return { ...others, ids: [...(others.ids ?? []), { system: 'CVE', value: cve }] };
}

function csafVulnerability(
  vulnerability: Vulnerability,
  statuses: StatusLists,
  remediations: readonly Remediation[],
  { content, products, words, version, inLanguage }: VulnerabilityContext,
): CsafVulnerability {
  const { scores, others } = scoresOf(vulnerability.cvss ?? [], statuses.concerned, version);
  const written = remediations.map((each) => [each, csafRemediation(each, products, statuses.concerned)] as const);
  const known = cwesOf(vulnerability);
  const cwes = version === '2.1' ? known : known.slice(0, 1);
  const beside = (title: string, lines: readonly string[]): CsafNote[] =>
    lines.length === 0 ? [] : [{ category: 'other', title, text: lines.join('\n') }];
  const notes = [
    ...csafNotes(vulnerability.notes ?? []),
    ...beside(
      words.weaknesses,
      (vulnerability.cwes ?? []).filter((id) => !cwes.some((cwe) => cwe.id === id)),
    ),
    ...beside(
      words.otherScores,
      others.map(({ vector, score }) => `${vector} (${score})`),
    ),
    ...beside(words.otherStatements, [
      ...statuses.contradicted.map(([id, status]) => `${status}: ${id}`),
      ...written.flatMap(([{ category, details, url }, place]) =>
        place ? [] : [`${category}: ${[details, url].filter(Boolean).join(' ')}`],
      ),
    ]),
  ];
  const title = vulnerability.title ?? inLanguage(content.title) ?? '';
  return {
    cve: vulnerability.cve,
    ids: unlessEmpty(idsOf(vulnerability)),
    title: vulnerability.title,
    cwe: version === '2.0' ? cwes[0] : undefined,
    cwes: version === '2.1' ? unlessEmpty(cwes.map((cwe) => ({ ...cwe, version: CWE_VERSION }))) : undefined,
    // Test 6.1.27.5: a security advisory says something of each vulnerability.
    notes: notes.length > 0 ? notes : [{ category: 'summary', title: words.summary, text: title }],
    product_status: statuses.productStatus,
    scores: unlessEmpty(scores),
    remediations: unlessEmpty(written.flatMap(([, place]) => place ?? [])),
    threats: unlessEmpty(csafThreats(vulnerability.threats ?? [], products)),
    flags: unlessEmpty(csafFlags(vulnerability.flags ?? [], products, statuses.of('known_not_affected'))),
    references: unlessEmpty(csafReferences(vulnerability.references ?? [])),
    involvements: unlessEmpty(csafInvolvements(vulnerability.involvements ?? [])),
    acknowledgments: unlessEmpty(csafAcknowledgments(vulnerability.acknowledgments ?? [])),
    discovery_date: instantOrNone(vulnerability.discoveryDate),
    release_date: instantOrNone(vulnerability.releaseDate),
  };
}

/** Test 6.1.11 wants the name that CWE gives to the id, whatever name the source gave. */
function cwesOf({ cwes = [] }: Vulnerability): readonly CsafWeakness[] {
  return [...new Set(cwes)].flatMap((id) => {
    const name = CWE_NAMES.get(id);
    return name === undefined ? [] : [{ id, name }];
  });
}

function idsOf({ ids = [] }: Vulnerability): readonly object[] {
  const written = ids
    .filter(({ value }) => value !== '')
    .map(({ system, value }) => ({ system_name: system === '' ? 'other' : system, text: value }));
  return [...new Map(written.map((id) => [JSON.stringify(id), id])).values()];
}
