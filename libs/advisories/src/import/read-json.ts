import { isUtf8 } from 'node:buffer';
import { DomainError, invalid } from '#libs/core';

/** Deeper than any CSAF tree (30 levels of branches make 70); a walk that recurses stays far from the end of the stack. */
export const MAX_JSON_DEPTH = 200;

export interface JsonLimits {
  readonly maxBytes: number;
  readonly maxDepth?: number;
}

/**
 * Strict UTF-8 and JSON (RFC 8259) within limits; a byte order mark is skipped, of equal keys the last one counts.
 * Throws `invalid` with the place as line and column.
 */
export function readJson(bytes: Uint8Array, { maxBytes, maxDepth = MAX_JSON_DEPTH }: JsonLimits): unknown {
  if (bytes.byteLength > maxBytes) throw refusal('', `at most ${maxBytes} bytes`, `${bytes.byteLength} bytes`);
  if (!isUtf8(bytes)) throw refusal(placeOf(bytes, firstByteThatIsNotUtf8(bytes)), 'UTF-8', 'a byte that cannot stand here');
  const tooDeep = firstByteBelow(bytes, maxDepth);
  if (tooDeep >= 0) throw refusal(placeOf(bytes, tooDeep), `at most ${maxDepth} levels of nesting`, 'more');
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw syntaxRefusal(text, error instanceof Error ? error.message : '');
  }
}

function refusal(path: string, expected: string, received: string): DomainError {
  return invalid([{ path, expected, received }], 'The document cannot be read as JSON.');
}

function syntaxRefusal(text: string, message: string): DomainError {
  const position = positionIn(text, message);
  const reason = message.replace(/ in JSON at position .*| \(line .*|, (\.\.\.)?".*/s, '').slice(0, 200);
  return refusal(placeInText(text, position), 'JSON', reason);
}

/** V8 tells the position of most errors, of an unexpected token only the text around it, of a premature end nothing. */
function positionIn(text: string, message: string): number {
  const stated = /at position (\d+)/.exec(message)?.[1];
  if (stated !== undefined) return Number(stated);
  const around = /, \.\.\."(.*?)("\.\.\.)? is not valid JSON$/s.exec(message)?.[1];
  const found = around === undefined ? -1 : text.indexOf(around.replace(/"$/, ''));
  if (found >= 0) return found + CHARACTERS_BEFORE_TOKEN;
  return message.startsWith('Unexpected token') ? 0 : text.length;
}

/** How much of the text before an unexpected token V8 quotes. */
const CHARACTERS_BEFORE_TOKEN = 10;

function placeInText(text: string, position: number): string {
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  return `line ${line}, column ${position - before.lastIndexOf('\n')}`;
}

function placeOf(bytes: Uint8Array, offset: number): string {
  return placeInText(Buffer.from(bytes.subarray(0, offset)).toString('latin1'), offset);
}

/** Lenient decoding puts U+FFFD for what is wrong, so the first difference is the place. */
function firstByteThatIsNotUtf8(bytes: Uint8Array): number {
  const lenient = Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), 'utf8');
  let at = 0;
  while (at < bytes.length && lenient[at] === bytes[at]) at += 1;
  return at;
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\[]{}');

/** The offset of the first bracket that opens a level below `maxDepth`, or -1. Works on bytes: none of these occurs inside a UTF-8 sequence. */
function firstByteBelow(bytes: Uint8Array, maxDepth: number): number {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth += 1;
      if (depth > maxDepth) return at;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) depth -= 1;
  }
  return -1;
}
