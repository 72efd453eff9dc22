import { randomBytes } from 'node:crypto';
import { DomainError } from '#libs/core';
import type { RecipientKey } from '#libs/subscriptions';

/** A MIME entity to be encrypted: the value of its Content-Type, its subject as a header value, its body with CRLF line ends. */
export interface ClearEntity {
  readonly contentType: string;
  readonly subject: string;
  readonly body: string;
}

/**
 * `multipart/encrypted` (RFC 3156 section 4) to one recipient, with the subject inside as a protected header (RFC 9788). Throws
 * `unavailable` with code OPENPGP_KEY_UNUSABLE when the key has expired or was revoked meanwhile: the caller sends the notice without content.
 */
export async function encryptForRecipient(entity: ClearEntity, key: RecipientKey): Promise<{ contentType: string; body: string }> {
  const clear =
    `Content-Type: ${entity.contentType};\r\n protected-headers="v1"; hp="cipher"\r\n` + `Subject: ${entity.subject}\r\n\r\n${entity.body}`;
  const armored = (await encrypted(clear, key)).replace(/\r?\n/g, '\r\n');
  const boundary = `=_${randomBytes(15).toString('hex')}`;
  const part = (type: string, content: string) => `--${boundary}\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
  return {
    contentType: `multipart/encrypted; protocol="application/pgp-encrypted"; boundary="${boundary}"`,
    body:
      part('application/pgp-encrypted', 'Version: 1\r\n') +
      part('application/octet-stream; name="encrypted.asc"', armored) +
      `--${boundary}--\r\n`,
  };
}

async function encrypted(clear: string, key: RecipientKey): Promise<string> {
  // A megabyte of code that few mails need.
  const { createMessage, encrypt, enums, readKey } = await import('openpgp');
  try {
    const encryptionKeys = (await readKey({ armoredKey: key.armored })).toPublic();
    const message = await createMessage({ binary: Buffer.from(clear, 'latin1') });
    const armored: unknown = await encrypt({
      message,
      encryptionKeys,
      config: { preferredCompressionAlgorithm: enums.compression.uncompressed },
    });
    return String(armored);
  } catch (cause) {
    throw new DomainError('unavailable', 'OPENPGP_KEY_UNUSABLE', 'The key of the recipient cannot be encrypted to.', { cause });
  }
}
