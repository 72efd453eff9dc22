import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddressRefused, resolveAllowed, resolveByDns } from '#libs/network';
import type { ResolveName } from '#libs/network';
import { errorCodeOf } from './webhook-outcome.js';

const [A, AAAA] = [1, 28];
const [NO_ERROR, SERVER_FAILURE, NO_SUCH_NAME] = [0, 2, 3];

interface Zone {
  readonly a?: readonly string[];
  readonly aaaa?: readonly (readonly number[])[];
  readonly code?: number;
  readonly codeOfAaaa?: number;
}

/** Names of this test's own name server. */
const ZONES: Readonly<Record<string, Zone>> = {
  'both.example': { a: ['93.184.215.14'], aaaa: [[0x2606, 0x2800, 0, 0, 0, 0, 0, 1]] },
  'four.example': { a: ['93.184.215.14', '93.184.215.15'] },
  'half-broken.example': { a: ['93.184.215.14'], codeOfAaaa: SERVER_FAILURE },
  'mixed.example': { a: ['93.184.215.14', '10.0.0.1'] },
  'inside-by-six.example': { a: ['93.184.215.14'], aaaa: [[0, 0, 0, 0, 0, 0, 0, 1]] },
  'empty.example': {},
  'broken.example': { code: SERVER_FAILURE, codeOfAaaa: SERVER_FAILURE },
};

/** Answers one question (RFC 1035 section 4). */
function reply(query: Buffer): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const type = query.readUInt16BE(at + 1);
  const zone = ZONES[labels.join('.')];
  const data = type === A ? (zone?.a ?? []).map((ip) => Buffer.from(ip.split('.').map(Number))) : (zone?.aaaa ?? []).map(words);
  const code = zone === undefined ? NO_SUCH_NAME : ((type === AAAA ? zone.codeOfAaaa : zone.code) ?? NO_ERROR);
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(data.length, 6);
  const answers = data.map((bytes) => {
    const head = Buffer.alloc(12);
    head.writeUInt16BE(0xc00c, 0);
    head.writeUInt16BE(type, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(bytes.length, 10);
    return Buffer.concat([head, bytes]);
  });
  return Buffer.concat([header, query.subarray(12, at + 5), ...answers]);
}

function words(parts: readonly number[]): Buffer {
  const bytes = Buffer.alloc(16);
  parts.forEach((part, index) => bytes.writeUInt16BE(part, index * 2));
  return bytes;
}

describe('asking the name servers', () => {
  const server = createSocket('udp4');
  let resolve: ResolveName;

  beforeAll(async () => {
    server.on('message', (query, from) => {
      server.send(reply(query), from.port, from.address);
    });
    await new Promise<void>((done) => server.bind(0, '127.0.0.1', done));
    resolve = resolveByDns([`127.0.0.1:${server.address().port}`]);
  });

  afterAll(() => new Promise<void>((done) => server.close(done)));

  it('brings the addresses of both families', async () => {
    expect(await resolve('both.example')).toEqual(['93.184.215.14', '2606:2800::1']);
    expect([...(await resolve('four.example'))].sort()).toEqual(['93.184.215.14', '93.184.215.15']);
  });

  it('is content with one family when the other fails', async () => {
    expect(await resolve('half-broken.example')).toEqual(['93.184.215.14']);
  });

  it.each(['missing.example', 'empty.example', 'broken.example'])('%s is an error of DNS', async (name) => {
    const error: unknown = await resolve(name).catch((thrown: unknown) => thrown);
    expect(errorCodeOf(error)).toBe('DNS');
  });

  it.each(['mixed.example', 'inside-by-six.example'])('%s leads inside and is refused', async (name) => {
    await expect(resolveAllowed(name, { allowLoopback: false, resolve })).rejects.toBeInstanceOf(AddressRefused);
  });
});
