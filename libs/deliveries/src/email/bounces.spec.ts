import { describe, expect, it } from '@jest/globals';
import { parseEmailAddress } from '#libs/subscriptions';
import { bounceAddress, deliveryOfBounceAddress, isAddressDead, parseBounce, parseComplaint } from './bounces.js';

const crlf = (text: string) => Buffer.from(text.replace(/\n/g, '\r\n'));

function aBounce(fields: string): Buffer {
  return crlf(`From: MAILER-DAEMON@mx.bank.example
To: bounce+x@cert.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

Your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.bank.example
Arrival-Date: Sun, 22 Nov 2026 10:00:00 +0000

${fields}
--b1
Content-Type: message/rfc822

Message-ID: <d1@cert.example>
Subject: [TLP:GREEN] x
To: duty@bank.example

Final-Recipient: rfc822; forged@bank.example
--b1--
`);
}

describe('a bounce', () => {
  it('of a mailbox that is gone is permanent', async () => {
    const fields = `Final-Recipient: rfc822; duty@bank.example
Original-Recipient: rfc822;duty@bank.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.bank.example
Diagnostic-Code: smtp; 550 5.1.1 <duty@bank.example>:
    Recipient address rejected: User unknown
`;
    expect(await parseBounce(aBounce(fields))).toEqual([
      {
        recipient: 'duty@bank.example',
        action: 'failed',
        status: '5.1.1',
        permanent: true,
        diagnostic: '550 5.1.1 <duty@bank.example>: Recipient address rejected: User unknown',
      },
    ]);
  });

  it.each([
    ['failed', '5.1.1', true],
    ['failed', '5.1.10', true],
    ['failed', '5.2.1', true],
    ['failed', '5.4.4', true],
    ['failed', '5.2.2', false],
    ['failed', '5.7.1', false],
    ['failed', '5.1.8', false],
    ['failed', '4.4.7', false],
    ['delayed', '4.4.1', false],
    ['delivered', '2.0.0', false],
  ])('%s with status %s: permanent %s', async (action, status, permanent) => {
    const reports = await parseBounce(aBounce(`Final-Recipient: rfc822; duty@bank.example\nAction: ${action}\nStatus: ${status} (text)\n`));
    expect(reports).toEqual([{ recipient: 'duty@bank.example', action, status, permanent }]);
  });

  it('about several recipients has a report for each', async () => {
    const one = (name: string) => `Final-Recipient: rfc822; ${name}@bank.example\nAction: failed\nStatus: 5.1.1\n`;
    expect((await parseBounce(aBounce(`${one('a')}\n${one('b')}`))).map(({ recipient }) => recipient)).toEqual([
      'a@bank.example',
      'b@bank.example',
    ]);
  });

  it.each([
    [
      'an ordinary mail',
      crlf('From: a@b.example\nSubject: Out of office\n\nFinal-Recipient: rfc822; x@y.example\nAction: failed\nStatus: 5.1.1\n'),
    ],
    ['a report without a status', aBounce('Final-Recipient: rfc822; duty@bank.example\nAction: failed\n')],
    ['a report with an unknown action', aBounce('Final-Recipient: rfc822; duty@bank.example\nAction: eaten\nStatus: 5.1.1\n')],
    ['nothing', Buffer.alloc(0)],
    ['noise', Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7) % 256))],
  ])('that is %s tells nothing', async (_, raw) => {
    expect(await parseBounce(raw)).toEqual([]);
    expect(await parseComplaint(raw)).toBeUndefined();
  });

  it('of more than a megabyte, or with headers without end, is refused', async () => {
    await expect(parseBounce(Buffer.alloc(1_048_577))).rejects.toMatchObject({ kind: 'invalid' });
    await expect(parseBounce(Buffer.alloc(1_000_000, 'a: b\r\n'))).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('by a policy or for content says nothing about the mailbox', () => {
    expect(['5.7.1', '5.6.0', '5.3.4', '4.1.1', '', '5.1.1.1'].filter(isAddressDead)).toEqual([]);
  });
});

describe('a complaint', () => {
  const complaint = (report: string) =>
    crlf(`From: fbl@provider.example
Subject: FW: alert
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b2"

--b2
Content-Type: text/plain

This is an email abuse report.

--b2
Content-Type: message/feedback-report

${report}
--b2
Content-Type: message/rfc822

Return-Path: <bounce+d1.00112233445566778899@cert.example>
Message-ID: <d1@cert.example>
From: alerts@cert.example
Subject: [TLP:GREEN] x

text
--b2--
`);

  it('names the mail that was complained about', async () => {
    const raw = complaint('Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\nOriginal-Rcpt-To: <duty@bank.example>\n');
    expect(await parseComplaint(raw)).toEqual({
      feedbackType: 'abuse',
      recipient: 'duty@bank.example',
      returnPath: 'bounce+d1.00112233445566778899@cert.example',
      messageId: 'd1@cert.example',
    });
    expect(await parseBounce(raw)).toEqual([]);
  });

  it('without the address of its reader still names the mail', async () => {
    expect(await parseComplaint(complaint('Feedback-Type: not-spam\nVersion: 1\n'))).toEqual(
      expect.objectContaining({ feedbackType: 'not-spam', messageId: 'd1@cert.example' }),
    );
  });
});

describe('the return path of a delivery', () => {
  const id = '0197b7c2-1234-4abc-8def-000000000001';
  const address = bounceAddress(id, 'secret', 'Cert.Example');

  it('is an address that every server takes, and leads back to its delivery', () => {
    expect(parseEmailAddress(address).address).toBe(address);
    expect(address.indexOf('@')).toBeLessThanOrEqual(64);
    expect(deliveryOfBounceAddress(address, ['secret'], 'cert.example')).toBe(id);
  });

  it('survives a change of case and a new secret', () => {
    expect(deliveryOfBounceAddress(address.toUpperCase(), ['newer', 'secret'], 'cert.example')).toBe(id);
  });

  it.each([
    ['of another delivery', address.replace('000000000001', '000000000002')],
    ['with another mac', address.replace(/\.[0-9a-f]{20}@/, `.${'0'.repeat(20)}@`)],
    ['without a mac', `bounce+${id}@cert.example`],
    ['at another domain', address.replace('cert.example', 'evil.example')],
    ['with more in front', `x${address}`],
    ['empty', ''],
  ])('%s is refused', (_, forged) => {
    expect(deliveryOfBounceAddress(forged, ['secret'], 'cert.example')).toBeUndefined();
  });

  it('of another secret is refused', () => {
    expect(deliveryOfBounceAddress(address, ['another'], 'cert.example')).toBeUndefined();
  });
});
