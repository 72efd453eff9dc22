import { canonicalJson } from '../canonical-json.js';
import { CSAF_FOLDERS } from '../store/csaf-address.js';
import type { CsafFolder } from '../store/csaf-address.js';
import type { Provider } from '../store/provider-store.js';
import { escapeHtml } from '../visible-text.js';
import type { CsafVersion } from './csaf-version.js';

/**
 * Folders that have lists, below `/csaf/`. RED has none (CSAF 2.0 section 7.1.15 asks for none either), nor has AMBER+STRICT in 2.0, which
 * calls it RED.
 */
export const LISTED_FOLDERS = {
  '2.0': [CSAF_FOLDERS['2.0'].CLEAR, CSAF_FOLDERS['2.0'].GREEN, CSAF_FOLDERS['2.0'].AMBER],
  '2.1': Object.values(CSAF_FOLDERS['2.1']),
} as const satisfies Readonly<Record<CsafVersion, readonly CsafFolder[]>>;
export type ListedFolder = (typeof LISTED_FOLDERS)[CsafVersion][number];

const INFORMATION_TYPE = { scheme: 'urn:ietf:params:rolie:category:information-type', term: 'csaf' };
/** Before the first key, and the first document. */
const NOTHING_YET = '2026-01-01T00:00:00Z';

/** The label of a folder in the words of its version, in lower case. */
function wordOf(folder: ListedFolder): string {
  return folder.replace('v2.1/', '');
}

/** CSAF 2.0 section 7.1.7: `provider-metadata.json` of a trusted provider. */
export function providerMetadata(provider: Provider, apiUrl: string): string {
  const at = (path: string): string => `${apiUrl}/csaf/${path}`;
  const distributions = LISTED_FOLDERS['2.0'].map((folder) => ({
    rolie: rolieOf(folder, at, {}),
    directory_url: at(`${folder}/`),
  }));
  const canonical = { canonical_url: `${apiUrl}/.well-known/csaf/provider-metadata.json`, metadata_version: '2.0' };
  return canonicalJson({ ...canonical, ...metadataOf(provider, at), distributions });
}

/** When feeds were last updated, as everybody may know it: of those that only members read an instant that tells of no publication. ISO 8601. */
export interface FeedUpdates {
  readonly open: string | undefined;
  readonly closed: string;
}

/** The same for CSAF 2.1 (section 7.1.7 of the draft), beside which that of 2.0 stays (section 7.4). */
export function providerMetadata21(provider: Provider, apiUrl: string, { open, closed }: FeedUpdates): string {
  const at = (path: string): string => `${apiUrl}/csaf/${path}`;
  const distributions = LISTED_FOLDERS['2.1'].flatMap((folder) => [
    { rolie: rolieOf(folder, at, { last_updated: folder === CSAF_FOLDERS['2.1'].CLEAR ? (open ?? NOTHING_YET) : closed }) },
    { directory: { tlp_label: wordOf(folder).toUpperCase(), url: at(`${folder}/`) } },
  ]);
  const canonical = {
    $schema: 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/provider.json',
    canonical_url: `${apiUrl}/.well-known/csaf/v2.1/provider-metadata.json`,
    metadata_version: '2.1',
  };
  return canonicalJson({ ...canonical, ...metadataOf(provider, at), distributions });
}

function rolieOf(folder: ListedFolder, at: (path: string) => string, dates: object): object {
  const label = wordOf(folder).toUpperCase();
  return {
    categories: [at(`${folder}/category.json`)],
    feeds: [{ summary: `All TLP:${label} advisories.`, tlp_label: label, url: at(feedPath(folder)), ...dates }],
    services: [at(`${folder}/service.json`)],
  };
}

function metadataOf(provider: Provider, at: (path: string) => string): object {
  return {
    last_updated: provider.keysChangedAt ?? NOTHING_YET,
    list_on_CSAF_aggregators: true,
    mirror_on_CSAF_aggregators: true,
    public_openpgp_keys: provider.keys.map(({ fingerprint }) => ({ fingerprint, url: at(`openpgp/${fingerprint}.asc`) })),
    publisher: {
      category: 'coordinator',
      name: provider.names.en,
      namespace: provider.namespace,
      contact_details: provider.contactDetails,
      issuing_authority: provider.issuingAuthority,
    },
    role: 'csaf_trusted_provider',
  };
}

/** The feed of a label, or its part of one year or one vendor. */
export interface FeedPart {
  readonly year?: string;
  readonly vendor?: string;
}

/** Below `/csaf/`. */
export function feedPath(folder: ListedFolder, { year, vendor }: FeedPart = {}): string {
  if (year !== undefined) return `${folder}/feeds/${year}.json`;
  if (vendor !== undefined) return `${folder}/feeds/category/${encodeURIComponent(vendor)}.json`;
  return `${folder}/csaf-feed-tlp-${wordOf(folder)}.json`;
}

/** What stands before and behind the entries of a ROLIE feed (RFC 8322 section 6; CSAF 2.0 section 7.1.15). */
export function rolieFrame(apiUrl: string, folder: ListedFolder, part: FeedPart, updatedAt: string): readonly [head: string, tail: string] {
  const about = part.year ?? part.vendor;
  const id = [
    folder.startsWith('v2.1/') ? 'csaf-2.1-feed-tlp' : 'csaf-feed-tlp',
    wordOf(folder),
    ...(about === undefined ? [] : [about]),
  ].join('-');
  const feed = canonicalJson({
    category: [INFORMATION_TYPE, ...(part.vendor === undefined ? [] : [vendorCategory(apiUrl, part.vendor)])],
    id,
    link: [
      { rel: 'self', href: `${apiUrl}/csaf/${feedPath(folder, part)}` },
      { rel: 'service', href: `${apiUrl}/csaf/${folder}/service.json` },
    ],
    title: `CSAF advisories (TLP:${wordOf(folder).toUpperCase()})${about === undefined ? '' : `: ${about}`}`,
    updated: updatedAt,
  });
  return [`{"feed":${feed.slice(0, -1)},"entry":[`, ']}}'];
}

/** RFC 8322 section 5; CSAF 2.0 section 7.1.16. */
export function serviceDocument(apiUrl: string, folder: ListedFolder, parts: readonly FeedPart[]): string {
  const collection = [{}, ...parts].map((part: FeedPart) => ({
    categories: { category: [INFORMATION_TYPE, ...(part.vendor === undefined ? [] : [vendorCategory(apiUrl, part.vendor)])] },
    href: `${apiUrl}/csaf/${feedPath(folder, part)}`,
    title: ['CSAF advisories', `TLP:${wordOf(folder).toUpperCase()}`, part.year ?? part.vendor]
      .filter((text) => text !== undefined)
      .join(', '),
  }));
  const workspace = [{ collection, title: `CSAF advisories (TLP:${wordOf(folder).toUpperCase()})` }];
  return canonicalJson({ service: { workspace } });
}

/** RFC 8322 section 6.1.1; CSAF 2.0 section 7.1.17. */
export function categoryDocument(apiUrl: string, vendors: readonly string[]): string {
  return canonicalJson({ categories: { category: [INFORMATION_TYPE, ...vendors.map((vendor) => vendorCategory(apiUrl, vendor))] } });
}

function vendorCategory(apiUrl: string, vendor: string): object {
  return { scheme: `${apiUrl}/csaf/categories/vendor`, term: vendor };
}

/** RFC 9116, with the CSAF field first known to it (CSAF 2.0 section 7.1.8). `expiresAt` is within a year. */
export function securityTxt(provider: Provider, apiUrl: string, expiresAt: string, isCsaf21Served: boolean): string {
  const contact = provider.contactDetails ?? '';
  const [key] = provider.keys;
  const lines = [
    `Contact: ${/^\S+@\S+$/.test(contact) ? `mailto:${contact}` : provider.namespace}`,
    `Expires: ${expiresAt}`,
    ...(key === undefined ? [] : [`Encryption: ${apiUrl}/csaf/openpgp/${key.fingerprint}.asc`]),
    `Canonical: ${apiUrl}/.well-known/security.txt`,
    'Preferred-Languages: en, zh',
    `CSAF: ${apiUrl}/.well-known/csaf/provider-metadata.json`,
    // Section 7.4 of the draft of 2.1.
    ...(isCsaf21Served ? [`CSAF: ${apiUrl}/.well-known/csaf/v2.1/provider-metadata.json`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** What stands before and behind the lines of a directory listing (CSAF 2.0 section 7.1.14). */
export function listingFrame(path: string): readonly [head: string, tail: string] {
  const title = escapeHtml(`Index of ${path}`);
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><ul>`,
    '</ul></body></html>\n',
  ];
}

/** `base` is what a name is relative to, where the page was asked for without its final slash: the last name of its address. */
export function listingLine(name: string, base = ''): string {
  return `<li><a href="${escapeHtml(encodeURI(base + name))}">${escapeHtml(name)}</a></li>\n`;
}
