import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import DKIM from 'nodemailer/lib/dkim';
import PostalMime from 'postal-mime';
import { DkimSigner } from './dkim.js';
import { deliveryMessageId, prepareMessage } from './message.js';
import type { MessageDraft, MessageRecipient } from './message.js';
import { newHole } from './mime-body.js';

const draft: MessageDraft = {
  from: { name: 'Harbourlight', address: 'alerts@cert.example' },
  subject: '[TLP:GREEN] HL-2026-0001 High: remote code execution in Example Server',
  text: 'TLP:GREEN\n\nPatch now.\n',
  html: '<p>TLP:GREEN</p><p>Patch now.</p>',
  date: new Date('2026-11-22T10:00:00Z'),
  label: 'GREEN',
  listId: 'alerts.cert.example',
};

const recipient: MessageRecipient = {
  to: 'duty@bank.example',
  messageId: deliveryMessageId('0197b7c2-0000-4000-8000-000000000001', 'cert.example'),
  returnPath: 'bounce+0197b7c2.0123456789abcdef0123@cert.example',
  unsubscribeUrl: 'https://web.example/unsubscribe/e.s.mac',
};

/** Line ends as they were before the mail. */
async function parsed(raw: Buffer) {
  const mail = await PostalMime.parse(raw);
  return { ...mail, text: mail.text?.replace(/\r\n/g, '\n'), html: mail.html?.replace(/\r\n/g, '\n') };
}

async function built(more: Partial<MessageDraft> = {}, own: Partial<MessageRecipient> = {}) {
  const message = await prepareMessage({ ...draft, ...more }).forRecipient({ ...recipient, ...own });
  const raw = message.raw.toString('latin1');
  return { ...message, text: raw, head: raw.slice(0, raw.indexOf('\r\n\r\n') + 2), mail: await parsed(message.raw) };
}

const fieldsOf = (head: string, name: string) => head.replace(/\r\n[ \t]/g, ' ').match(new RegExp(`^${name}:.*$`, 'gim')) ?? [];

describe('a mail', () => {
  it('is for one recipient, in text and HTML, and says that a machine made it', async () => {
    const { envelope, mail, head } = await built();
    expect(envelope).toEqual({ from: recipient.returnPath, to: 'duty@bank.example' });
    expect(mail.to).toEqual([{ name: '', address: 'duty@bank.example' }]);
    expect(mail).toMatchObject({
      from: { name: 'Harbourlight', address: 'alerts@cert.example' },
      subject: draft.subject,
      date: '2026-11-22T10:00:00.000Z',
    });
    expect(mail.text?.trim()).toBe('TLP:GREEN\n\nPatch now.');
    expect(mail.html?.trim()).toBe(draft.html);
    expect(fieldsOf(head, 'Auto-Submitted')).toEqual(['Auto-Submitted: auto-generated']);
    expect(fieldsOf(head, 'X-TLP')).toEqual(['X-TLP: TLP:GREEN']);
    expect(fieldsOf(head, 'List-Id')).toEqual(['List-Id: <alerts.cert.example>']);
    expect(head).not.toMatch(/feedback-id|x-mailer|bcc/i);
  });

  it('keeps its Message-ID on every retry, another recipient has another', async () => {
    const prepared = prepareMessage(draft);
    const [first, again] = [await prepared.forRecipient(recipient), await prepared.forRecipient(recipient)];
    expect(first.raw.equals(again.raw)).toBe(true);
    expect(first.raw.toString()).toContain('Message-ID: <0197b7c2-0000-4000-8000-000000000001@cert.example>');
  });

  it('has both one-click headers exactly once on a subscription, and neither on a mandatory notice', async () => {
    const { head } = await built();
    expect(fieldsOf(head, 'List-Unsubscribe')).toEqual(['List-Unsubscribe: <https://web.example/unsubscribe/e.s.mac>']);
    expect(fieldsOf(head, 'List-Unsubscribe-Post')).toEqual(['List-Unsubscribe-Post: List-Unsubscribe=One-Click']);
    const { to, messageId, returnPath } = recipient;
    const notice = (await prepareMessage(draft).forRecipient({ to, messageId, returnPath })).raw.toString();
    expect(notice).not.toMatch(/list-unsubscribe/i);
  });

  it('is 7-bit with lines that every server takes', async () => {
    const long = `TLP:GREEN ${'很長的中文標題與内容'.repeat(40)} ${'a'.repeat(3_000)}\n.\n..\nFrom here\n  trailing  \n=3D literal\n`;
    const { text, mail } = await built({
      subject: `[TLP:GREEN] ${'惡意軟件警報'.repeat(20)}`,
      text: long,
      html: `<p>TLP:GREEN ${long}</p>`,
    });
    expect(text).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(mail.subject).toBe(`[TLP:GREEN] ${'惡意軟件警報'.repeat(20)}`);
    expect(mail.text?.trimEnd()).toBe(long.trimEnd());
  });

  it.each([
    ['in Latin script', 'Patch “now”, naïve café\n'],
    ['in Chinese', '立即修補這個漏洞。\n'.repeat(50)],
    ['in emoji', '🚨'.repeat(500)],
    ['empty but for its label', ''],
  ])('text %s arrives as it was written', async (_, content) => {
    const { mail } = await built({ text: `TLP:GREEN\n${content}` });
    expect(mail.text?.trimEnd()).toBe(`TLP:GREEN\n${content}`.trimEnd());
  });

  it.each([
    ['=?UTF-8?B?VExQOkNMRUFS?= all clear', 'an encoded word of its own'],
    ['日本語 and =?x?Q?y?=', 'one beside another script'],
    ['line\r\nBcc: all@example.org', 'a line of its own'],
    ['a\u2028b\u0000c', 'control characters'],
  ])('a subject %j cannot smuggle %s', async (words) => {
    const { mail, head } = await built({ subject: `[TLP:GREEN] ${words}` });
    expect(mail.subject).toBe(`[TLP:GREEN] ${words}`.replace(/[\p{Cc}\p{Z}]+/gu, ' '));
    expect(fieldsOf(head, 'Bcc')).toEqual([]);
    expect(fieldsOf(head, 'Subject')).toHaveLength(1);
  });

  it.each([
    ['a recipient with a line break', {}, { to: 'duty@bank.example\r\nBcc: x@example.org' }],
    ['two recipients', {}, { to: 'duty@bank.example, other@bank.example' }],
    ['a Message-ID with a bracket', {}, { messageId: 'a>@b.example' }],
    ['an unsubscribe address without TLS', {}, { unsubscribeUrl: 'http://web.example/u' }],
    ['an unsubscribe address that breaks out', {}, { unsubscribeUrl: 'https://web.example/u>, <https://evil.example' }],
    ['a header that is made here', { headers: { 'list-unsubscribe': '<https://evil.example>' } }, {}],
    ['a header with a line break in its name', { headers: { 'X-A\r\nBcc': 'x' } }, {}],
    ['a list id with a bracket', { listId: 'a>b' }, {}],
    ['a sender that is none', { from: { name: 'x', address: 'nobody' } }, {}],
    ['a hole that newHole did not make', { holes: ['.*'] }, {}],
  ])('%s is refused', async (_, more, own) => {
    await expect((async () => built(more, own))()).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('the label of a mail', () => {
  it.each([
    ['the subject', { subject: 'HL-2026-0001' }],
    ['the text', { text: 'Patch now.' }],
    ['the HTML', { html: '<p>Patch now.</p>' }],
    ['the subject, which shows another', { subject: '[TLP:CLEAR] HL-2026-0001' }],
  ])('must stand in %s, or the mail is not built', (_, more) => {
    expect(() => prepareMessage({ ...draft, ...more })).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });

  it('AMBER is not shown by AMBER+STRICT, nor the other way round', () => {
    const shown = (label: string) => ({ subject: `[${label}] x`, text: label, html: label });
    expect(() => prepareMessage({ ...draft, ...shown('TLP:AMBER+STRICT'), label: 'AMBER' })).toThrow();
    expect(() => prepareMessage({ ...draft, ...shown('TLP:AMBER'), label: 'AMBER+STRICT' })).toThrow();
    expect(() => prepareMessage({ ...draft, ...shown('TLP:AMBER+STRICT'), label: 'AMBER+STRICT' })).not.toThrow();
  });

  it('what must be encrypted is not built in clear', () => {
    const prepared = prepareMessage({ ...draft, mustBeEncrypted: true });
    return expect(prepared.forRecipient(recipient)).rejects.toThrow('only leave encrypted');
  });
});

describe('the holes of a mail', () => {
  const [reasons, token] = [newHole(), newHole()];
  const english = `TLP:GREEN\n${'Patch now. '.repeat(20)}\nWhy: ${reasons}, really.\nhttps://web.example/u/${token}\n`;
  const chinese = `TLP:GREEN\n${'立即修補。'.repeat(60)}\n原因：${reasons}。\nhttps://web.example/u/${token}\n`;

  it.each([
    ['quoted-printable', english],
    ['base64', chinese],
  ])('are filled for each recipient (%s)', async (encoding, text) => {
    const prepared = prepareMessage({
      ...draft,
      text,
      html: `<p>TLP:GREEN</p><a href="https://web.example/u/${token}">${reasons}</a>`,
      holes: [reasons, token],
    });
    for (const [why, own] of [
      ['vendor: Siemens <b>&"\'', 'aaa.bbb'],
      [`${'很長的原因'.repeat(50)} =3D`, 'c'.repeat(200)],
      ['', 'x'],
    ] as const) {
      const { raw } = await prepared.forRecipient({ ...recipient, fill: { [reasons]: why, [token]: own } });
      const mail = await parsed(raw);
      expect(raw.toString()).toContain(`Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}`);
      expect(mail.text?.trim()).toBe(text.replace(reasons, why).replace(token, own).trim());
      const escaped = why.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
      expect(mail.html?.trim()).toBe(`<p>TLP:GREEN</p><a href="https://web.example/u/${own}">${escaped}</a>`);
      expect(
        Math.max(
          ...raw
            .toString()
            .split('\r\n')
            .map((line) => line.length),
        ),
      ).toBeLessThanOrEqual(78);
    }
  });

  it('must all be filled', () => {
    const prepared = prepareMessage({ ...draft, text: english, holes: [reasons, token] });
    return expect(prepared.forRecipient({ ...recipient, fill: { [reasons]: 'x' } })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('are not found in the text of an advisory', () => {
    expect(new Set(Array.from({ length: 100 }, newHole)).size).toBe(100);
  });
});

describe('DKIM', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const ed25519 = generateKeyPairSync('ed25519');
  const pem = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }).toString();
  const signer = new DkimSigner([
    { domain: 'cert.example', selector: 'rsa1', privateKey: pem(rsa.privateKey) },
    { domain: 'cert.example', selector: 'ed1', privateKey: pem(ed25519.privateKey) },
  ]);
  const keys: Readonly<Record<string, KeyObject>> = { rsa1: rsa.publicKey, ed1: ed25519.publicKey };

  /** A verifier after RFC 6376 section 6, written apart from the signer. Answers the signed field names of each signature that holds. */
  function verified(raw: string): string[][] {
    const split = raw.indexOf('\r\n\r\n');
    const fields = raw.slice(0, split).split(/\r\n(?![ \t])/);
    const body = raw.slice(split + 4);
    const relaxed = (field: string) => {
      const [, name = '', value = ''] = /^([^:]+):([^]*)$/.exec(field) ?? [];
      return `${name.trim().toLowerCase()}:${value
        .replace(/\r\n/g, '')
        .replace(/[\t ]+/g, ' ')
        .trim()}`;
    };
    const lines = body.split('\r\n').map((line) => line.replace(/[\t ]+$/, '').replace(/[\t ]+/g, ' '));
    while (lines.at(-1) === '') lines.pop();
    const bodyHash = createHash('sha256')
      .update(lines.map((line) => `${line}\r\n`).join(''))
      .digest('base64');
    return fields
      .filter((field) => /^dkim-signature:/i.test(field))
      .flatMap((signature) => {
        const tags = new Map(
          signature
            .slice(signature.indexOf(':') + 1)
            .split(';')
            .map((tag) => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).replace(/\s/g, '')] as const),
        );
        const rest = fields.filter((field) => !/^dkim-signature:/i.test(field));
        const names = (tags.get('h') ?? '').split(':');
        const chosen = names.flatMap((name) => {
          const at = rest.findLastIndex((field) => field.toLowerCase().startsWith(`${name}:`));
          return at === -1 ? [] : rest.splice(at, 1).map(relaxed);
        });
        const unsigned = relaxed(signature.replace(/([;\s]b=)[^;]*$/, '$1'));
        const text = Buffer.from([...chosen, unsigned].join('\r\n'));
        const given = Buffer.from(tags.get('b') ?? '', 'base64');
        const key = keys[tags.get('s') ?? ''] ?? createPublicKey('');
        const holds =
          tags.get('a') === 'rsa-sha256'
            ? verify('sha256', text, key, given)
            : verify(null, createHash('sha256').update(text).digest(), key, given);
        return holds && tags.get('bh') === bodyHash ? [names] : [];
      });
  }

  it('signs with RSA and ed25519, over both one-click headers', async () => {
    const { text } = await built({
      dkim: signer,
      subject: `[TLP:GREEN] ${'惡意軟件 '.repeat(30)}`,
      headers: { 'X-Tracking-Id': 'HL-2026-0001' },
    });
    const signatures = verified(text);
    expect(signatures).toHaveLength(2);
    for (const names of signatures) {
      expect(names).toEqual(
        expect.arrayContaining(['from', 'to', 'subject', 'date', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post', 'x-tlp']),
      );
    }
  });

  it.each([
    ['another subject', (raw: string) => raw.replace('Subject: [TLP:GREEN]', 'Subject: [TLP:CLEAR]')],
    ['a second subject in front', (raw: string) => `Subject: [TLP:CLEAR] x\r\n${raw}`],
    ['a second subject behind', (raw: string) => raw.replace('\r\nContent-Type: multipart', '\r\nSubject: x\r\nContent-Type: multipart')],
    ['another unsubscribe address', (raw: string) => raw.replace('web.example/unsubscribe', 'evil.example/unsubscribe')],
    [
      'an unsubscribe address where there was none',
      (raw: string) => `List-Unsubscribe: <https://evil.example>\r\n${raw.replace(/List-Unsub[^]*?One-Click\r\n/, '')}`,
    ],
    ['another body', (raw: string) => raw.replace('Patch now', 'Do nothing')],
  ])('does not hold for %s', async (_, tamper) => {
    const { text } = await built({ dkim: signer });
    expect(verified(text)).toHaveLength(2);
    expect(tamper(text)).not.toBe(text);
    expect(verified(tamper(text))).toEqual([]);
  });

  it('holds after a relay has folded and spaced the headers anew', async () => {
    const { text } = await built({ dkim: signer });
    expect(verified(text.replace('Subject: [TLP:GREEN] ', 'subject:\t[TLP:GREEN]\r\n\t '))).toHaveLength(2);
  });

  it('has the same body hash as another signer', async () => {
    const { text } = await built({ dkim: signer });
    const other = new DKIM({ domainName: 'cert.example', keySelector: 'rsa1', privateKey: pem(rsa.privateKey) });
    const chunks: Buffer[] = [];
    for await (const chunk of other.sign(text)) chunks.push(chunk as Buffer);
    const hashes = Buffer.concat(chunks).toString().replace(/\r\n[ \t]/g, '').match(/bh=[^;]+/g); // prettier-ignore
    expect(new Set(hashes).size).toBe(1);
    expect(hashes).toHaveLength(3);
  });

  it.each([
    ['no key', 'nonsense'],
    ['a short RSA key', pem(generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey)],
    ['another kind of key', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)],
  ])('%s is refused', (_, privateKey) => {
    expect(() => new DkimSigner([{ domain: 'cert.example', selector: 's', privateKey }])).toThrow(
      expect.objectContaining({ kind: 'invalid' }),
    );
  });
});
