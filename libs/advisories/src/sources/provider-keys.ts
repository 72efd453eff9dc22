import { FetchFailed } from '#libs/network';
import type { OutsideClient } from '#libs/network';
import type { Key } from 'openpgp';
import { PROVIDER_LIMITS } from './provider.js';
import type { Provider, ProviderKey } from './provider.js';

export interface LoadedKeys {
  readonly keys: readonly Key[];
  /** Why keys could not be used, one line each. */
  readonly problems: readonly string[];
}

/** Gets the public keys of a provider (CSAF 2.0 section 7.1.20). One whose fingerprint is not the one of the metadata is not used. */
export async function loadKeys(client: OutsideClient, provider: Provider): Promise<LoadedKeys> {
  const keys: Key[] = [];
  const problems: string[] = [];
  for (const named of provider.keys) {
    const found = await loadKey(client, named);
    if (typeof found === 'string') problems.push(`The key ${named.url} cannot be used: ${found}.`);
    else keys.push(found);
  }
  return { keys, problems };
}

async function loadKey(client: OutsideClient, { url, fingerprint }: ProviderKey): Promise<Key | string> {
  try {
    const { status, body } = await client.get(url, { maxBytes: PROVIDER_LIMITS.keyBytes });
    if (status !== 200) return `it answered ${status}`;
    const found = await keysIn(body);
    const fitting = fingerprint === undefined ? found[0] : found.find((key) => isFingerprintOf(key, fingerprint));
    return fitting ?? (found.length === 0 ? 'it is no OpenPGP key' : 'its fingerprint is another');
  } catch (error) {
    return error instanceof FetchFailed ? error.message : 'it is no OpenPGP key';
  }
}

async function keysIn(bytes: Buffer): Promise<Key[]> {
  const { readKey, readKeys } = await import('openpgp');
  const text = bytes.toString('utf8');
  return text.includes('-----BEGIN PGP') ? readKeys({ armoredKeys: text }) : [await readKey({ binaryKey: new Uint8Array(bytes) })];
}

/** Metadata may name the key or the subkey that signs. */
function isFingerprintOf(key: Key, fingerprint: string): boolean {
  const own = [key.getFingerprint(), ...key.getSubkeys().map((subkey) => subkey.getFingerprint())];
  return own.some((each) => each.toLowerCase() === fingerprint.toLowerCase());
}
