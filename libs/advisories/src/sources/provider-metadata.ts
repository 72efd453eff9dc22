import { JsonPlace } from '../import/json-place.js';
import { isRecord } from '../import/misp/misp-items.js';
import { PROVIDER_LIMITS } from './provider.js';
import type { Provider } from './provider.js';

export function isProviderMetadata(json: unknown): boolean {
  return isRecord(json) && isRecord(json.publisher) && ('distributions' in json || 'canonical_url' in json || 'metadata_version' in json);
}

/** Reads provider-metadata.json (CSAF 2.0 section 7.1.7). What is not as it should be is passed over; addresses may be relative to it. */
export function readProviderMetadata(json: unknown, metadataUrl: string): Provider {
  const root = new JsonPlace(json);
  const absolute = (text: string | undefined) =>
    text !== undefined && URL.canParse(text, metadataUrl) ? [new URL(text, metadataUrl).href] : [];
  const [feeds, directories]: [string[], string[]] = [[], []];
  for (const distribution of listOf(root, 'distributions')) {
    directories.push(...absolute(distribution.text('directory_url')));
    for (const feed of listOf(distribution.field('rolie'), 'feeds')) feeds.push(...absolute(feed.text('url')));
  }
  const keys = listOf(root, 'public_openpgp_keys').flatMap((key) =>
    absolute(key.text('url')).map((url) => ({
      url,
      fingerprint: key
        .text('fingerprint')
        ?.replaceAll(/[\s:]|^0x/g, '')
        .toLowerCase(),
    })),
  );
  return {
    metadataUrl,
    publisher: root.field('publisher').text('name'),
    isTrusted: root.text('role') === 'csaf_trusted_provider',
    keys: keys.slice(0, PROVIDER_LIMITS.keys),
    feeds: [...new Set(feeds)].slice(0, PROVIDER_LIMITS.lists),
    directories: [...new Set(directories)].slice(0, PROVIDER_LIMITS.lists),
  };
}

export function listOf(owner: JsonPlace, name: string): readonly JsonPlace[] {
  return Array.isArray(owner.field(name).value) ? owner.list(name) : [];
}
