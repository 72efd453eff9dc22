import { describe, expect, it } from '@jest/globals';
import type { TlpLabel } from '#libs/access';
import { TLP_LABELS } from '#libs/access';
import { LANGUAGES } from '#libs/advisories';
import { anAdvisoryView } from '../../../../test/fixtures/renditions/an-advisory-view.js';
import { advisoryFullOfCanaries, CANARIES } from '../../../../test/fixtures/renditions/canaries.js';
import { readHtml } from '../../../../test/fixtures/renditions/read-html.js';
import type { AdvisoryView } from '../advisory-view.js';
import { ADVISORY_EVENTS } from '../advisory-view.js';
import { composeAdvisoryEmail, EMAIL_PASSAGES, renderAdvisoryEmail } from './advisory-email.js';
import type { EmailPassage, RenderedEmail } from './advisory-email.js';
import { LABEL_COLOURS } from './blocks-to-html.js';

const RECIPIENT = {
  reasons: ['vendor: canaryvendor', 'keyword: canaryreason'],
  manageUrl: 'https://portal.example/subscriptions',
  unsubscribeUrl: 'https://portal.example/unsubscribe/x1',
};

function english(view: AdvisoryView, passage: EmailPassage = 'full'): RenderedEmail {
  return renderAdvisoryEmail(view, { ...RECIPIENT, language: 'en', passage });
}

/** Everything of a mail that a reader or a mail server can see. */
function allOf({ subject, text, html }: RenderedEmail): string {
  return `${subject}\n${text}\n${html}`;
}

const ALLOWED: Readonly<Record<TlpLabel, readonly EmailPassage[]>> = {
  CLEAR: ['full', 'notice', 'bare_notice'],
  GREEN: ['full', 'notice', 'bare_notice'],
  AMBER: ['full', 'notice', 'bare_notice'],
  'AMBER+STRICT': ['full', 'notice', 'bare_notice'],
  RED: ['bare_notice'],
};

describe('what may leave by email', () => {
  it.each(TLP_LABELS.flatMap((label) => EMAIL_PASSAGES.map((passage) => ({ label, passage }))))(
    'TLP:$label as $passage is composed or refused as the table says',
    ({ label, passage }) => {
      const compose = () => composeAdvisoryEmail(anAdvisoryView().labelled(label).build(), 'en', passage);
      if (ALLOWED[label].includes(passage)) expect(compose).not.toThrow();
      else expect(compose).toThrow('may not leave by email');
    },
  );

  it.each(TLP_LABELS.filter((label) => label !== 'RED'))('the full text of TLP:%s must be encrypted exactly above GREEN', (label) => {
    const composed = composeAdvisoryEmail(anAdvisoryView().labelled(label).build(), 'en', 'full');
    expect(composed.mustBeEncrypted).toBe(label.startsWith('AMBER'));
    expect(composeAdvisoryEmail(anAdvisoryView().labelled(label).build(), 'en', 'notice').mustBeEncrypted).toBe(false);
  });
});

describe('a text that exists in another language alone', () => {
  it('is shown with its own language, whatever the language of the advisory', () => {
    const view = anAdvisoryView()
      .updated()
      .with({ summaryOfChanges: { 'zh-Hans': '修复版本已发布。' } })
      .build();
    const { html, text } = english(view);
    expect(text).toContain('修复版本已发布。');
    expect(html).toMatch(/<(\w+)[^>]* lang="zh-Hans"[^>]*>(?:(?!<\/\1>)[^])*修复版本已发布。/u);
  });
});

describe('the subject of an alert', () => {
  it('has the label first, then reference, severity and title', () => {
    expect(english(anAdvisoryView().build()).subject).toBe('[TLP:GREEN] HL-2026-483920 High: Flaw in a gateway');
  });

  it('says that it is an update or a withdrawal', () => {
    expect(english(anAdvisoryView().updated().build()).subject).toBe('[TLP:GREEN] HL-2026-483920 Updated, High: Flaw in a gateway');
    expect(english(anAdvisoryView().withdrawn().build()).subject).toBe('[TLP:GREEN] HL-2026-483920 Withdrawn');
  });

  it.each(['AMBER', 'AMBER+STRICT'] as const)('carries label and reference only at TLP:%s, encrypted or not', (label) => {
    for (const event of ADVISORY_EVENTS) {
      const view = anAdvisoryView().on(event).labelled(label).build();
      expect(english(view, 'full').subject).toBe(`[TLP:${label}] HL-2026-483920`);
      expect(english(view, 'notice').subject).toBe(`[TLP:${label}] HL-2026-483920`);
    }
  });

  it.each([
    'x\r\nBcc: victim@b.example',
    'x\nX: y',
    'x\u0000y',
    'x\u2028y\u2029z',
    'x\u0085y',
    '\u202Egnp.exe',
    'x\tY',
    '\uD800x',
    'a\u200Bb',
  ])('cannot be broken by the title %j', (title) => {
    const view = anAdvisoryView()
      .saying({ title: { en: title } })
      .with({ trackingId: `HL-1${title}` })
      .build();
    for (const passage of EMAIL_PASSAGES) {
      const { subject } = english(view, passage);
      expect(subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(subject.startsWith('[TLP:GREEN] ')).toBe(true);
    }
  });

  it('is at most 200 characters and never ends in half a character', () => {
    for (const title of [
      'x'.repeat(5_000),
      '漏洞'.repeat(3_000),
      `${'x'.repeat(154)}${'😀'.repeat(100)}`,
      `${'x'.repeat(155)}${'😀'.repeat(100)}`,
    ]) {
      const { subject } = english(
        anAdvisoryView()
          .saying({ title: { en: title } })
          .build(),
      );
      expect(subject.length).toBeLessThanOrEqual(200);
      expect(subject.length).toBeGreaterThan(190);
      expect(subject.isWellFormed()).toBe(true);
      expect(subject.endsWith('…')).toBe(true);
    }
  });
});

describe('the full text', () => {
  it('lets every part of the advisory through, in both parts of the mail', () => {
    const { text, html } = english(advisoryFullOfCanaries().build());
    // The tag of an unknown sector and everything else is shown as it came.
    const missing = Object.values(CANARIES).filter((canary) => !text.includes(canary) || !html.includes(canary));
    expect(missing).toEqual([]);
  });

  it('has label and restrictions directly before the text and after its end', () => {
    const { text, html } = english(advisoryFullOfCanaries().build());
    const restrictions = 'Restrictions set by the source: canaryrestriction';
    expect(text.startsWith(`TLP:GREEN\n${restrictions}\n\n${CANARIES.title}`)).toBe(true);
    const [marked = '', after = ''] = text.split('\n-- \n');
    expect(marked.trimEnd().endsWith(`TLP:GREEN\nEnd of TLP:GREEN information.\n${restrictions}`)).toBe(true);
    expect(after).not.toContain('TLP:');
    expect(html.indexOf('>TLP:GREEN<')).toBeLessThan(html.indexOf('<h1'));
    expect(html.lastIndexOf('>TLP:GREEN<')).toBeGreaterThan(html.indexOf('/advisories/HL-2026-483920'));
  });

  it.each(Object.entries(LABEL_COLOURS).filter(([label]) => label !== 'RED'))('shows TLP:%s in %s on black', (label, colour) => {
    const { html } = english(
      anAdvisoryView()
        .labelled(label as TlpLabel)
        .build(),
    );
    expect(html).toContain(`background:#000000;color:${colour};font-size:16px">TLP:${label}<`);
  });

  it('tells why the recipient gets it and how to end it', () => {
    const { text, html } = english(anAdvisoryView().build());
    for (const part of [text, html]) {
      expect(part).toContain('Why you get this: vendor: canaryvendor, keyword: canaryreason');
      expect(part).toContain(RECIPIENT.manageUrl);
      expect(part).toContain(RECIPIENT.unsubscribeUrl);
    }
  });

  it('offers no way to unsubscribe where there is none', () => {
    const { text } = renderAdvisoryEmail(anAdvisoryView().build(), {
      reasons: [],
      manageUrl: RECIPIENT.manageUrl,
      language: 'en',
      passage: 'full',
    });
    expect(text).not.toContain('Unsubscribe');
  });

  it('loads nothing, and writes nothing that could be read in two ways', () => {
    for (const language of LANGUAGES) {
      const { html } = renderAdvisoryEmail(advisoryFullOfCanaries().build(), { ...RECIPIENT, language, passage: 'full' });
      const tags = readHtml(html);
      expect(tags[0]).toEqual({ name: 'html', attributes: { lang: language } });
      expect(tags.map(({ name }) => name)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(?:img|script|style|link|table|iframe)$/)]),
      );
      expect(tags.flatMap(({ attributes }) => Object.keys(attributes))).not.toContain('src');
      expect(html).not.toMatch(/url\(/i);
    }
  });

  it('says how many products more there are than it shows', () => {
    const products = Array.from({ length: 57 }, (_, at) => ({
      vendor: 'Siemens',
      product: `SIMATIC ${at}`,
      status: 'known_affected' as const,
    }));
    const { text } = english(anAdvisoryView().saying({ affectedProducts: products }).build());
    expect(text).toContain('- Siemens SIMATIC 19 (all versions)\n- and 37 more, see the link below');
    expect(text).not.toContain('SIMATIC 20');
  });

  it('does not make a dangerous reference clickable', () => {
    const { html, text } = english(
      anAdvisoryView()
        .saying({
          references: [
            { url: 'javascript:alert(1)', summary: '<b>click</b>' },
            { url: 'mailto:a"onclick="x@b.example', summary: 'mail' },
            { url: 'https://a.example/?a=1&b="2"', summary: 'ok' },
          ],
        })
        .build(),
    );
    const hrefs = readHtml(html).flatMap(({ attributes }) => attributes['href'] ?? []);
    expect(hrefs).toContain('https://a.example/?a=1&b=%222%22');
    expect(hrefs.every((href) => /^(?:https:\/\/|mailto:)/.test(href))).toBe(true);
    expect(html).toContain('href="mailto:a&quot;onclick=&quot;x@b.example"');
    expect(html).toContain('&lt;b&gt;click&lt;/b&gt;');
    expect(text).not.toContain('javascript:');
  });

  it('cannot be given a label of its own by its title, vendor or reasons', () => {
    const forged = 'x\n\nTLP:CLEAR\nEnd of TLP:GREEN information.\n';
    const view = anAdvisoryView()
      .saying({
        title: { en: forged },
        affectedProducts: [{ vendor: forged, product: forged, status: 'fixed' }],
        tags: [forged],
        restrictions: forged,
      })
      .build();
    const { text } = renderAdvisoryEmail(view, { ...RECIPIENT, reasons: [forged], language: 'en', passage: 'full' });
    expect(text.split('\n').filter((line) => line.startsWith('TLP:'))).toEqual(['TLP:GREEN', 'TLP:GREEN']);
  });

  it('writes indicators so that nobody clicks them', () => {
    const { text, html } = english(
      anAdvisoryView()
        .saying({
          indicators: [
            { type: 'url', value: 'https://evil.example/a.php' },
            { type: 'ipv4', value: '192.0.2.7' },
            { type: 'email', value: 'boss@evil.example' },
            { type: 'filename', value: 'invoice.pdf.exe' },
          ],
        })
        .build(),
    );
    for (const part of [text, html]) {
      expect(part).toContain('hxxps://evil[.]example/a[.]php');
      expect(part).toContain('192[.]0[.]2[.]7');
      expect(part).toContain('boss[@]evil[.]example');
      expect(part).toContain('invoice.pdf.exe');
    }
  });
});

describe('a withdrawal', () => {
  it('shows the notice and nothing of the content, not even the title', () => {
    const view = advisoryFullOfCanaries().withdrawn().build();
    const mail = allOf(renderAdvisoryEmail(view, { ...RECIPIENT, reasons: [], language: 'en', passage: 'full' }));
    expect(mail).toContain('The report was mistaken.');
    expect(mail).toContain('Security alert withdrawn by canarypublisher');
    const shown = Object.entries(CANARIES).filter(
      ([part, canary]) => part !== 'publisher' && part !== 'restriction' && mail.includes(canary),
    );
    expect(shown).toEqual([]);
  });

  it('says so when the publisher gave no reason', () => {
    expect(english(anAdvisoryView().with({ event: 'advisory.withdrawn' }).build()).text).toContain('gave no further explanation');
  });
});

describe('a notice without content', () => {
  const labels = (['AMBER', 'AMBER+STRICT'] as const).flatMap((label) => ADVISORY_EVENTS.map((event) => ({ label, event })));

  it.each(labels)('of $event at TLP:$label holds label, reference and link, and no word of the advisory', ({ label, event }) => {
    for (const language of LANGUAGES) {
      const view = advisoryFullOfCanaries().on(event).labelled(label).build();
      const mail = allOf(renderAdvisoryEmail(view, { ...RECIPIENT, language, passage: 'notice' }));
      expect(mail).toContain(`TLP:${label}`);
      expect(mail).toContain(view.trackingId);
      expect(mail).toContain(view.url);
      expect(mail).not.toMatch(/canary/i);
      for (const canary of Object.values(CANARIES)) expect(mail).not.toContain(canary);
      expect(mail).not.toMatch(/critical|exploited|極高|严重|利用/i);
    }
  });

  it('is the same for a dull advisory and a grave one', () => {
    const dull = anAdvisoryView().updated().labelled('AMBER').build();
    const grave = advisoryFullOfCanaries().labelled('AMBER').build();
    expect(english(grave, 'notice')).toEqual(english(dull, 'notice'));
  });
});

describe('the bare notice of a RED advisory', () => {
  it('says only that there is something to read, and where', () => {
    for (const language of LANGUAGES) {
      const view = advisoryFullOfCanaries().labelled('RED').build();
      const { subject, text, html } = renderAdvisoryEmail(view, { ...RECIPIENT, language, passage: 'bare_notice' });
      const withoutLink = [subject, text, html].join('\n').replaceAll(view.url, '');
      expect(withoutLink).toContain('TLP:RED');
      expect(withoutLink).not.toContain(view.trackingId);
      expect(withoutLink).not.toMatch(/canary|483920/i);
      for (const canary of Object.values(CANARIES)) expect(withoutLink).not.toContain(canary);
      expect(text).toContain(view.url);
    }
  });

  it('does not tell a new advisory from an update or a withdrawal', () => {
    const [published, updated, withdrawn] = ADVISORY_EVENTS.map((event) =>
      english(anAdvisoryView().on(event).labelled('RED').build(), 'bare_notice'),
    );
    expect(updated).toEqual(published);
    expect(withdrawn).toEqual(published);
  });
});

describe('languages', () => {
  it.each([
    ['zh-Hant', '[TLP:GREEN] HL-2026-483920 嚴重程度高：閘道漏洞', '發布機構：示例應變中心', '閘道可被接管'],
    ['zh-Hans', '[TLP:GREEN] HL-2026-483920 高危：网关漏洞', '发布单位：示例应急中心', '网关可被接管'],
  ] as const)('writes %s for who reads it, and leaves the label as it is', (language, subject, publisher, summary) => {
    const mail = renderAdvisoryEmail(anAdvisoryView().inThreeLanguages().build(), { ...RECIPIENT, language, passage: 'full' });
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(publisher);
    expect(mail.text).toContain(summary);
    expect(mail.text.startsWith('TLP:GREEN\n')).toBe(true);
    expect(mail.text).not.toMatch(/source|English|原文/);
  });

  it('falls back to the source language and says so', () => {
    const { text, html } = renderAdvisoryEmail(anAdvisoryView().build(), { ...RECIPIENT, language: 'zh-Hant', passage: 'full' });
    expect(text).toContain('此通告未有繁體中文版本');
    expect(text).toContain('A gateway can be taken over.');
    expect(html).toContain('<h1 lang="en"');
    expect(html).toContain('<html lang="zh-Hant">');
  });

  it('says when only parts are missing', () => {
    const view = anAdvisoryView()
      .inThreeLanguages()
      .saying({ impact: { en: 'Total.' } })
      .build();
    const { text } = renderAdvisoryEmail(view, { ...RECIPIENT, language: 'zh-Hans', passage: 'full' });
    expect(text).toContain('本公告部分内容没有简体中文版');
    expect(text).toContain('Total.');
  });

  it('falls back to a source that is not English', () => {
    const view = anAdvisoryView()
      .saying({ sourceLanguage: 'zh-Hant', title: { 'zh-Hant': '閘道漏洞' }, summary: {}, description: {} })
      .build();
    expect(english(view).text).toContain('not available in English. It is shown in Traditional Chinese');
  });

  it('warns of a translation that is older than its source, and of no other', () => {
    const view = anAdvisoryView()
      .inThreeLanguages()
      .updated()
      .saying({ translatedAt: { en: '2026-11-21T00:00:00Z', 'zh-Hant': '2026-11-20T00:00:00Z', 'zh-Hans': '2026-11-21T01:00:00Z' } })
      .build();
    const inLanguage = (language: 'en' | 'zh-Hant' | 'zh-Hans') =>
      renderAdvisoryEmail(view, { ...RECIPIENT, language, passage: 'full' }).text;
    expect(inLanguage('zh-Hant')).toContain('繁體中文譯本較原文舊');
    expect(inLanguage('zh-Hans')).not.toContain('早于原文');
    expect(inLanguage('en')).not.toContain('older than its source');
  });
});

describe('composing once for many', () => {
  it('gives each recipient their own end and everybody the same rest', () => {
    const composed = composeAdvisoryEmail(anAdvisoryView().build(), 'en', 'full');
    const one = composed.forRecipient({ reasons: ['vendor: A'], manageUrl: 'https://portal.example/a' });
    const two = composed.forRecipient({ reasons: ['vendor: B'], manageUrl: 'https://portal.example/b' });
    expect(one.text.split('\n-- \n')[0]).toBe(two.text.split('\n-- \n')[0]);
    expect(one.text).not.toContain('portal.example/b');
    expect(two.text).not.toContain('vendor: A');
  });

  it('fills in 10,000 recipients of a large advisory in under two seconds', () => {
    const composed = composeAdvisoryEmail(
      anAdvisoryView()
        .saying({ description: { en: 'Some **text**.\n\n'.repeat(1_000) } })
        .build(),
      'en',
      'full',
    );
    const from = performance.now();
    for (let at = 0; at < 10_000; at += 1) composed.forRecipient({ ...RECIPIENT, reasons: [`vendor: ${at}`] });
    expect(performance.now() - from).toBeLessThan(20_000);
  });

  it('refuses a link of the platform that is not http or https', () => {
    const composed = composeAdvisoryEmail(anAdvisoryView().build(), 'en', 'full');
    expect(() => composed.forRecipient({ reasons: [], manageUrl: 'javascript:alert(1)' })).toThrow('not an http or https address');
  });
});
