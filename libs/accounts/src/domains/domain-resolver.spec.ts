import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { holdsProof, isRoleAddress, proofRecord } from './domain-proof.js';
import { SystemDomainResolver } from './domain-resolver.js';
import { hashOfToken } from '../links/email-links.js';

const NAME_ERROR = 3;
const SERVER_FAILURE = 2;

/** A name server on loopback that knows one name (RFC 1035 section 4). */
let server: Socket;
let resolver: SystemDomainResolver;

function answerTo(query: Buffer): Buffer {
  const question = query.subarray(12, query.indexOf(0, 12) + 5);
  const name = question.toString('latin1');
  const rcode = name.includes('absent') ? NAME_ERROR : name.includes('broken') ? SERVER_FAILURE : 0;
  const texts = name.includes('proof') ? [['v=spf1 -all'], ['harbourlight-verification=', 'token']] : [];
  const records = texts.map((parts) => {
    const data = Buffer.concat(parts.map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)])));
    const head = Buffer.from([0xc0, 0x0c, 0, 16, 0, 1, 0, 0, 0, 1, 0, 0]);
    head.writeUInt16BE(data.length, 10);
    return Buffer.concat([head, data]);
  });
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 + rcode, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, question, ...records]);
}

beforeAll(async () => {
  server = createSocket('udp4');
  server.on('message', (query, from) => {
    server.send(answerTo(query), from.port, from.address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  resolver = SystemDomainResolver.at([`127.0.0.1:${server.address().port}`]);
});

afterAll(() => {
  server.close();
});

describe('DNS', () => {
  it('is read record by record, each put together from its parts', async () => {
    expect(await resolver.txt('_harbourlight.proof.example')).toEqual(['v=spf1 -all', 'harbourlight-verification=token']);
  });

  it('says nothing of a name that does not exist or has no TXT record', async () => {
    expect(await resolver.txt('_harbourlight.absent.example')).toEqual([]);
    expect(await resolver.txt('_harbourlight.empty.example')).toEqual([]);
  });

  it('that does not answer is no proof against the domain: it is to be asked again', async () => {
    await expect(resolver.txt('_harbourlight.broken.example')).rejects.toMatchObject({ kind: 'unavailable', code: 'DNS_UNAVAILABLE' });
  });
});

describe('the proof of a domain', () => {
  it('is a TXT record with the token, among whatever others', () => {
    const record = proofRecord('bank.example', 'secret-token');
    expect(record).toEqual({ name: '_harbourlight.bank.example', type: 'TXT', value: 'harbourlight-verification=secret-token' });
    const hash = hashOfToken('secret-token');
    expect(holdsProof(['x', ` ${record.value} `], [hashOfToken('an older one'), hash])).toBe(true);
    expect(holdsProof(['harbourlight-verification=other', 'secret-token', ''], [hash])).toBe(false);
    expect(holdsProof([record.value], [])).toBe(false);
    expect(holdsProof([], [hash])).toBe(false);
  });

  it('comes from a mailbox that only those who run the domain have', () => {
    expect(isRoleAddress('Security@Bank.example', 'bank.example')).toBe(true);
    for (const address of [
      'ada@bank.example',
      'security@mail.bank.example',
      'security@bank.example.evil.example',
      'security.x@bank.example',
    ])
      expect(isRoleAddress(address, 'bank.example')).toBe(false);
  });
});
