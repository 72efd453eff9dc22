import { randomBytes } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const CANARY = /cnry[a-z2-7]{16}/gi;

/** A word that stands nowhere else: where it is found, its text has been. */
export function newCanary(): string {
  return `cnry${[...randomBytes(16)].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('')}`;
}

/** Every canary in some bytes, plain or in one of the encodings that bytes travel in; with two layers also base64 within quoted-printable. */
export function canariesIn(bytes: string, layers = 1): Set<string> {
  const found = new Set<string>();
  for (const form of [bytes, ...decoded(bytes)]) {
    for (const canary of form.match(CANARY) ?? []) found.add(canary.toLowerCase());
    if (layers > 1 && form !== bytes) for (const canary of canariesIn(form, layers - 1)) found.add(canary);
  }
  return found;
}

/** The other things that the bytes may mean. */
function decoded(bytes: string): string[] {
  const forms: string[] = [];
  const push = (form: string) => {
    if (form !== '' && form !== bytes) forms.push(form);
  };
  // RFC 2045: a line that ends in = goes on, =XX is a byte.
  push(bytes.replaceAll(/=\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
  push(bytes.replaceAll(/%([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
  push(bytes.replaceAll(/\\u00([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
  // Base64 in lines, with either alphabet, wherever its groups of four begin.
  const unfolded = bytes.replaceAll(/([A-Za-z0-9+/_-]{60,})\r?\n(?=[A-Za-z0-9+/_=-])/g, '$1');
  const runs = unfolded.match(/[A-Za-z0-9+/_-]{24,}/g) ?? [];
  push(runs.flatMap((run) => [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), 'base64').toString('latin1'))).join('\n'));
  return forms;
}
