import { evened, normalised, termsOf } from './advisory-terms.js';
import { LANGUAGES } from './content.js';
import type { AdvisoryContent, Kind, LocalisedText } from './content.js';

/** What a list shows and what an advisory is found by, drawn from its content when it is published. */
export interface AdvisoryIndex {
  readonly cves: readonly string[];
  readonly tags: readonly string[];
  readonly sectors: readonly string[];
  /** As their first mention spells them, with blanks evened out; each once, whatever its case. */
  readonly vendors: readonly string[];
  readonly products: readonly string[];
  readonly terms: readonly string[];
  /** The texts of the search by weight (`advisories.search_vector`): ids and title; summary and names; what to do; everything else. */
  readonly searchA: string;
  readonly searchB: string;
  readonly searchC: string;
  readonly searchD: string;
}

/** A list shows a few; the filter by product knows them all. */
const MAX_NAMES = 200;
/** Characters searched per weight. A tsvector holds 1 MB, and of Chinese every character makes a word of 6 bytes. */
const MAX_SEARCHED = { searchA: 20_000, searchB: 20_000, searchC: 20_000, searchD: 40_000 } as const;

export function indexOf(trackingId: string, kind: Kind, content: AdvisoryContent): AdvisoryIndex {
  const cves = distinct(content.vulnerabilities.map(({ cve }) => cve));
  const vendors = namesOf(content.affectedProducts.map(({ vendor }) => vendor)).slice(0, MAX_NAMES);
  const products = namesOf(content.affectedProducts.map(({ product }) => product)).slice(0, MAX_NAMES);
  return {
    cves,
    tags: [...content.tags],
    sectors: [...content.sectors],
    vendors,
    products,
    terms: termsOf(kind, content),
    searchA: cut('searchA', [trackingId, ...textsOf(content.title), ...cves, ...idsOf(content)]),
    searchB: cut('searchB', [...textsOf(content.summary), ...vendors, ...products, ...content.tags]),
    searchC: cut('searchC', adviceOf(content)),
    searchD: cut('searchD', restOf(content)),
  };
}

function idsOf({ cnvd = [], vulnerabilities, techniques = [], source }: AdvisoryContent): string[] {
  const others = vulnerabilities.flatMap(({ ids = [] }) => ids.map(({ value }) => value));
  return [...cnvd, ...others, ...techniques, ...(source ? [source.trackingId, ...(source.aliases ?? [])] : [])];
}

function adviceOf({ impact, recommendation = [], workarounds = [], vulnerabilities }: AdvisoryContent): string[] {
  return [...textsOf(impact), ...[...recommendation, ...workarounds].flatMap(textsOf), ...vulnerabilities.map(({ title }) => title ?? '')];
}

/** Never indicators: they may have narrower readers than the advisory, and a search that found them would tell of them. */
function restOf({ description, notes = [], remediations = [], references, vulnerabilities, affectedProducts, ...rest }: AdvisoryContent) {
  return [
    ...textsOf(description),
    ...distinct(affectedProducts.flatMap(({ name, version }) => [name, version])),
    ...vulnerabilities.flatMap(({ cwes = [], cweName = '', notes: own = [] }) => [...cwes, cweName, ...own.map(({ text }) => text)]),
    ...notes.map(({ text }) => text),
    ...remediations.map(({ details }) => details),
    ...references.map(({ summary }) => summary),
    ...(rest.credits ?? []),
    rest.source?.publisher ?? '',
  ];
}

function textsOf(text: LocalisedText | undefined): string[] {
  return LANGUAGES.flatMap((language) => text?.[language] ?? []);
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.flatMap((value) => value ?? []).filter((value) => value !== ''))];
}

function namesOf(names: readonly string[]): string[] {
  const byKey = new Map<string, string>();
  for (const name of distinct(names)) {
    const key = normalised(name);
    if (key !== '' && !byKey.has(key)) byKey.set(key, evened(name));
  }
  return [...byKey.values()];
}

function cut(weight: keyof typeof MAX_SEARCHED, texts: readonly string[]): string {
  return texts.join('\n').slice(0, MAX_SEARCHED[weight]).toWellFormed();
}
