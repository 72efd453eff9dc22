import { foldLines } from 'nodemailer/lib/mime-funcs';
import { invalid } from '#libs/core';

/** Octets that fit an encoded word of 75 characters beside `=?UTF-8?B?` and `?=` (RFC 2047 section 2). */
const WORD_OCTETS = 45;
const LINE_LENGTH = 76;

/** One header field, folded, without its line end. Throws `invalid` when a value could start a line of its own or a name is not a name. */
export function headerLine(name: string, value: string): string {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(name)) throw invalid([{ path: 'headers', expected: 'a header name', received: name }]);
  // A line may have 998 octets (RFC 5322 section 2.1.1), and it can be folded at spaces only.
  if (!/^[\x20-\x7e]{0,4000}$/.test(value) || (value.length >= 900 && /[^ ]{900}/.test(value))) {
    throw invalid([{ path: `headers.${name}`, expected: 'printable ASCII on one line', received: value.slice(0, 100) }]);
  }
  return foldLines(`${name}: ${value}`, LINE_LENGTH);
}

/**
 * Any text as the value of a header (RFC 2047). A text that looks like an encoded word is encoded too: mail programs would decode it, and the
 * title of an imported advisory could so write another label over ours.
 */
export function encodeHeaderText(text: string): string {
  const oneLine = text.replace(/[\p{Cc}\p{Z}]+/gu, ' ').trim();
  if (/^[\x20-\x7e]*$/.test(oneLine) && !oneLine.includes('=?')) return oneLine;
  return inWords(oneLine)
    .map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`)
    .join(' ');
}

/** Cut between characters, never inside one (RFC 2047 section 5). */
function inWords(text: string): string[] {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > WORD_OCTETS) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word];
}

/** `Name <address>` with a name in any script. The address comes from `parseEmailAddress`. */
export function mailbox(name: string, address: string): string {
  const encoded = encodeHeaderText(name);
  if (encoded === '') return `<${address}>`;
  const isEncoded = encoded.startsWith('=?');
  return `${isEncoded ? encoded : `"${encoded.replace(/[\\"]/g, '\\$&')}"`} <${address}>`;
}
