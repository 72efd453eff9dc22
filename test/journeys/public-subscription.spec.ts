import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Journey } from '../support/journey.js';
import * as documents from '../support/journey-documents.js';
import { linkIn } from '../support/mail-reader.js';
import type { Mail } from '../support/mail-reader.js';
import type { Visitor } from '../support/journey-visitor.js';

/** The header of RFC 8058 takes https only; the test reaches the same pages on the loopback port. */
const PUBLIC_URL = 'https://localhost';

describe('a subscription of the public', () => {
  let journey: Journey;
  let analyst: Visitor;
  let reviewer: Visitor;

  beforeAll(async () => {
    journey = await Journey.begin({ PUBLIC_API_URL: PUBLIC_URL });
    analyst = await journey.signedIn('analyst@cert.example');
    reviewer = await journey.signedIn('reviewer@cert.example');
  }, 90_000);
  afterAll(() => journey.end());

  async function subscribed(address: string): Promise<void> {
    await journey.stranger().ask(documents.SUBSCRIBE_PUBLICLY, { input: { email: address } });
    await journey.follow(await journey.mails.linkTo(address, 'confirm-subscription'));
  }

  async function alertsTo(address: string): Promise<Mail[]> {
    return (await journey.mails.to(address)).filter(({ subject }) => subject.startsWith('[TLP:'));
  }

  async function publish(title: string, label: string): Promise<void> {
    await journey.publishNew(analyst, reviewer, { title, label });
    await journey.untilQuiet();
  }

  /** The path that a mail program posts to. */
  function oneClick(mail: Mail): string {
    expect(mail.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const [, path] = /<https:\/\/localhost(\/links\/unsubscribe\/[^>]+)>/.exec(mail.headers.get('list-unsubscribe') ?? '') ?? [];
    if (path === undefined) throw new Error(`no one-click address: ${String(mail.headers.get('list-unsubscribe'))}`);
    return path;
  }

  it('is answered alike for an address that is known and one that is not', async () => {
    const first = await journey.stranger().answerTo(documents.SUBSCRIBE_PUBLICLY, { input: { email: 'known@public.example' } });
    await journey.follow(await journey.mails.linkTo('known@public.example', 'confirm-subscription'));
    const again = await journey.stranger().answerTo(documents.SUBSCRIBE_PUBLICLY, { input: { email: 'known@public.example' } });
    const member = await journey.stranger().answerTo(documents.SUBSCRIBE_PUBLICLY, { input: { email: 'member@bank.example' } });
    expect([again.bytes, member.bytes]).toEqual([first.bytes, first.bytes]);
  });

  it('brings nothing before the link is followed, and looking at the page is not following it', async () => {
    await journey.stranger().ask(documents.SUBSCRIBE_PUBLICLY, { input: { email: 'waiting@public.example' } });
    const link = await journey.mails.linkTo('waiting@public.example', 'confirm-subscription');
    expect((await journey.stranger().fetch(link)).status).toBe(200);
    await publish('Before the confirmation', 'CLEAR');
    expect(await alertsTo('waiting@public.example')).toEqual([]);
  });

  it('brings what is CLEAR, with its label, and nothing of what is GREEN', async () => {
    await subscribed('reader@public.example');
    await publish('A public finding', 'CLEAR');
    await publish('A finding for members', 'GREEN');
    const [mail, ...others] = await alertsTo('reader@public.example');
    expect(others).toEqual([]);
    expect(mail?.subject).toMatch(/^\[TLP:CLEAR\] .*A public finding/);
    expect(mail?.text).toContain('A public finding, at length.');
  });

  it.each([
    [
      'application/x-www-form-urlencoded',
      { body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    ['multipart/form-data', { body: oneClickForm(), headers: {} }],
  ] as const)('ends by one click posted as %s, without a redirect, and a second click changes nothing', async (kind, request) => {
    const address = `${kind.includes('form-data') ? 'multipart' : 'urlencoded'}@public.example`;
    await subscribed(address);
    await publish(`The last for ${kind}`, 'CLEAR');
    const [mail] = await alertsTo(address);
    if (mail === undefined) throw new Error('no alert came');
    const path = oneClick(mail);
    for (let click = 0; click < 2; click++) {
      const done = await journey.stranger().fetch(path, { method: 'POST', ...request });
      expect(done.status).toBe(200);
    }
    await publish(`After ${kind}`, 'CLEAR');
    expect(await alertsTo(address)).toHaveLength(1);
  });

  it('is not ended by a program that only follows links', async () => {
    await subscribed('kept@public.example');
    await publish('With a link', 'CLEAR');
    const [mail] = await alertsTo('kept@public.example');
    if (mail === undefined) throw new Error('no alert came');
    for (const path of new Set([oneClick(mail), linkIn(mail, 'unsubscribe')])) {
      const page = await journey.stranger().fetch(path);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('<form method="post"');
    }
    await publish('Still subscribed', 'CLEAR');
    expect(await alertsTo('kept@public.example')).toHaveLength(2);
  });

  it('cannot be ended with a token that is not ours', async () => {
    const [mail] = await alertsTo('kept@public.example');
    if (mail === undefined) throw new Error('no alert came');
    const path = oneClick(mail);
    const forged = `${path.slice(0, -3)}${path.endsWith('AAA') ? 'BBB' : 'AAA'}`;
    expect(
      (
        await journey
          .stranger()
          .fetch(forged, { method: 'POST', body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } })
      ).status,
    ).toBe(404);
  });
});

function oneClickForm(): FormData {
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  return form;
}
