import { createHash } from 'node:crypto';
import { FetchFailed } from '#libs/network';
import type { OutsideClient } from '#libs/network';
import type { Key } from 'openpgp';
import { PROVIDER_LIMITS } from './provider.js';
import type { ListedDocument } from './provider.js';

export interface ProofRule {
  readonly keys: readonly Key[];
  /** A trusted provider has both for every document (CSAF 2.0 section 7.2.3). */
  readonly needsBoth: boolean;
  /** Where nobody's keys are known, a hash must be there. */
  readonly needsHash: boolean;
}

/** Why a document is not used. `isTemporary`: because something could not be asked, and not because something is wrong. */
export class ProofFailed extends Error {
  constructor(
    message: string,
    readonly isTemporary = false,
  ) {
    super(message);
  }
}

const ALGORITHMS = ['sha512', 'sha256'] as const;
const DIGITS = { sha512: 128, sha256: 64 } as const;

/**
 * Checks hash and signature of a document before anything of it is read (CSAF 2.0 section 7.3.2). What the list names must be there; what it
 * does not name is looked for beside the document. Returns the signature, armored, where one was good. Throws `ProofFailed`.
 */
export async function proveDocument(
  client: OutsideClient,
  listed: ListedDocument,
  url: string,
  bytes: Buffer,
  rule: ProofRule,
): Promise<string | undefined> {
  const hashes = listed.hashes ?? [];
  const named = hashes.length > 0 ? hashes : ALGORITHMS.map((algorithm) => `${url}.${algorithm}`);
  let proven = 0;
  for (const address of named) {
    if (await isProvenByHash(client, address, bytes, hashes.length > 0)) proven += 1;
    // One good hash of the two beside it is enough; every one that the list names is checked.
    if (proven > 0 && hashes.length === 0) break;
  }
  if (proven === 0 && (rule.needsBoth || rule.needsHash)) throw new ProofFailed('It has no hash.');
  const signature = await fileOf(client, listed.signature ?? `${url}.asc`, PROVIDER_LIMITS.signatureBytes, listed.signature !== undefined);
  if (signature === undefined) {
    if (rule.needsBoth) throw new ProofFailed('It has no signature.');
    return undefined;
  }
  if (rule.keys.length > 0) return verifySignature(signature.toString('utf8'), bytes, rule.keys);
  if (rule.needsBoth) throw new ProofFailed('Its signature cannot be checked: no key of its provider can be used.');
  return undefined;
}

async function isProvenByHash(client: OutsideClient, address: string, bytes: Buffer, isNamed: boolean): Promise<boolean> {
  const file = await fileOf(client, address, PROVIDER_LIMITS.hashBytes, isNamed);
  if (file === undefined) return false;
  const stated = /^\uFEFF?\s*([0-9a-f]+)(?:\s|$)/i.exec(file.toString('utf8'))?.[1]?.toLowerCase();
  const algorithm =
    ALGORITHMS.find((each) => address.toLowerCase().endsWith(`.${each}`)) ?? ALGORITHMS.find((each) => DIGITS[each] === stated?.length);
  if (algorithm === undefined) return false;
  if (stated?.length !== DIGITS[algorithm]) throw new ProofFailed(`${address} is no ${algorithm} hash.`);
  if (createHash(algorithm).update(bytes).digest('hex') !== stated)
    throw new ProofFailed(`Its ${algorithm} hash is another than ${address} says.`);
  return true;
}

async function fileOf(client: OutsideClient, address: string, maxBytes: number, isNamed: boolean): Promise<Buffer | undefined> {
  try {
    const { status, body } = await client.get(address, { maxBytes });
    // A page with a picture instead of "not found" is no file either.
    if (status === 200 && (isNamed || !/^\s*</.test(body.toString('latin1', 0, 100)))) return body;
    if (isNamed) throw new ProofFailed(`${address} is listed and answered ${status}.`);
    return undefined;
  } catch (error) {
    if (!(error instanceof FetchFailed)) throw error;
    throw new ProofFailed(`${address}: ${error.message}.`, error.isTemporary);
  }
}

async function verifySignature(armored: string, bytes: Buffer, keys: readonly Key[]): Promise<string> {
  const { createMessage, readSignature, verify } = await import('openpgp');
  const signature = await readSignature({ armoredSignature: armored }).catch(() => undefined);
  if (signature === undefined) throw new ProofFailed('Its signature is no OpenPGP signature.');
  const message = await createMessage({ binary: new Uint8Array(bytes) });
  const { signatures } = await verify({ message, signature, verificationKeys: [...keys] });
  for (const each of signatures) {
    const isGood = await each.verified.catch(() => false);
    if (isGood) return armored;
  }
  throw new ProofFailed('Its signature is not one of its provider’s keys over these bytes.');
}
