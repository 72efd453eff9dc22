import { randomBytes } from 'node:crypto';
import { encode as encodeBase64, wrap as wrapBase64 } from 'nodemailer/lib/base64';
import { encode as encodeQuoted, wrap as wrapQuoted } from 'nodemailer/lib/qp';
import { invalid } from '#libs/core';

/** What goes into the holes of one recipient's mail: hole → text. */
export type Fill = Readonly<Record<string, string>>;

const LINE_LENGTH = 76;

/**
 * A marker for a place in a text that differs from one recipient to the next, to be put into text, HTML or a URL before the mail is prepared. Random,
 * so that no advisory can contain it; letters and digits only, so that no escaping changes it.
 */
export function newHole(): string {
  return `hole${randomBytes(12).toString('hex')}`;
}

/** One text, encoded once; `render` encodes again only what is filled in. */
interface Part {
  readonly encoding: 'quoted-printable' | 'base64';
  render(fill: Fill): string;
}

/** `multipart/alternative` of the text and the HTML, ready but for its holes. */
export interface PreparedBody {
  /** The value of Content-Type. */
  readonly contentType: string;
  readonly hasHoles: boolean;
  /** The body with CRLF line ends, 7-bit. Throws `invalid` when a hole has nothing to fill it. */
  render(fill: Fill): string;
}

export function prepareBody(text: string, html: string, holes: readonly string[]): PreparedBody {
  const foreign = holes.find((hole) => !/^hole[0-9a-f]{24}$/.test(hole));
  if (foreign !== undefined) throw invalid([{ path: 'holes', expected: 'markers from newHole', received: foreign.slice(0, 100) }]);
  // `=_` occurs neither in quoted-printable nor in base64, so no content can end a part.
  const boundary = `=_${randomBytes(15).toString('hex')}`;
  const plain = preparePart(text, holes, (value) => value);
  const rich = preparePart(html, holes, escapeHtml);
  const start = (type: string, part: Part) =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${part.encoding}\r\n\r\n`;
  const starts = [start('text/plain', plain), start('text/html', rich)] as const;
  const end = `\r\n--${boundary}--\r\n`;
  return {
    contentType: `multipart/alternative; boundary="${boundary}"`,
    hasHoles: holes.some((hole) => text.includes(hole) || html.includes(hole)),
    render: (fill) => `${starts[0]}${plain.render(fill)}\r\n${starts[1]}${rich.render(fill)}${end}`,
  };
}

function preparePart(template: string, holes: readonly string[], escape: (value: string) => string): Part {
  const normal = withLineEnds(template);
  const quoted = pieces(normal, holes).map((piece) => (piece.hole === undefined ? quote(piece.text) : piece));
  const quotedLength = quoted.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0);
  const fillFor = (fill: Fill, hole: string) => escape(valueOf(fill, hole));
  // Chinese takes nine octets a character in quoted-printable and four in base64.
  if (quotedLength > normal.length * 2 + 200) return base64Part(normal, holes, fillFor);
  return {
    encoding: 'quoted-printable',
    // A soft line break (RFC 2045 section 6.7, rule 5) on both sides of a hole keeps the lines around it as they were encoded.
    render: (fill) => quoted.map((piece) => (typeof piece === 'string' ? piece : quote(fillFor(fill, piece.hole)))).join('=\r\n'),
  };
}

function base64Part(normal: string, holes: readonly string[], fillFor: (fill: Fill, hole: string) => string): Part {
  const encode = (text: string) => wrapBase64(encodeBase64(text), LINE_LENGTH);
  const template = pieces(normal, holes);
  const whole = template.length === 1 ? encode(normal) : undefined;
  return {
    encoding: 'base64',
    render: (fill) =>
      whole ?? encode(template.map((piece) => (piece.hole === undefined ? piece.text : fillFor(fill, piece.hole))).join('')),
  };
}

function quote(text: string): string {
  // One less than the limit leaves room for the `=` of a soft break behind the last line.
  return wrapQuoted(encodeQuoted(text), LINE_LENGTH - 1);
}

type Piece = { readonly text: string; readonly hole?: undefined } | { readonly hole: string };

/** The text cut at its holes. */
function pieces(text: string, holes: readonly string[]): Piece[] {
  const found = new Set(holes.filter((hole) => text.includes(hole)));
  if (found.size === 0) return [{ text }];
  return text.split(new RegExp(`(${[...found].join('|')})`)).map((piece) => (found.has(piece) ? { hole: piece } : { text: piece }));
}

function valueOf(fill: Fill, hole: string): string {
  const value = Object.hasOwn(fill, hole) ? fill[hole] : undefined;
  if (value === undefined) throw invalid([{ path: `fill.${hole}`, expected: 'a text', received: 'nothing' }]);
  return withLineEnds(value);
}

/** CRLF throughout; other control characters but the tab have no place in a mail. */
function withLineEnds(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '');
}

const HTML_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML_ESCAPES[character] ?? '');
}
