import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PreparedPage, Representation } from './represent.js';

/** Answers with a prepared page: 304 where the visitor has it already, else in the smallest coding that they take. */
export function sendPage({ method, headers }: IncomingMessage, response: ServerResponse, page: PreparedPage): void {
  const chosen = choose(page, headers['accept-encoding']);
  const known = headers['if-none-match'];
  if (known !== undefined && page.status === 200 && isKnown(known, chosen.etag)) {
    response.writeHead(304, chosen.unchangedHeaders).end();
    return;
  }
  response.writeHead(page.status, chosen.headers);
  if (method === 'HEAD') response.end();
  else response.end(chosen.body);
}

function choose(page: PreparedPage, accepted: string | undefined): Representation {
  if (accepted === undefined) return page.identity;
  if (accepts(accepted, 'br')) return page.brotli;
  return accepts(accepted, 'gzip') ? page.gzip : page.identity;
}

function accepts(header: string, coding: string): boolean {
  return header.includes(coding) && header.split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    return name === coding && !parameters.some((each) => /^q=0(\.0*)?$/u.test(each));
  }); // prettier-ignore
}

function isKnown(header: string, etag: string): boolean {
  return header === '*' || header.split(',').some((each) => each.trim().replace(/^W\//u, '') === etag);
}
