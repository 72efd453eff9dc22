import { KINDS, LANGUAGES, SEVERITIES, TERM } from '#libs/advisories';
import type { Kind, Language, Severity } from '#libs/advisories';

export type SyndicationFormat = 'atom' | 'rss' | 'json';

/** Who is asked for: everybody, whoever sends a token in a header, or whoever holds a personal address. */
export type SyndicationReader = { readonly by: 'public' } | { readonly by: 'header' } | { readonly by: 'address'; readonly token: string };

/** What an address below `/feeds/` stands for. */
export interface SyndicationPath {
  readonly reader: SyndicationReader;
  readonly language: Language;
  readonly format: SyndicationFormat;
  /** Names the feed for ever, as in `all`, `severity/critical`. */
  readonly name: string;
  readonly kind?: Kind;
  readonly severity?: Severity;
  readonly vendor?: string;
  readonly product?: string;
}

const EXTENSIONS: Readonly<Record<string, SyndicationFormat>> = { atom: 'atom', xml: 'atom', rss: 'rss', json: 'json' };

/** Undefined for what is no address of ours. `path` is what stands behind `/feeds/`, still percent-encoded. */
export function syndicationPath(path: string): SyndicationPath | undefined {
  const segments = decoded(path) ?? [];
  const [first = ''] = segments;
  if (first === 'members') return feedOf({ by: 'header' }, segments.slice(1));
  if (first === 'personal') return feedOf({ by: 'address', token: segments[1] ?? '' }, segments.slice(2));
  return feedOf({ by: 'public' }, segments);
}

/** The terms that an advisory in the feed has. */
export function termsOfPath({ vendor, product }: SyndicationPath): readonly string[] | undefined {
  if (product !== undefined) return [TERM.product(product, vendor)];
  return vendor === undefined ? undefined : [TERM.vendor(vendor)];
}

function feedOf(reader: SyndicationReader, segments: readonly string[]): SyndicationPath | undefined {
  const language = LANGUAGES.find((known) => known.toLowerCase() === segments[0]?.toLowerCase());
  const { name = '', extension = '' } = /^(?<name>.{1,400})\.(?<extension>[a-z]+)$/s.exec(segments.at(-1) ?? '')?.groups ?? {};
  const format = Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
  const about = format && aboutOf([...segments.slice(1, -1), name]);
  if (language === undefined || format === undefined || about === undefined) return undefined;
  return { reader, language, format, name: [...segments.slice(1, -1), name].join('/'), ...about };
}

function aboutOf([what, ...names]: readonly string[]): Partial<SyndicationPath> | undefined {
  const [first = '', second] = names;
  if (names.length === 0) return what === 'all' ? {} : undefined;
  if (names.length === 2) return what === 'product' && second !== undefined ? { vendor: first, product: second } : undefined;
  if (names.length > 2) return undefined;
  if (what === 'vendor') return { vendor: first };
  if (what === 'product') return { product: first };
  const kind = KINDS.find((known) => known === first.replaceAll('-', '_'));
  if (what === 'kind' && kind !== undefined) return { kind };
  const severity = SEVERITIES.find((known) => known === first);
  return what === 'severity' && severity !== undefined ? { severity } : undefined;
}

function decoded(path: string): readonly string[] | undefined {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
