import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#libs/advisories';
import { readHtml } from '../../../../test/fixtures/renditions/read-html.js';
import { ACCOUNT_WORDINGS, renderAccountEmail } from './account-email.js';
import type { AccountEmailKind, AccountEmailParams } from './account-wording.js';

const url = 'https://portal.example/confirm/token-1';
const expiresAt = '2026-11-30T09:00:00Z';

const PARAMS: AccountEmailParams = {
  invitation: { organisation: 'Example Bank', invitedBy: 'Ada Chan', url, expiresAt },
  application_link: { organisation: 'Example Bank', url, expiresAt },
  application_refused: {
    organisation: 'Example Bank',
    message: 'We found no such bank.\nSee https://cert.example/rules for the rules.',
    url,
  },
  domain_proof: {
    domain: 'bank.example',
    organisation: 'Example Bank',
    askedBy: 'Ada Chan',
    askedByEmail: 'ada@elsewhere.example',
    url,
    expiresAt,
  },
  email_confirmation: { url, expiresAt },
  endpoint_confirmation: { organisation: 'Example Bank', url, expiresAt },
  public_subscription_confirmation: { criteria: ['vendor: Siemens', 'severity: High or above'], url, expiresAt },
  password_reset: { url, expiresAt },
  webhook_disabled_notice: {
    stage: 'disabled',
    endpoint: 'hooks.bank.example',
    failingSince: '2026-11-20T01:00:00Z',
    lastError: '503',
    url,
  },
  key_expiry_warning: { fingerprint: 'ABCD 1234', expiresAt, daysLeft: 14, url },
  suppression_notice: { address: 'soc@bank.example', reason: 'bounced', url },
  openpgp_key_notice: { address: 'soc@bank.example', fingerprint: 'ABCD 1234', usableAt: expiresAt, url },
  urgent_fallback: {
    label: 'GREEN',
    trackingId: 'HL-2026-483920',
    webhooks: [
      { endpoint: 'hooks.bank.example', cause: 'late' },
      { endpoint: 'SIEM', cause: 'gone' },
    ],
    more: 7,
    url,
  },
  incident_notice: { reference: 'IR-2222-BCDF-GHJK-MNPQ', url },
  incident_received: { reference: 'IR-2222-BCDF-GHJK-MNPQ', url },
  release_refused: { trackingId: 'HL-2026-483920', url },
  sign_in_notice: { at: '2026-11-23T01:02:03Z', device: 'Firefox on Linux', address: '198.51.100.7', url },
};

/** What each mail must have said, beside its link. */
const SAID: Readonly<Record<AccountEmailKind, readonly string[]>> = {
  invitation: ['Example Bank', 'Ada Chan', '2026-11-30 09:00 UTC'],
  application_link: ['Example Bank', '2026-11-30 09:00 UTC'],
  application_refused: ['Example Bank', 'We found no such bank.', 'See https://cert.example/rules for the rules.'],
  domain_proof: ['bank.example', 'Example Bank', 'Ada Chan', 'ada@elsewhere.example', 'CERT', 'Harbourlight', '2026-11-30 09:00 UTC'],
  email_confirmation: ['2026-11-30 09:00 UTC'],
  endpoint_confirmation: ['Example Bank', '2026-11-30 09:00 UTC'],
  public_subscription_confirmation: ['vendor: Siemens', 'severity: High or above', '2026-11-30 09:00 UTC'],
  password_reset: ['2026-11-30 09:00 UTC'],
  webhook_disabled_notice: ['hooks.bank.example', '2026-11-20 01:00 UTC', '503'],
  key_expiry_warning: ['ABCD 1234', '2026-11-30 09:00 UTC', 'TLP:GREEN'],
  suppression_notice: ['soc@bank.example'],
  openpgp_key_notice: ['soc@bank.example', 'ABCD 1234', '2026-11-30 09:00 UTC', 'TLP:GREEN'],
  urgent_fallback: ['TLP:GREEN', 'HL-2026-483920', 'hooks.bank.example', 'SIEM', '410', '7'],
  incident_notice: ['IR-2222-BCDF-GHJK-MNPQ'],
  incident_received: ['IR-2222-BCDF-GHJK-MNPQ'],
  release_refused: ['HL-2026-483920'],
  sign_in_notice: ['2026-11-23 01:02 UTC', 'Firefox on Linux', '198.51.100.7'],
};

const KINDS = Object.keys(PARAMS) as AccountEmailKind[];

describe('a mail about an account', () => {
  it.each(KINDS.flatMap((kind) => LANGUAGES.map((language) => ({ kind, language }))))(
    '$kind says what it must in $language',
    ({ kind, language }) => {
      const { subject, text, html } = renderAccountEmail(kind, PARAMS[kind], language);
      for (const part of [text, html]) for (const words of [...SAID[kind], url]) expect(part).toContain(words);
      expect(subject.length).toBeGreaterThan(4);
      expect(subject).not.toMatch(/[\r\n]|undefined/);
      const tags = readHtml(html);
      expect(tags.find(({ name }) => name === 'html')?.attributes).toEqual({ lang: language });
      expect(tags.filter(({ name }) => name === 'a')).toHaveLength(1);
      expect(text).not.toMatch(/undefined|\[object/);
    },
  );

  it('does not carry a stranger’s advertisement in a name', () => {
    const { subject, text, html } = renderAccountEmail(
      'invitation',
      {
        organisation: 'Win now: https://evil.example/x\r\nBcc: a@b.example',
        invitedBy: `www.evil.example <b>${'x'.repeat(500)}`,
        url,
        expiresAt,
      },
      'en',
    );
    expect(text).not.toContain('evil.example');
    expect(html).not.toContain('evil.example');
    expect(html).not.toContain('<b>');
    expect(subject).toBe('You are invited to Harbourlight');
    expect(text.split('\n').filter((line) => line.startsWith('Bcc'))).toEqual([]);
    expect(text).not.toContain('x'.repeat(200));
  });

  it('cannot be given an address in place of an instant', () => {
    const { text } = renderAccountEmail('email_confirmation', { url, expiresAt: '2026-11-30T https://evil.example' }, 'en');
    expect(text).not.toContain('evil.example');
  });

  it.each(['failing_for_1_hour', 'failing_for_24_hours', 'disabled'] as const)('tells the stage %s of a failing webhook', (stage) => {
    const { subject, text } = renderAccountEmail(
      'webhook_disabled_notice',
      { endpoint: 'hooks.bank.example', failingSince: expiresAt, url, stage },
      'en',
    );
    expect(subject).toContain({ failing_for_1_hour: 'an hour', failing_for_24_hours: 'a day', disabled: 'disabled' }[stage]);
    expect(text.includes('enable it and replay')).toBe(stage === 'disabled');
    expect(text).not.toContain('last error');
  });

  it('tells a key that expires from one that has expired', () => {
    const at = (daysLeft: number) => renderAccountEmail('key_expiry_warning', { ...PARAMS.key_expiry_warning, daysLeft }, 'en').text;
    expect(at(3)).toContain('expires on');
    expect(at(0)).toContain('expired on');
  });
});

describe('the fallback of an urgent alert', () => {
  it('has its label first in the subject and before the text', () => {
    const { subject, text } = renderAccountEmail('urgent_fallback', PARAMS.urgent_fallback, 'en');
    expect(subject).toBe('[TLP:GREEN] HL-2026-483920 Urgent alert, webhooks failed');
    expect(text.startsWith('TLP:GREEN\n')).toBe(true);
  });

  it('names each webhook with its cause, and no stranger writes an address into its name', () => {
    const webhooks = [
      { endpoint: 'see https://evil.example/x', cause: 'gone' },
      { endpoint: 'SIEM', cause: 'late' },
    ] as const;
    const { text, html } = renderAccountEmail('urgent_fallback', { ...PARAMS.urgent_fallback, webhooks, more: 0 }, 'en');
    expect(text).toContain('SIEM: no try has succeeded so far');
    expect(text).toContain('410 Gone');
    expect(text).not.toContain('ten minutes');
    for (const part of [text, html]) expect(part).not.toContain('evil.example');
  });

  it('carries label and reference only in the subject above GREEN', () => {
    const { subject } = renderAccountEmail('urgent_fallback', { ...PARAMS.urgent_fallback, label: 'AMBER+STRICT' }, 'zh-Hans');
    expect(subject).toBe('[TLP:AMBER+STRICT] HL-2026-483920');
  });

  it('does not exist for RED', () => {
    expect(() => renderAccountEmail('urgent_fallback', { ...PARAMS.urgent_fallback, label: 'RED' }, 'en')).toThrow('no webhook');
  });
});

describe('the words of account mails', () => {
  it('are there in every language for every kind, and no two are the same text', () => {
    for (const language of LANGUAGES) expect(Object.keys(ACCOUNT_WORDINGS[language]).sort()).toEqual([...KINDS].sort());
    for (const kind of KINDS) {
      const texts = LANGUAGES.map((language) => renderAccountEmail(kind, PARAMS[kind], language).text);
      expect(new Set(texts).size).toBe(LANGUAGES.length);
    }
  });
});
