import { readFile, writeFile } from 'node:fs/promises';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock } from '#libs/core';
import { Inject, Injectable } from '@nestjs/common';
import type { PrivateKey } from 'openpgp';

/** The public half, as everybody may have it. */
export interface PublicKey {
  /** Upper-case hex. */
  readonly fingerprint: string;
  /** ASCII-armored. */
  readonly publicKey: string;
}

interface LoadedKey {
  readonly key: PrivateKey;
  readonly identity: PublicKey;
}

/** The owner alone. */
const FILE_MODE = 0o600;

/**
 * The installation's OpenPGP key: an elliptic curve, because a signature then costs a millisecond and not ten, in the form that every version
 * of GnuPG in use understands. It is read when something is first signed; where there is none yet it is made.
 */
@Injectable()
export class SigningKey {
  private loaded: Promise<LoadedKey> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async identity(): Promise<PublicKey> {
    return (await this.load()).identity;
  }

  /** A detached, armored signature over exactly these bytes (CSAF 2.0 section 7.1.19). */
  async sign(bytes: Uint8Array): Promise<string> {
    const { createMessage, sign } = await import('openpgp');
    const { key } = await this.load();
    const message = await createMessage({ binary: bytes });
    const signature: unknown = await sign({ message, signingKeys: key, detached: true, format: 'armored', date: this.clock.now() });
    return String(signature);
  }

  private load(): Promise<LoadedKey> {
    this.loaded ??= this.read().catch((error: unknown) => {
      this.loaded = undefined;
      throw error;
    });
    return this.loaded;
  }

  private async read(): Promise<LoadedKey> {
    const { readPrivateKey } = await import('openpgp');
    const armoredKey = await this.keptOrMade();
    const key = await readPrivateKey({ armoredKey });
    if (!key.isDecrypted()) throw new Error(`The OpenPGP key in ${this.config.openPgpKeyFile} has a passphrase; it must have none.`);
    return { key, identity: { fingerprint: key.getFingerprint().toUpperCase(), publicKey: key.toPublic().armor() } };
  }

  private async keptOrMade(): Promise<string> {
    const file = this.config.openPgpKeyFile;
    const kept = await readIfThere(file);
    if (kept !== undefined) return kept;
    const { generateKey } = await import('openpgp');
    const { privateKey } = await generateKey({
      type: 'ecc',
      curve: 'ed25519Legacy',
      userIDs: [{ name: 'Harbourlight', comment: this.config.publisherNamespace }],
      format: 'armored',
    });
    // Another process may have made one since: the first that was written is the key of both.
    await writeFile(file, privateKey, { mode: FILE_MODE, flag: 'wx' }).catch(unlessCode('EEXIST'));
    return (await readIfThere(file)) ?? privateKey;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(unlessCode('ENOENT'));
  return text === undefined || text === '' ? undefined : text;
}

function unlessCode(expected: string): (error: unknown) => undefined {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code !== expected) throw error;
    return undefined;
  };
}
