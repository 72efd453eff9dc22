import type { AdvisoryContent, AffectedProduct, IndicatorType, LocalisedText } from '#libs/advisories';
import { CVE_ID, CWE_ID, isCpe, notesBeside } from '#libs/advisories';
import { visibleText } from '../visible-text.js';
import { uriOrNone } from '../uri-or-none.js';

/** An attribute before it has its id and time. `toIds` says that a machine should look for the value. */
export interface MispFact {
  readonly type: string;
  readonly category: string;
  readonly value: string;
  readonly comment: string;
  readonly toIds: boolean;
}

/** MISP's type and category for each type of indicator, as its describeTypes.json pairs them. */
const INDICATORS: Readonly<Record<IndicatorType, readonly [type: string, category: string, toIds: boolean]>> = {
  ipv4: ['ip-dst', 'Network activity', true],
  ipv6: ['ip-dst', 'Network activity', true],
  domain: ['domain', 'Network activity', true],
  url: ['url', 'Network activity', true],
  email: ['email-src', 'Payload delivery', true],
  md5: ['md5', 'Payload delivery', true],
  sha1: ['sha1', 'Payload delivery', true],
  sha256: ['sha256', 'Payload delivery', true],
  sha512: ['sha512', 'Payload delivery', true],
  filename: ['filename', 'Payload delivery', true],
  stix_pattern: ['stix2-pattern', 'Payload installation', true],
  other: ['other', 'Other', false],
};

type Choose = (text: LocalisedText | undefined) => string | undefined;

/** Everything that an advisory says, as MISP attributes, each type and value once (MISP refuses a second one). */
export function mispFacts(content: AdvisoryContent, choose: Choose): readonly MispFact[] {
  const facts = [
    ...indicatorFacts(content),
    ...vulnerabilityFacts(content),
    ...productFacts(content),
    ...textFacts(content, choose),
    ...(content.techniques ?? []).map((id) => text('ATT&CK technique', id)),
    ...content.references.map(({ url, summary }) => linkFact(url, summary)),
    ...(content.credits ?? []).map((credit) => text('Credit', credit)),
    ...content.sectors.map((code) => text('Sector', code)),
    ...sourceFacts(content),
  ];
  const said = facts.map((fact) => ({ ...fact, value: visibleText(fact.value).trim() })).filter(({ value }) => value !== '');
  const first = new Map<string, MispFact>();
  for (const fact of said) {
    const key = JSON.stringify([fact.category, fact.type, fact.value]);
    if (!first.has(key)) first.set(key, fact);
  }
  return [...first.values()];
}

/** Comments by which MISP's readers, ours among them, know what a text of ours is. */
const OWN_COMMENTS = /^(summary|description|impact|recommendation|workaround|what changed|affected products|credit|sector|cnvd)$/i;

/** The notes of the source; none passes for a text of the advisory. */
function sourceFacts(content: AdvisoryContent): readonly MispFact[] {
  return notesBeside(content).map(({ category, title, text: said }) => {
    const name = title ?? category;
    return text(OWN_COMMENTS.test(name.trim()) ? `Source: ${name}` : name, said);
  });
}

/** A web address, or as text what is none. */
export function linkFact(url: string, comment: string): MispFact {
  const address = uriOrNone(url);
  if (address === undefined || !/^https?:/i.test(address)) return text('Reference', `${comment} ${url}`);
  return { type: 'link', category: 'External analysis', value: address, comment, toIds: false };
}

export function text(comment: string, value: string): MispFact {
  return { type: 'text', category: 'Other', value, comment, toIds: false };
}

function indicatorFacts({ indicators = [] }: AdvisoryContent): MispFact[] {
  return indicators.map(({ type, value, comment = '' }) => {
    const [mispType, category, toIds] = INDICATORS[type];
    return { type: mispType, category, value, comment, toIds };
  });
}

function vulnerabilityFacts({ vulnerabilities, cnvd = [] }: AdvisoryContent): MispFact[] {
  const analysis = (type: string, value: string, comment: string): MispFact => ({
    type,
    category: 'External analysis',
    value,
    comment,
    toIds: false,
  });
  return [
    ...vulnerabilities.flatMap(({ cve, ids = [], title = '', cwes = [], cvss = [], notes = [] }) => {
      const name = cve ?? ids[0]?.value ?? title;
      return [
        ...(cve !== undefined && CVE_ID.test(cve) ? [analysis('vulnerability', cve, title)] : []),
        ...(cve === undefined && title !== '' ? [text('Vulnerability', title)] : []),
        ...ids.map(({ system, value }) => text(system === '' ? 'Vulnerability' : system, value)),
        ...cwes.filter((id) => CWE_ID.test(id)).map((id) => analysis('weakness', id, name)),
        ...cvss.map(({ version, vector, score, statedScore }) =>
          text(`CVSS ${version} of ${name}`, `${name}: ${score}${statedScore === undefined ? '' : ` (stated: ${statedScore})`} ${vector}`),
        ),
        ...notes.map((note) => text(`${note.title ?? note.category} (${name})`, note.text)),
      ];
    }),
    ...cnvd.map((id) => text('CNVD', id)),
  ];
}

function productFacts({ affectedProducts }: AdvisoryContent): MispFact[] {
  const cpes = affectedProducts.flatMap(({ cpe, status }) =>
    cpe !== undefined && isCpe(cpe) ? [{ type: 'cpe', category: 'External analysis', value: cpe, comment: status, toIds: false }] : [],
  );
  const lines = affectedProducts.map(productLine);
  return [...cpes, ...(lines.length === 0 ? [] : [text('Affected products', lines.join('\n'))])];
}

function productLine({ vendor, product, version, name, platform, status, purl }: AffectedProduct): string {
  const called = name ?? [vendor, product, version].filter(Boolean).join(' ');
  const on =
    platform === undefined || name !== undefined
      ? ''
      : ` / ${[platform.vendor, platform.product, platform.version].filter(Boolean).join(' ')}`;
  return `${status}: ${called}${on}${purl === undefined ? '' : ` (${purl})`}`;
}

function textFacts(content: AdvisoryContent, choose: Choose): MispFact[] {
  const of = (comment: string, value: LocalisedText | undefined): MispFact[] => {
    const chosen = choose(value);
    return chosen === undefined ? [] : [text(comment, chosen)];
  };
  return [
    ...of('Summary', content.summary),
    ...of('Description', content.description),
    ...of('Impact', content.impact),
    ...(content.recommendation ?? []).flatMap((step) => of('Recommendation', step)),
    ...(content.workarounds ?? []).flatMap((step) => of('Workaround', step)),
    ...(content.remediations ?? []).map(({ category, details, url }) => text(category, [details, url].filter(Boolean).join(' '))),
    ...(content.restrictions?.trim() ? [text('Restrictions', content.restrictions)] : []),
  ];
}
