import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#libs/advisories';
import { aSiemensLikeAdvisory } from '../../../../test/fixtures/renditions/a-siemens-like-advisory.js';
import { readHtml } from '../../../../test/fixtures/renditions/read-html.js';
import { escapeHtml } from '../visible-text.js';
import { renderAdvisoryEmail } from './advisory-email.js';

const RECIPIENT = { reasons: ['vendor: Siemens', 'known to be exploited'], manageUrl: 'https://portal.example/subscriptions' };
const view = aSiemensLikeAdvisory();
const mail = renderAdvisoryEmail(view, { ...RECIPIENT, language: 'en', passage: 'full' });

/** Lines of the text part, in the order in which a reader must meet them. */
const LINES = [
  'TLP:CLEAR',
  'Siemens SIMATIC S7-1200 CPU Family (Update B)',
  'Vulnerability note updated by CISA. This text replaces what you received earlier.',
  'Reference: HL-2026-100200',
  'Revision: 2',
  'Kind: Vulnerability note',
  'Severity: Critical',
  'Exploitation: Known to be exploited by attackers',
  'CVE: CVE-2026-40001',
  'CNVD: CNVD-2026-12345',
  'ATT&CK techniques: T0866, T1190',
  'Sectors: Energy, Water, Critical Manufacturing',
  'Tags: ics, plc',
  'Publisher: CISA',
  'Published: 2026-11-20 01:00 UTC',
  'Updated: 2026-11-21 02:30 UTC',
  'Source document: CISA ICSA-26-100-02, version 3',
  'Severity given by the source: Critical',
  'What changed',
  'A fixed version is out.',
  'Summary',
  'Successful exploitation could allow an attacker to run code on the controller.',
  'Affected products',
  '- Siemens SIMATIC S7-1200 CPU 1211C variant 1 < V4.7.1',
  '- and 40 more, see the link below',
  'Under investigation',
  '- Siemens SIMATIC STEP 7 (TIA Portal) V17 (all versions)',
  'Fixed in',
  '- Siemens SIPLUS S7-1200 V4.7.1',
  'Not affected',
  '- Siemens OpenSSL component 3.0.7 / Siemens SCALANCE W1750D V8.7',
  'Description',
  'The controllers run in energy and water.',
  '- reachable from the plant network',
  'See the vendor <https://cert-portal.example/ssa-000001.html>.',
  'Impact',
  'Loss of control of the process.',
  'What fixes it',
  '- Fix by the vendor: Update to V4.7.1 or later version',
  '  https://support.example/109741461',
  'Recommendation',
  '1. Update to V4.7.1 or later.',
  '2. Keep port 80/tcp away from the internet.',
  '   Use a VPN.',
  'Workarounds',
  '1. Disable the web server.',
  'Remediation',
  '- No fix planned: Currently no fix is planned',
  '- Mitigation: Restrict access to port 102/tcp',
  'Vulnerabilities',
  '- CVE-2026-40001; Out-of-bounds write in the web server; CVSS 3.1 9.8 Critical (CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H); ' +
    'CVSS 4.0 9.3 Critical (CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N); CWE-787',
  '  The web server does not check the length of a header.',
  '- Siemens PSRT SSA-000001; Debug port left open; CVSS 2.0 0.0 None (AV:L/AC:H/Au:N/C:N/I:N/A:N)',
  'Indicators',
  '- sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '  dropper',
  '- domain update[.]evil[.]example',
  'References',
  '- SSA-000001 - CSAF Version',
  '  https://cert-portal.example/csaf/ssa-000001.json',
  '- https://www.cisa.gov/uscert/ics/tips/ICS-TIP-12-146-01B',
  '- CVE-2026-40001 record',
  'Acknowledgements',
  '- Jane Doe of Example Labs reported this vulnerability to Siemens.',
  'Legal notice of the source',
  'All information products are provided "as is" for informational purposes only.',
  'Read the advisory on Harbourlight',
  'https://portal.example/advisories/HL-2026-100200',
  'End of TLP:CLEAR information.',
  '-- ',
  'Why you get this: vendor: Siemens, known to be exploited',
];

describe('an industrial control system advisory as a mail', () => {
  it('says all of it, in the order in which a reader needs it', () => {
    const lines = mail.text.split('\n');
    let from = 0;
    for (const line of LINES) {
      const at = lines.indexOf(line, from);
      expect({ line, found: at >= from }).toEqual({ line, found: true });
      from = at + 1;
    }
  });

  it('says the same in HTML', () => {
    const html = mail.html.replace(/<[^>]*>/g, '\n');
    const plain = (line: string) =>
      line
        .trim()
        .replace(/^(?:- |\d\. )/, '')
        .replace(/ <https:.*$/, '');
    const words = LINES.map(plain).filter((line) => line !== '--' && !line.includes(': '));
    expect(words.length).toBeGreaterThan(35);
    expect(words.filter((line) => !html.includes(escapeHtml(line)) && !mail.html.includes(escapeHtml(line)))).toEqual([
      'The controllers run in energy and water.',
      'See the vendor',
      'Update to V4.7.1 or later.',
    ]);
    expect(mail.html).toContain('run in <strong>energy</strong> and <em>water</em>.');
    expect(mail.html).toContain('<p>Update to <strong>V4.7.1</strong> or later.</p>');
  });

  it('shows a repeated remediation, score and reference once', () => {
    expect(mail.text.split('Update to V4.7.1 or later version').length - 1).toBe(1);
    expect(mail.text.split('9.8 Critical').length - 1).toBe(1);
    expect(mail.text).not.toContain('the same again');
  });

  it('is complete and well formed in each language and stays under what large mail services cut off', () => {
    for (const language of LANGUAGES) {
      const { html, text } = renderAdvisoryEmail(view, { ...RECIPIENT, language, passage: 'full' });
      expect(readHtml(html).filter(({ name }) => name === 'h2').length).toBeGreaterThanOrEqual(13);
      expect(Buffer.byteLength(html)).toBeLessThan(102_000);
      expect(text).toContain('CVE-2026-40001');
      expect(text).not.toMatch(/undefined|\[object|NaN/);
    }
  });
});
