import { labelText } from '#libs/access';
import type { Language, LocalisedText } from '#libs/advisories';
import type { AdvisoryView } from '../advisory-view.js';
import { cvesOf } from '../cves-of.js';
import { defuseIndicator } from '../email/defuse-indicator.js';
import { PRODUCT_GROUPS, productLines } from '../email/product-lines.js';
import { wordingFor } from '../email/wording-for.js';
import type { EmailWording } from '../email/wording.js';
import { chooseAnyText } from '../localised-text.js';
import { LINK_REL, renderMarkdown } from '../markdown.js';
import { kindName, severityName } from '../names.js';
import { safeLink } from '../safe-link.js';
import { escapeHtml } from '../visible-text.js';

/** Products of one group that an entry names; the page has them all. */
const MAX_LINES = 200;

export type MarkdownToHtml = (markdown: string) => string;

interface EntryPage {
  readonly toHtml: MarkdownToHtml;
  readonly view: AdvisoryView;
  readonly language: Language;
  readonly wording: EmailWording;
}

/** The full text of an advisory as safe HTML for any feed reader, with the label and the restrictions before it (TLP 2.0 section 2). */
export function entryHtml(view: AdvisoryView, language: Language, toHtml: MarkdownToHtml = renderMarkdown): string {
  const { content } = view;
  const wording = wordingFor(language);
  const page = { view, language, wording, toHtml };
  const label = `<p><strong>${escapeHtml(labelText(view.label))}</strong></p>`;
  if (view.event === 'advisory.withdrawn') {
    return label + section(wording.sections.withdrawal, prose(page, view.withdrawalNotice) || toHtml(wording.withdrawnWithoutNotice));
  }
  const restrictions = content.restrictions?.trim() ? paragraph(wording.restrictions(content.restrictions)) : '';
  return [label, restrictions, facts(page), texts(page), products(page), lists(page)].join('');
}

function facts({ view, language, wording }: EntryPage): string {
  const lines: (readonly [name: string, value: string])[] = [
    [wording.facts.reference, view.trackingId],
    [wording.facts.kind, kindName(view.kind, language)],
    [wording.facts.severity, severityName(view.severity, language)],
    ...(view.exploited ? [[wording.facts.exploited, wording.exploited] as const] : []),
    ...(['cves', 'cnvd', 'techniques'] as const).map(
      (name) => [wording.facts[name], idsOf(view, name).join(wording.listSeparator)] as const,
    ),
  ];
  return list(
    lines.filter(([, value]) => value !== '').map(([name, value]) => escapeHtml(`${name}${wording.colon}${value}`)),
    wording,
  );
}

function idsOf({ content }: AdvisoryView, name: 'cves' | 'cnvd' | 'techniques'): readonly string[] {
  return name === 'cves' ? cvesOf(content) : (content[name] ?? []);
}

function texts(page: EntryPage): string {
  const { view, wording } = page;
  const { content, summaryOfChanges } = view;
  const markdown = (title: string, text: LocalisedText | undefined): string => {
    const html = prose(page, text);
    return html === '' ? '' : section(title, html);
  };
  const steps = (title: string, all: readonly LocalisedText[] = []): string => {
    const items = all.map((step) => prose(page, step)).flatMap((html) => (html === '' ? [] : [`<li>${html}</li>`]));
    return items.length === 0 ? '' : section(title, `<ol>${items.join('')}</ol>`);
  };
  return [
    view.event === 'advisory.updated' ? markdown(wording.sections.changes, summaryOfChanges) : '',
    markdown(wording.sections.summary, content.summary),
    markdown(wording.sections.description, content.description),
    markdown(wording.sections.impact, content.impact),
    remedies(page, 'fixes'),
    steps(wording.sections.recommendation, content.recommendation),
    steps(wording.sections.workarounds, content.workarounds),
  ].join('');
}

/** A text in the language of the entry, else in another, which it then says of itself. */
function prose({ view, language, toHtml }: EntryPage, text: LocalisedText | undefined): string {
  const chosen = chooseAnyText(text, language, view.content.sourceLanguage);
  if (chosen === undefined) return '';
  const html = toHtml(chosen.text);
  return chosen.language === language ? html : `<div lang="${chosen.language}">${html}</div>`;
}

function products({ view, wording }: EntryPage): string {
  const groups = productLines(view.content.affectedProducts, wording.allVersions);
  return PRODUCT_GROUPS.map((group) => listed(wording.sections[group], groups[group].map(escapeHtml), wording)).join('');
}

/** What fixes it, or what else can or cannot be done. */
function remedies({ view, wording }: EntryPage, name: 'fixes' | 'remediations'): string {
  const meant = (view.content.remediations ?? []).filter(({ category }) => (category === 'vendor_fix') === (name === 'fixes'));
  const lines = meant.map(({ category, details, url }) => {
    const words = escapeHtml(`${wording.remediations[category]}${wording.colon}${details}`);
    return url === undefined ? words : `${words} ${link(url, url)}`;
  });
  return listed(wording.sections[name], [...new Set(lines)], wording);
}

function lists(page: EntryPage): string {
  const { view, wording } = page;
  const { indicators = [], references, credits = [] } = view.content;
  const found = indicators.map((indicator) => escapeHtml([defuseIndicator(indicator), indicator.comment].filter(Boolean).join(' ')));
  return [
    remedies(page, 'remediations'),
    listed(wording.sections.indicators, found, wording),
    listed(
      wording.sections.references,
      references.map(({ url, summary }) => link(url, summary)),
      wording,
    ),
    listed(wording.sections.credits, credits.map(escapeHtml), wording),
  ].join('');
}

/** An address that is not safe to click is shown as text. */
function link(url: string, words: string): string {
  const href = safeLink(url);
  if (href === undefined) return escapeHtml(words === url ? url : `${words} ${url}`);
  return `<a href="${escapeHtml(href)}" rel="${LINK_REL}">${escapeHtml(words)}</a>`;
}

function listed(title: string, items: readonly string[], wording: EmailWording): string {
  return items.length === 0 ? '' : section(title, list(items, wording));
}

function list(items: readonly string[], wording: EmailWording): string {
  const shown = items.slice(0, MAX_LINES).map((item) => `<li>${item}</li>`);
  const more = items.length > MAX_LINES ? `<li>${escapeHtml(wording.andMore(items.length - MAX_LINES))}</li>` : '';
  return `<ul>${shown.join('')}${more}</ul>`;
}

function section(title: string, html: string): string {
  return `<h3>${escapeHtml(title)}</h3>${html}`;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}
