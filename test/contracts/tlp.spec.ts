import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { audienceIssues, CHANNELS, isNarrower, labelText, NOBODY, parseLabel, READERS, TLP_LABELS } from '#libs/access';
import { LANGUAGES } from '#libs/advisories';
import { LABEL_COLOURS, renderAdvisoryEmail, renderCsaf, renderMisp, renderStix, renderWebhookPayload } from '#libs/renditions';
import { isWider } from '../../libs/advisories/src/sharing.js';
import { aFeedPublisher } from '../fixtures/renditions/a-feed-publisher.js';
import { anAdvisoryView } from '../fixtures/renditions/an-advisory-view.js';

const RESTRICTIONS = 'Not before the embargo ends.';
const MAIL = { reasons: [], manageUrl: 'https://portal.example/a', unsubscribeUrl: 'https://portal.example/b', passage: 'full' } as const;
const LEAVING = TLP_LABELS.filter((label) => label !== 'RED');
const view = (label: (typeof TLP_LABELS)[number]) =>
  anAdvisoryView().inThreeLanguages().labelled(label).saying({ restrictions: RESTRICTIONS }).build();
const publisher = aFeedPublisher();
const mail = (label: (typeof LEAVING)[number], language: (typeof LANGUAGES)[number]) =>
  renderAdvisoryEmail(view(label), { ...MAIL, language });
const wholeMail = (label: (typeof LEAVING)[number], language: (typeof LANGUAGES)[number]): readonly string[] => {
  const { subject, text, html } = mail(label, language);
  return [subject, text, html];
};
const webhook = (label: (typeof LEAVING)[number]) => renderWebhookPayload(view(label), 'full', { id: 'one' });
const formats = (label: (typeof LEAVING)[number]): Readonly<Record<string, string>> => ({
  'CSAF 2.1': renderCsaf(view(label), publisher, { version: '2.1' }).bytes.toString(),
  STIX: JSON.stringify(renderStix(view(label), publisher).objects),
  MISP: renderMisp(view(label), publisher).bytes.toString(),
  webhook: webhook(label),
});

describe('the labels of TLP 2.0', () => {
  it('L01: are these five, and WHITE is read and written nowhere but in CSAF 2.0', () => {
    expect(TLP_LABELS.map(labelText)).toEqual(['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED']);
    expect(['TLP:WHITE', 'white', 'TLP:ORANGE', 'TLP:AMBER+', ''].map(parseLabel)).toEqual([
      'CLEAR',
      'CLEAR',
      undefined,
      undefined,
      undefined,
    ]);
    for (const [format, text] of Object.entries(formats('CLEAR'))) expect([format, /white/i.test(text)]).toEqual([format, false]);
    for (const language of LANGUAGES) expect(wholeMail('CLEAR', language).join('')).not.toMatch(/WHITE/);
  });

  it('L02, L03: have no space and are in capitals, wherever they are said', () => {
    for (const label of LEAVING) {
      for (const text of [...Object.values(formats(label)), ...wholeMail(label, 'en')]) {
        for (const [said] of text.matchAll(/TLP: *[a-z]+(?:\+[a-z]+)?/gi))
          // MISP's own taxonomy spells its tags in lower case.
          expect([TLP_LABELS.map(labelText).includes(said), /^tlp:[a-z+]+$/.test(said)]).toContain(true);
      }
      expect(mail(label, 'en').subject).toContain(labelText(label));
    }
  });

  it('L04: are never translated', () => {
    for (const label of LEAVING) {
      for (const language of LANGUAGES) {
        const { subject, text, html } = mail(label, language);
        for (const part of [subject, text, html]) expect([language, part.includes(labelText(label))]).toEqual([language, true]);
        const { distribution } = (
          JSON.parse(renderCsaf(view(label), publisher, { version: '2.1', language }).bytes.toString()) as {
            document: { distribution: { tlp: { label: string } } };
          }
        ).document;
        expect(distribution.tlp.label).toBe(label);
      }
    }
  });

  it('L05: travel with the restrictions that a source has put beside them', () => {
    for (const label of LEAVING) {
      const all = { ...formats(label), 'CSAF 2.0': renderCsaf(view(label), publisher).bytes.toString(), mail: mail(label, 'en').text };
      for (const [format, text] of Object.entries(all)) expect([label, format, text.includes(RESTRICTIONS)]).toEqual([label, format, true]);
    }
  });

  it('L06: are not widened without the permission of the source: a wider label or reader is known as such', () => {
    for (const [at, base] of TLP_LABELS.entries()) {
      for (const [other, label] of TLP_LABELS.entries()) {
        expect([base, label, isWider({ label }, { label: base })]).toEqual([base, label, other < at]);
        expect(isNarrower(label, base)).toBe(other > at);
      }
    }
    expect(isWider({ label: 'AMBER', readers: ['org:a', 'org:b'] }, { label: 'AMBER', readers: ['org:a'] })).toBe(true);
    expect(isWider({ label: 'AMBER', readers: ['org:a'] }, { label: 'AMBER', readers: ['org:a', 'org:b'] })).toBe(false);
  });

  it('L07: stand with the restrictions right before what they mark in a mail, and again at its end', () => {
    for (const label of LEAVING) {
      const { text } = mail(label, 'en');
      const [first, marked, last] = [
        text.indexOf(labelText(label)),
        text.indexOf('A gateway can be taken over.'),
        text.lastIndexOf(labelText(label)),
      ];
      expect(text.indexOf(RESTRICTIONS)).toBeGreaterThan(first);
      expect(text.indexOf(RESTRICTIONS)).toBeLessThan(marked);
      expect(last).toBeGreaterThan(marked);
    }
  });

  it('L08: begin the subject of a mail', () => {
    for (const label of LEAVING) expect(mail(label, 'zh-Hant').subject.startsWith(`[${labelText(label)}] `)).toBe(true);
  });

  it('L09, L10: stand at the head and the foot of a printed page, on the right, and in a mail in 12 points or more', () => {
    const margins = readFileSync('apps/web/app/styles/_labels.scss', 'utf8');
    for (const corner of ['top-right', 'bottom-right'])
      expect(margins).toMatch(
        new RegExp(`@page hl-#\\{\\$name\\} \\{[^]*?@${corner} \\{\\s+content: '#\\{\\$label\\}';\\s+font: bold 12pt `),
      );
    for (const label of TLP_LABELS) expect(margins).toContain(`: '${labelText(label)}'`);
    const style = readFileSync('apps/web/app/styles/_portal-parts.scss', 'utf8');
    expect(style).toMatch(/@media print \{[^]*?\.hl-print-label \{\s+display: block;\s+text-align: right;/);
    const page = readFileSync('apps/web/app/public/advisory/advisory-page.tsx', 'utf8');
    expect(page.match(/hl-print-label/g)).toHaveLength(2);
    expect(page).toContain("paperOf('TLP:CLEAR')");
    // 16 CSS pixels are 12 points.
    for (const [, size] of mail('GREEN', 'en').html.matchAll(/color:#33FF00;font-size:(\d+)px/g))
      expect(Number(size)).toBeGreaterThanOrEqual(16);
  });

  it('L12: have the colours of FIRST on black', () => {
    expect(LABEL_COLOURS).toEqual({ CLEAR: '#FFFFFF', GREEN: '#33FF00', AMBER: '#FFC000', 'AMBER+STRICT': '#FFC000', RED: '#FF2B2B' });
    for (const label of LEAVING) expect(mail(label, 'en').html).toContain(`background:#000000;color:${LABEL_COLOURS[label]}`);
  });

  it('L14: AMBER and AMBER+STRICT are read by those who are named, at least one, and by no person outside an organisation', () => {
    for (const label of ['AMBER', 'AMBER+STRICT'] as const) {
      expect(READERS[label].whenNobodyIsNamed).toEqual([]);
      expect(READERS[label].addressedBy).not.toContain('persons');
      expect(audienceIssues(label, NOBODY)).toHaveLength(1);
      expect(audienceIssues(label, { ...NOBODY, organisations: ['00000000-0000-4000-8000-00000000000a'] })).toEqual([]);
      expect(CHANNELS.public[label]).toBe('never');
    }
    // CSAF 2.0 has no word for AMBER+STRICT: the wider AMBER is never said for it.
    expect(renderCsaf(view('AMBER+STRICT'), publisher).bytes.toString()).not.toContain('"label":"AMBER"');
  });

  it('L16: CLEAR leaves by every way', () => {
    expect(Object.values(CHANNELS).map((ways) => ways.CLEAR)).toEqual(Object.values(CHANNELS).map(() => 'full'));
  });
});
