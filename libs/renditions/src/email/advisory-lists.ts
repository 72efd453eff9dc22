import type { CvssVector, Reference, Remediation, Vulnerability } from '#libs/advisories';
import { severityName } from '../names.js';
import { cutText } from '../visible-text.js';
import type { AdvisoryPage } from './advisory-page.js';
import type { Block, ListItem } from './blocks.js';
import { defuseIndicator } from './defuse-indicator.js';
import { EMAIL_LIMITS } from './email-limits.js';
import { PRODUCT_GROUPS, productLines } from './product-lines.js';
import type { SectionName } from './wording.js';

/** Who is concerned: affected products first, then what is still looked into, what is fixed, and what is not affected. */
export function productBlocks(page: AdvisoryPage): Block[] {
  const lines = productLines(page.view.content.affectedProducts, page.wording.allVersions);
  return PRODUCT_GROUPS.flatMap((group) =>
    listSection(
      page,
      group,
      lines[group].map((text) => ({ text })),
      EMAIL_LIMITS.products,
    ),
  );
}

export function vulnerabilityBlocks(page: AdvisoryPage): Block[] {
  const items = page.view.content.vulnerabilities.map((vulnerability) => vulnerabilityItem(page, vulnerability));
  return listSection(page, 'vulnerabilities', items, EMAIL_LIMITS.vulnerabilities);
}

function vulnerabilityItem(page: AdvisoryPage, vulnerability: Vulnerability): ListItem {
  const ids = (vulnerability.ids ?? []).map(({ system, value }) => `${system} ${value}`);
  // A source repeats a vector for each group of products that it belongs to.
  const scores = [...new Set((vulnerability.cvss ?? []).map((cvss) => scoreText(page, cvss)))].slice(0, EMAIL_LIMITS.scores);
  const text = [vulnerability.cve, ...ids, vulnerability.title, ...scores, ...(vulnerability.cwes ?? [])].filter(
    (part) => part !== undefined && part !== '',
  );
  const note = vulnerability.notes?.find(({ text: words }) => words.trim() !== '')?.text;
  const { language } = page;
  const source = page.view.content.sourceLanguage;
  return {
    text: text.join('; '),
    ...(note === undefined ? {} : { detail: cutText(note, EMAIL_LIMITS.vulnerabilityNoteLength) }),
    ...(source === language ? {} : { language: source }),
  };
}

function scoreText({ language, wording }: AdvisoryPage, { version, score, severity, vector }: CvssVector): string {
  const rating = severity === 'none' ? wording.noRating : severityName(severity, language);
  return `CVSS ${version} ${score.toFixed(1)} ${rating} (${vector})`;
}

/** What fixes it, before anything that is recommended. */
export function fixBlocks(page: AdvisoryPage): Block[] {
  return remedies(page, 'fixes', (category) => category === 'vendor_fix');
}

/** What else can or cannot be done. */
export function remediationBlocks(page: AdvisoryPage): Block[] {
  return remedies(page, 'remediations', (category) => category !== 'vendor_fix');
}

function remedies(page: AdvisoryPage, name: SectionName, isMeant: (category: Remediation['category']) => boolean): Block[] {
  const { wording, view } = page;
  const items = new Map<string, ListItem>();
  for (const { category, details, url } of (view.content.remediations ?? []).filter((each) => isMeant(each.category))) {
    const text = `${wording.remediations[category]}${wording.colon}${cutText(details, EMAIL_LIMITS.textLength)}`;
    // Sources repeat one remediation for each product group that it belongs to.
    items.set(`${text} ${url ?? ''}`, { text, ...(url === undefined ? {} : { url }) });
  }
  return listSection(page, name, [...items.values()], EMAIL_LIMITS.remediations);
}

export function indicatorBlocks(page: AdvisoryPage): Block[] {
  const items = (page.view.content.indicators ?? []).map((indicator): ListItem => ({
    text: `${indicator.type} ${defuseIndicator(indicator)}`,
    code: true,
    ...(indicator.comment === undefined ? {} : { detail: indicator.comment }),
  }));
  const blocks = listSection(page, 'indicators', items, EMAIL_LIMITS.indicators);
  return blocks.length === 0 ? [] : [...blocks, { type: 'small', text: page.wording.indicatorsAreDefused }];
}

export function referenceBlocks(page: AdvisoryPage): Block[] {
  const { references, credits, source, vulnerabilities } = page.view.content;
  const all = [...references, ...vulnerabilities.flatMap((vulnerability) => vulnerability.references ?? [])];
  const links = uniqueByUrl(all).map(({ url, summary }): ListItem => ({ text: summary.trim() === '' ? url : summary, url }));
  const names = (credits ?? []).map((text): ListItem => ({ text }));
  const legal = source?.legalDisclaimer?.trim() ?? '';
  return [
    ...listSection(page, 'references', links, EMAIL_LIMITS.references),
    ...listSection(page, 'credits', names, EMAIL_LIMITS.credits),
    ...(legal === '' ? [] : [heading(page, 'legal'), { type: 'small', text: cutText(legal, EMAIL_LIMITS.textLength) } as const]),
  ];
}

function uniqueByUrl(references: readonly Reference[]): Reference[] {
  return [...new Map(references.toReversed().map((reference) => [reference.url, reference])).values()].toReversed();
}

function listSection(page: AdvisoryPage, name: SectionName, items: readonly ListItem[], limit: number): Block[] {
  if (items.length === 0) return [];
  const more = items.length - limit;
  const shown = [...items.slice(0, limit), ...(more > 0 ? [{ text: page.wording.andMore(more) }] : [])];
  return [heading(page, name), { type: 'list', items: shown }];
}

function heading(page: AdvisoryPage, name: SectionName): Block {
  return { type: 'heading', text: page.wording.sections[name] };
}
