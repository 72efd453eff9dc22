import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#libs/core';
import { CapturingEmailSender, MAX_CAPTURED_MAILS } from './capturing-email-sender.js';
import { Mailbox } from './mailbox.js';
import { prepareMessage } from './message.js';

let dataDir: string;
const clock = new FixedClock(new Date('2026-11-22T10:00:00.123Z'));

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'harbourlight-mail-'));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true });
});

async function capture(subject: string, text = `TLP:GREEN ${subject}`, html = `<p>TLP:GREEN</p>`): Promise<Buffer> {
  const prepared = prepareMessage({
    from: { name: 'Harbourlight', address: 'alerts@cert.example' },
    subject: `[TLP:GREEN] ${subject}`,
    text,
    html,
    date: clock.now(),
    label: 'GREEN',
  });
  const { envelope, raw } = await prepared.forRecipient({
    to: 'duty@bank.example',
    messageId: 'd1@cert.example',
    returnPath: 'bounce@cert.example',
  });
  expect(await new CapturingEmailSender(dataDir, clock).send(envelope, raw)).toMatchObject({ kind: 'sent' });
  clock.advanceMs(1_000);
  return raw;
}

describe('captured mail', () => {
  it('is kept byte for byte, for this user only, without unfinished files', async () => {
    const raw = await capture('first');
    const names = await readdir(join(dataDir, 'mail'));
    expect(names).toEqual([expect.stringMatching(/^20261122T100000123Z-[0-9a-f]{8}\.eml$/)]);
    const path = join(dataDir, 'mail', names[0] ?? '');
    expect((await readFile(path)).equals(raw)).toBe(true);
    expect((await stat(path)).mode & 0o077).toBe(0);
    expect((await stat(join(dataDir, 'mail'))).mode & 0o077).toBe(0);
  });

  it('is listed with the newest first, and read with its parts', async () => {
    await capture('first');
    await capture('惡意軟件', `TLP:GREEN\n\n${'很長的文字。'.repeat(5_000)}\n`);
    const mailbox = new Mailbox(dataDir);
    const list = await mailbox.list();
    expect(list.map(({ subject }) => subject)).toEqual(['[TLP:GREEN] 惡意軟件', '[TLP:GREEN] first']);
    expect(list[0]).toMatchObject({
      to: 'duty@bank.example',
      from: 'Harbourlight <alerts@cert.example>',
      capturedAt: expect.stringMatching(/^2026-11-22T10:00:0\d\.123Z$/),
    });
    const mail = await mailbox.read(list[0]?.id ?? '');
    expect(mail.text).toContain('很長的文字。');
    expect(mail.headers.map(({ name }) => name)).toEqual(expect.arrayContaining(['From', 'Subject', 'X-TLP']));
    expect((await mailbox.list(1)).map(({ subject }) => subject)).toEqual(['[TLP:GREEN] 惡意軟件']);
  });

  it('is kept to the newest thousand, also when many arrive at once', async () => {
    const sender = new CapturingEmailSender(dataDir, clock);
    const last = MAX_CAPTURED_MAILS + 50;
    for (let i = 0; i < last; i += 50) {
      await Promise.all(
        Array.from({ length: 50 }, async () => {
          clock.advanceMs(1);
          return sender.send({ from: 'a@b.example', to: 'c@d.example' }, Buffer.from(`Subject: ${i}\r\n\r\n`));
        }),
      );
    }
    clock.advanceMs(1);
    await sender.send({ from: 'a@b.example', to: 'c@d.example' }, Buffer.from('Subject: last\r\n\r\n'));
    const names = await readdir(join(dataDir, 'mail'));
    expect(names.filter((name) => name.endsWith('.eml'))).toHaveLength(MAX_CAPTURED_MAILS);
    expect((await new Mailbox(dataDir).list(1))[0]?.subject).toBe('last');
  });

  it('that cannot be written is tried again', async () => {
    await writeFile(join(dataDir, 'mail'), 'a file where the folder should be');
    expect(await new CapturingEmailSender(dataDir, clock).send({ from: 'a@b.example', to: 'c@d.example' }, Buffer.from('x'))).toMatchObject(
      {
        kind: 'retry',
        error: 'DISK',
      },
    );
  });

  it.each([
    '../outside',
    '../../etc/passwd',
    '..%2f..',
    '',
    '.',
    '20261122T100000123Z-0123456789',
    '20261122T100000123Z-01234567',
    '20261122T100000123Z-01234567/../x',
  ])('with the id %j is not found', async (id) => {
    await capture('first');
    await writeFile(join(dataDir, 'outside.eml'), 'Subject: not captured mail\r\n\r\n');
    await expect(new Mailbox(dataDir).read(id)).rejects.toMatchObject({ kind: 'not_found' });
    await expect(new Mailbox(dataDir).renderMailPage(id)).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('is an empty list before the first mail', async () => {
    expect(await new Mailbox(dataDir).list()).toEqual([]);
    expect(await new Mailbox(dataDir).renderMailboxPage()).toContain('No mail yet.');
  });
});

describe('the mailbox page', () => {
  it('links to each mail', async () => {
    await capture('first & <b>foremost</b>');
    const [mail] = await new Mailbox(dataDir).list();
    const page = await new Mailbox(dataDir, '/dev/mail').renderMailboxPage();
    expect(page).toContain(`<a href="/dev/mail/${mail?.id ?? ''}">[TLP:GREEN] first &amp; &lt;b&gt;foremost&lt;/b&gt;</a>`);
  });

  it('shows a mail without running anything of it', async () => {
    const hostile = `TLP:GREEN <script>alert(1)</script> javascript:alert(2) https://web.example/confirm?a=1&b=2. "https://x.example/"onmouseover=alert(3)`;
    await capture('<script>alert(4)</script>', hostile, `<p>TLP:GREEN</p><script>alert(5)</script></iframe>"><img src=x onerror=alert(6)>`);
    const [mail] = await new Mailbox(dataDir).list();
    const page = await new Mailbox(dataDir).renderMailPage(mail?.id ?? '');
    expect(page).not.toMatch(/<script|<img|javascript:alert\(2\)"/);
    expect(page).toContain(
      '<a href="https://web.example/confirm?a=1&amp;b=2" rel="noreferrer noopener">https://web.example/confirm?a=1&amp;b=2</a>.',
    );
    expect(page).toContain('<iframe sandbox="" title="HTML part of the mail" srcdoc="&lt;p&gt;TLP:GREEN&lt;/p&gt;&lt;script&gt;');
    expect(page.match(/<iframe/g)).toHaveLength(1);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toContain('"onmouseover');
  });
});
