import { createMessage, readKey, readSignature, verify } from 'openpgp';

export interface SignedBytes {
  readonly bytes: Uint8Array;
  /** Both ASCII-armored. */
  readonly signature: string;
  readonly publicKey: string;
}

/** Whether a detached OpenPGP signature is that of the key's owner over exactly these bytes. */
export async function isSignatureOver({ bytes, signature, publicKey }: SignedBytes): Promise<boolean> {
  const options: unknown = {
    message: await createMessage({ binary: bytes }),
    signature: await readSignature({ armoredSignature: signature }),
    verificationKeys: await readKey({ armoredKey: publicKey }),
  };
  const { signatures } = await verify(options as Parameters<typeof verify>[0]);
  const results = await Promise.allSettled(signatures.map(({ verified }) => verified));
  return results.length > 0 && results.every((result) => result.status === 'fulfilled' && result.value);
}
