import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#libs/advisories';
import { anAdvisoryView } from '../../../../test/fixtures/renditions/an-advisory-view.js';
import { advisoryFullOfCanaries, CANARIES } from '../../../../test/fixtures/renditions/canaries.js';
import { readHtml } from '../../../../test/fixtures/renditions/read-html.js';
import type { AdvisoryView } from '../advisory-view.js';
import { renderDigestEmail } from './digest-email.js';
import type { DigestOptions } from './digest-email.js';

const OPTIONS: DigestOptions = {
  language: 'en',
  frequency: 'daily',
  windowStart: '2026-11-21T00:00:00Z',
  windowEnd: '2026-11-22T00:00:00Z',
  reasons: ['vendor: canaryreason'],
  manageUrl: 'https://portal.example/subscriptions',
  unsubscribeUrl: 'https://portal.example/unsubscribe/x',
};

function advisory(trackingId: string, severity: AdvisoryView['severity'], updatedAt: string): AdvisoryView {
  return anAdvisoryView()
    .with({ trackingId, severity, updatedAt, url: `https://portal.example/advisories/${trackingId}` })
    .build();
}

describe('a digest', () => {
  it('is never empty', () => {
    expect(() => renderDigestEmail([], OPTIONS)).toThrow('at least one advisory');
  });

  it('shows the most severe first, and of equal ones the newest', () => {
    const { text } = renderDigestEmail(
      [
        advisory('HL-2026-000001', 'low', '2026-11-21T09:00:00Z'),
        advisory('HL-2026-000002', 'critical', '2026-11-21T01:00:00Z'),
        advisory('HL-2026-000003', 'high', '2026-11-21T08:00:00Z'),
        advisory('HL-2026-000004', 'critical', '2026-11-21T02:00:00Z'),
      ],
      OPTIONS,
    );
    expect(text.match(/^\[TLP:GREEN\] HL-2026-\d{6}/gm)).toEqual([
      '[TLP:GREEN] HL-2026-000004',
      '[TLP:GREEN] HL-2026-000002',
      '[TLP:GREEN] HL-2026-000003',
      '[TLP:GREEN] HL-2026-000001',
    ]);
    expect(text).toContain('[TLP:GREEN] HL-2026-000004 Critical: Flaw in a gateway');
    expect(text).toContain('from 2026-11-21 00:00 UTC to 2026-11-22 00:00 UTC');
  });

  it.each([
    [['CLEAR', 'GREEN'], 'GREEN'],
    [['CLEAR'], 'CLEAR'],
    [['GREEN', 'AMBER+STRICT', 'AMBER'], 'AMBER+STRICT'],
    [['RED', 'CLEAR'], 'RED'],
  ] as const)('of %j carries TLP:%s in the subject, before the text and after it', (labels, narrowest) => {
    const { subject, text } = renderDigestEmail(
      labels.map((label) => anAdvisoryView().labelled(label).build()),
      OPTIONS,
    );
    expect(subject).toBe(`[TLP:${narrowest}] Daily digest, ${labels.length === 1 ? '1 advisory' : `${labels.length} advisories`}`);
    expect(text.startsWith(`TLP:${narrowest}\n`)).toBe(true);
    expect(text).toContain(`TLP:${narrowest}\nEnd of TLP:${narrowest} information.\n\n-- \n`);
  });

  it('says no more of AMBER than label, reference and link, of RED not even the reference', () => {
    const amber = advisoryFullOfCanaries().labelled('AMBER').build();
    const red = advisoryFullOfCanaries().labelled('RED').with({ trackingId: 'HL-2026-999999', url: 'https://portal.example/r/1' }).build();
    for (const language of LANGUAGES) {
      const { subject, text, html } = renderDigestEmail([amber, red, anAdvisoryView().build()], { ...OPTIONS, language });
      const all = [subject, text, html].join('\n');
      expect(all).not.toMatch(/canary|HL-2026-999999/i);
      for (const canary of Object.values(CANARIES)) expect(all).not.toContain(canary);
      expect(text).toContain('[TLP:AMBER] HL-2026-483920\n');
      expect(text).toContain('https://portal.example/r/1');
      expect(text).toContain('Flaw in a gateway');
    }
  });

  it('shows AMBER in a mail that will be encrypted, and RED never', () => {
    const amber = advisoryFullOfCanaries().labelled('AMBER').build();
    const red = anAdvisoryView()
      .labelled('RED')
      .saying({ title: { en: 'redcanary' }, summary: { en: 'redcanary' } })
      .build();
    const { subject, text } = renderDigestEmail([amber, red], { ...OPTIONS, isEncrypted: true });
    expect(text).toContain(CANARIES.title);
    expect(text).toContain(`Restrictions set by the source: ${CANARIES.restriction}`);
    expect(text).not.toContain('redcanary');
    expect(subject).toBe('[TLP:RED] Daily digest, 2 advisories');
  });

  it('does not tell the severity of what it withholds by its place', () => {
    const quiet = advisoryFullOfCanaries().labelled('AMBER').with({ severity: 'low' }).build();
    const grave = advisoryFullOfCanaries().labelled('AMBER').with({ severity: 'critical' }).build();
    const open = anAdvisoryView().with({ severity: 'medium' }).build();
    expect(renderDigestEmail([grave, open], OPTIONS)).toEqual(renderDigestEmail([quiet, open], OPTIONS));
    const other = anAdvisoryView().labelled('AMBER').updated().with({ trackingId: 'HL-2026-000002', severity: 'high' }).build();
    expect(renderDigestEmail([other, grave], OPTIONS)).toEqual(renderDigestEmail([other, quiet], OPTIONS));
  });

  it('names updates and withdrawals, and shows the notice of what was withdrawn', () => {
    const { text } = renderDigestEmail([anAdvisoryView().updated().build(), advisoryFullOfCanaries().withdrawn().build()], OPTIONS);
    expect(text).toContain('HL-2026-483920 Updated, High: Flaw in a gateway');
    expect(text).toContain('HL-2026-483920 Withdrawn');
    expect(text).toContain('The report was mistaken.');
    expect(text).not.toContain(CANARIES.title);
  });

  it('is written in the language of its reader and is well formed', () => {
    const { subject, html, text } = renderDigestEmail([anAdvisoryView().inThreeLanguages().build()], {
      ...OPTIONS,
      language: 'zh-Hant',
      frequency: 'weekly',
    });
    expect(subject).toBe('[TLP:GREEN] 每週摘要，共 1 份通告');
    expect(text).toContain('閘道可被接管。');
    expect(readHtml(html)[0]).toEqual({ name: 'html', attributes: { lang: 'zh-Hant' } });
  });

  it('counts what it no longer shows', () => {
    const { text, subject } = renderDigestEmail(
      Array.from({ length: 230 }, () => anAdvisoryView().build()),
      OPTIONS,
    );
    expect(subject).toContain('230 advisories');
    expect(text).toContain('30 advisories more: sign in to see them.');
  });
});
