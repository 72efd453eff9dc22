import { createHash, X509Certificate } from 'node:crypto';

const FINGERPRINT = /^[0-9a-f]{2}(:?[0-9a-f]{2}){31}$/i;
/** RFC 9440 section 2.2: a structured field of bytes. */
const CLIENT_CERT = /^:([A-Za-z0-9+/]+={0,2}):$/;
const PEM = /^\s*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/;
const HINT = 'certificate ';
const HINT_CHARACTERS = 16;

/**
 * The SHA-256 fingerprint (of the DER, lower-case hex) that one of these texts stands for: the fingerprint itself, with or without colons; the
 * certificate as PEM, percent-encoded or not; or as RFC 9440 writes it. Undefined for everything else, two values in one header among it.
 */
export function certificateFingerprint(text: string): string | undefined {
  const value = text.trim();
  if (FINGERPRINT.test(value)) return value.replaceAll(':', '').toLowerCase();
  const der = CLIENT_CERT.exec(value)?.[1];
  if (der !== undefined) return fingerprintOf(Buffer.from(der, 'base64'));
  const pem = decoded(value);
  return pem !== undefined && PEM.test(pem) ? fingerprintOf(pem) : undefined;
}

/** Under what a certificate is kept among tokens, in lower-case hex. No token's text has this hash: theirs all begin with `hl`. */
export function hashOfCertificate(fingerprint: string): string {
  return createHash('sha256').update(`client certificate ${fingerprint}`).digest('hex');
}

/** By what a certificate is known in lists: no hint of a token begins so. */
export function hintOfCertificate(fingerprint: string): string {
  return `${HINT}${fingerprint.slice(0, HINT_CHARACTERS)}…`;
}

export function isCertificateHint(hint: string): boolean {
  return hint.startsWith(HINT);
}

function fingerprintOf(certificate: Buffer | string): string | undefined {
  try {
    return new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase();
  } catch {
    return undefined;
  }
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
