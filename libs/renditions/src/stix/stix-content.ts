import type { AdvisoryContent, AffectedProduct, Indicator, LocalisedText, Reference, Vulnerability } from '#libs/advisories';
import { CVE_ID, notesBeside } from '#libs/advisories';
import { chooseAnyText } from '../localised-text.js';
import { cutText, oneLine } from '../visible-text.js';
import { uriOrNone } from '../uri-or-none.js';
import { Positions } from '../csaf/csaf-statuses.js';
import { scoreExtension } from './stix-facts.js';
import { stixPattern } from './stix-patterns.js';

/** An object before it has its id, dates and markings. `key` tells it from others of its type in the advisory. */
export interface StixDraft {
  readonly type: string;
  readonly key: readonly unknown[];
  readonly properties: Readonly<Record<string, unknown>>;
  /** The texts of which there are translations, by property. */
  readonly translated?: Readonly<Record<string, LocalisedText>>;
  /** Positions of the vulnerabilities that a course of action mitigates. */
  readonly mitigates?: readonly number[];
}

export type Choose = (text: LocalisedText | undefined) => string | undefined;

const MAX_NAME_LENGTH = 200;
const NO_ACTION = new Set(['no_fix_planned', 'none_available']);

/** STIX 2.1 section 4.18. One per vulnerability and advisory: what one advisory says of a CVE is no less marked than the advisory. */
export function vulnerabilityDrafts({ vulnerabilities }: AdvisoryContent): readonly StixDraft[] {
  return vulnerabilities.map((vulnerability, position) => {
    const { cve, ids = [], title, notes = [], cvss = [] } = vulnerability;
    const scores = cvss.map(({ version, score, vector }) => `CVSS ${version}: ${score} (${vector})`);
    const description = [title, ...notes.map(({ text }) => text), ...new Set(scores)].filter((text) => text !== undefined).join('\n\n');
    return {
      type: 'vulnerability',
      key: cve === undefined ? [position] : [cve, vulnerabilities.findIndex((each) => each.cve === cve) === position ? 0 : position],
      properties: {
        name: cve ?? ids[0]?.value ?? title ?? `Vulnerability ${position + 1}`,
        description: description === '' ? undefined : description,
        external_references: referencesOfVulnerability(vulnerability),
        extensions: scoreExtension(vulnerability),
      },
    };
  });
}

function referencesOfVulnerability({ cve, ids = [], cwes = [], references = [] }: Vulnerability): readonly object[] {
  return [
    ...(cve === undefined ? [] : [externalId('cve', cve)]),
    ...ids.map(({ system, value }) => externalId(system === '' ? 'other' : system, value)),
    ...cwes.map((cwe) => externalId('cwe', cwe)),
    ...externalReferences(references),
  ];
}

/** STIX 2.1 section 2.5: `cve` is the name of that source, and of no other. */
export function externalId(system: string, value: string): object {
  if (CVE_ID.test(value)) return { source_name: 'cve', external_id: value, url: `https://www.cve.org/CVERecord?id=${value}` };
  if (/^CAPEC-\d+$/.test(value)) return { source_name: 'capec', external_id: value };
  return { source_name: /^(cve|capec)$/.test(system) ? `other-${system}` : system, external_id: value };
}

export function externalReferences(references: readonly Reference[]): readonly object[] {
  return references.flatMap(({ url, summary }) => {
    const address = uriOrNone(url);
    const isWeb = address !== undefined && /^https?:/i.test(address);
    const name = cutText(oneLine(summary), MAX_NAME_LENGTH) || 'reference';
    return [{ source_name: /^(cve|capec)$/.test(name) ? 'reference' : name, ...(isWeb ? { url: address } : { description: url }) }];
  });
}

/** STIX 2.1 section 4.7. */
export function indicatorDrafts({ indicators = [] }: AdvisoryContent, validFrom: string): readonly StixDraft[] {
  return indicators.flatMap((indicator): StixDraft[] => {
    const pattern = stixPattern(indicator);
    if (pattern === undefined) return [];
    const { type, value, comment } = indicator;
    return [
      {
        type: 'indicator',
        key: [type, value],
        properties: {
          name: cutText(oneLine(value), MAX_NAME_LENGTH),
          description: comment,
          indicator_types: ['malicious-activity'],
          pattern,
          pattern_type: 'stix',
          pattern_version: '2.1',
          valid_from: validFrom,
        },
      },
    ];
  });
}

/** STIX 2.1 section 4.4: what to do. Remediations that say that there is nothing to do are in a note. */
export function actionDrafts(content: AdvisoryContent, choose: Choose): readonly StixDraft[] {
  const positions = new Positions(content);
  const every = content.vulnerabilities.map((_, position) => position);
  const steps = (kind: string, texts: readonly LocalisedText[] | undefined, mitigates: readonly number[]): StixDraft[] =>
    (texts ?? []).flatMap((text, index): StixDraft[] => {
      const description = choose(text);
      if (description === undefined) return [];
      return [
        {
          type: 'course-of-action',
          key: [kind, index],
          properties: { name: nameFrom(description), description },
          translated: { description: text },
          mitigates,
        },
      ];
    });
  const remediations = (content.remediations ?? [])
    .filter(({ category }) => !NO_ACTION.has(category))
    .map((remediation): StixDraft => {
      const { category, details, url } = remediation;
      const address = uriOrNone(url);
      return {
        type: 'course-of-action',
        key: [category, details, url, remediation.products, remediation.groups, remediation.date],
        properties: {
          name: nameFrom(details),
          description: details,
          labels: [category],
          external_references: address !== undefined && /^https?:/i.test(address) ? [{ source_name: category, url: address }] : undefined,
        },
        mitigates: positions.of(remediation),
      };
    });
  return [...steps('recommendation', content.recommendation, []), ...steps('workaround', content.workarounds, every), ...remediations];
}

/** STIX 2.1 section 4.13: what STIX has no object for, of which a reader must not be deprived. */
export function noteDrafts(content: AdvisoryContent, summaryOfChanges: LocalisedText | undefined): readonly StixDraft[] {
  const localised = (abstract: string, text: LocalisedText | undefined): StixDraft[] => {
    const { sourceLanguage } = content;
    const said = chooseAnyText(text, sourceLanguage, sourceLanguage);
    if (said === undefined || text === undefined) return [];
    const others = Object.fromEntries(Object.entries(text).filter(([language]) => language !== said.language));
    const lang = said.language === sourceLanguage ? {} : { lang: said.language };
    return [{ type: 'note', key: [abstract], properties: { abstract, content: said.text, ...lang }, translated: { content: others } }];
  };
  const lines = (abstract: string, said: readonly string[]): StixDraft[] =>
    said.length === 0 ? [] : [{ type: 'note', key: [abstract], properties: { abstract, content: said.join('\n') } }];
  const others = (content.indicators ?? []).filter((indicator: Indicator) => stixPattern(indicator) === undefined);
  return [
    ...localised('Impact', content.impact),
    ...localised('What changed', summaryOfChanges),
    ...lines('Affected products', content.affectedProducts.map(productLine)),
    ...lines(
      'Other indicators',
      others.map(({ value, comment }) => (comment === undefined ? value : `${value} (${comment})`)),
    ),
    ...lines(
      'Remediation',
      (content.remediations ?? [])
        .filter(({ category }) => NO_ACTION.has(category))
        .map(({ category, details }) => `${category}: ${details}`),
    ),
    ...lines('Credits', content.credits ?? []),
    ...sourceNoteDrafts(content),
  ];
}

/** The notes of the source. Of several with one title the place among them tells which is which, so that a new text is a new version. */
function sourceNoteDrafts(content: AdvisoryContent): readonly StixDraft[] {
  const seen = new Map<string, number>();
  return notesBeside(content).map(({ category, title, text }) => {
    const name = JSON.stringify([category, title ?? '']);
    const place = seen.get(name) ?? 0;
    seen.set(name, place + 1);
    return { type: 'note', key: ['source', category, title ?? '', place], properties: { abstract: title, content: text } };
  });
}

function productLine({ vendor, product, version, name, cpe, purl, platform, status, cves }: AffectedProduct): string {
  const called = name ?? [vendor, product, version].filter((part) => part !== undefined && part !== '').join(' ');
  const on =
    platform === undefined || name !== undefined ? '' : ` / ${[platform.vendor, platform.product, platform.version].join(' ').trim()}`;
  const ids = [cpe, purl, ...(cves ?? [])].filter((part) => part !== undefined);
  return `${status}: ${called}${on}${ids.length === 0 ? '' : ` (${ids.join(', ')})`}`;
}

function nameFrom(text: string): string {
  return cutText(oneLine(text), MAX_NAME_LENGTH) || '-';
}
