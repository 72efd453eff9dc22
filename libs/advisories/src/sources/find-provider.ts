import { DomainError } from '#libs/core';
import { FetchFailed } from '#libs/network';
import type { Fetched, OutsideClient } from '#libs/network';
import { identifyFormat } from '../import/identify-format.js';
import { isRecord } from '../import/misp/misp-items.js';
import { readJson } from '../import/read-json.js';
import { isProviderMetadata, readProviderMetadata } from './provider-metadata.js';
import { PROVIDER_LIMITS } from './provider.js';
import type { Provider } from './provider.js';
import { feedsOfService } from './rolie-feed.js';

const NOTHING: Provider = { metadataUrl: undefined, publisher: undefined, isTrusted: false, keys: [], feeds: [], directories: [] };

/**
 * Finds a provider by what somebody gave: its domain, its metadata, a ROLIE feed or service, index.txt, changes.csv, or one document. By its
 * domain it is looked for as CSAF 2.0 section 7.3.1 says: the well-known path, then security.txt, then `csaf.data.security.`. Throws
 * `unavailable` or `invalid` with everything that was tried.
 */
export async function findProvider(client: OutsideClient, given: string): Promise<Provider> {
  const url = client.check(given);
  if (url.pathname !== '/' || url.search !== '') return providerAt(client, url);
  const tried: string[] = [];
  const found =
    (await metadataAt(client, new URL('/.well-known/csaf/provider-metadata.json', url).href, tried)) ??
    (await inSecurityTxt(client, url, tried)) ??
    (await metadataAt(client, `https://csaf.data.security.${url.hostname}/`, tried));
  if (found !== undefined) return found;
  throw new DomainError('unavailable', 'PROVIDER_NOT_FOUND', `No metadata of a CSAF provider was found. ${tried.join(' ')}`);
}

async function providerAt(client: OutsideClient, url: URL): Promise<Provider> {
  const { href, pathname } = url;
  if (/\/(index\.txt|changes\.csv)$/.test(pathname) || pathname.endsWith('/'))
    return withKeysOfHost(client, { ...NOTHING, directories: [new URL('.', url).href] });
  const answer = await getOrThrow(client, href, PROVIDER_LIMITS.listBytes);
  const json = readJson(answer.body, { maxBytes: PROVIDER_LIMITS.listBytes });
  const at = answer.url.href;
  if (isProviderMetadata(json)) return readProviderMetadata(json, at);
  if (isRecord(json) && isRecord(json.feed)) return withKeysOfHost(client, { ...NOTHING, feeds: [href] });
  if (isRecord(json) && isRecord(json.service))
    return withKeysOfHost(client, { ...NOTHING, feeds: feedsOfService(json, at).slice(0, PROVIDER_LIMITS.lists) });
  if (identifyFormat(json) !== 'unknown') return withKeysOfHost(client, { ...NOTHING, document: href });
  const isAggregator = isRecord(json) && 'csaf_providers' in json;
  const reason = isAggregator ? 'It lists other providers: import from each of them.' : 'It is no metadata, no feed and no document.';
  throw new DomainError('invalid', 'NO_PROVIDER', `There is no CSAF provider at ${href}. ${reason}`);
}

/** A list that was given by itself is signed with the keys of its host's provider, where there is one. */
async function withKeysOfHost(client: OutsideClient, provider: Provider): Promise<Provider> {
  const first = provider.feeds[0] ?? provider.directories[0] ?? provider.document;
  if (first === undefined) return provider;
  const known = await metadataAt(client, new URL('/.well-known/csaf/provider-metadata.json', first).href, []);
  if (known === undefined) return provider;
  const { metadataUrl, publisher, isTrusted, keys } = known;
  return { ...provider, metadataUrl, publisher, isTrusted, keys };
}

async function inSecurityTxt(client: OutsideClient, url: URL, tried: string[]): Promise<Provider | undefined> {
  for (const path of ['/.well-known/security.txt', '/security.txt']) {
    const answer = await getOrTell(client, new URL(path, url).href, tried);
    const named = [...(answer?.body.toString('utf8').matchAll(/^\s*CSAF:\s*(\S+)/gim) ?? [])].map((line) => line[1] ?? '');
    for (const address of named.slice(0, 5)) {
      const found = await metadataAt(client, address, tried);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

async function metadataAt(client: OutsideClient, address: string, tried: string[]): Promise<Provider | undefined> {
  const answer = await getOrTell(client, address, tried);
  if (answer === undefined) return undefined;
  try {
    const json = readJson(answer.body, { maxBytes: PROVIDER_LIMITS.metadataBytes });
    if (isProviderMetadata(json)) return readProviderMetadata(json, answer.url.href);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
  tried.push(`${address}: it is no metadata of a CSAF provider.`);
  return undefined;
}

async function getOrTell(client: OutsideClient, address: string, tried: string[]): Promise<Fetched | undefined> {
  try {
    const answer = await client.get(address, { maxBytes: PROVIDER_LIMITS.metadataBytes });
    if (answer.status === 200) return answer;
    tried.push(`${address}: it answered ${answer.status}.`);
  } catch (error) {
    if (!(error instanceof FetchFailed)) throw error;
    tried.push(`${address}: ${error.message}.`);
  }
  return undefined;
}

/** Throws `unavailable` where there is no answer, or none that may be read. */
export async function getOrThrow(client: OutsideClient, address: string, maxBytes: number): Promise<Fetched> {
  const unavailable = (why: string) => new DomainError('unavailable', 'SOURCE_UNAVAILABLE', `${address}: ${why}.`);
  try {
    const answer = await client.get(address, { maxBytes });
    if (answer.status === 200) return answer;
    throw unavailable(answer.status === 401 || answer.status === 403 ? 'it asks for credentials' : `it answered ${answer.status}`);
  } catch (error) {
    throw error instanceof FetchFailed ? unavailable(error.message) : error;
  }
}
