import type { TlpLabel } from '#libs/access';
import { CHANNELS, isNarrower, labelText } from '#libs/access';
import type { Language } from '#libs/advisories';
import { SEVERITIES } from '#libs/advisories';
import type { AdvisoryView } from '../advisory-view.js';
import { instantText } from '../instant-text.js';
import { chooseText } from '../localised-text.js';
import { markdownToText } from '../markdown-to-text.js';
import { severityName } from '../names.js';
import { cutText } from '../visible-text.js';
import type { EmailPassage, RenderedEmail } from './advisory-email.js';
import type { AdvisoryPage } from './advisory-page.js';
import type { Block } from './blocks.js';
import { blocksToHtml, PAGE_END, pageStart } from './blocks-to-html.js';
import { blocksToText } from './blocks-to-text.js';
import { EMAIL_LIMITS } from './email-limits.js';
import { recipientBlocks } from './recipient-blocks.js';
import type { RecipientPart } from './recipient-blocks.js';
import { labelledSubject } from './subject.js';
import type { DigestFrequency } from './wording.js';
import { wordingFor } from './wording-for.js';

export interface DigestOptions extends RecipientPart {
  readonly language: Language;
  readonly frequency: DigestFrequency;
  /** ISO 8601 instants; the window holds its start and not its end. */
  readonly windowStart: string;
  readonly windowEnd: string;
  /** Whether the whole mail will be encrypted to the recipient's key. Without it AMBER items are notices; RED ones always are. */
  readonly isEncrypted?: boolean;
}

/**
 * Several alerts in one mail: the most severe first, of equal ones the newest; those whose content may not travel come last, as notices.
 * The subject carries the narrowest label of what the mail speaks of. Throws on an empty window: there is no empty digest.
 */
export function renderDigestEmail(items: readonly AdvisoryView[], options: DigestOptions): RenderedEmail {
  const label = narrowestLabel(items);
  if (label === undefined) throw new Error('A digest needs at least one advisory.');
  const wording = wordingFor(options.language);
  const words = wording.subject.digest[options.frequency](items.length);
  const subject = labelledSubject(label, words);
  const blocks: Block[] = [
    { type: 'label', label, lines: [] },
    { type: 'title', text: words },
    { type: 'paragraph', text: wording.digest.window(instantText(options.windowStart), instantText(options.windowEnd)) },
    ...itemBlocks(items, options),
    { type: 'label', label, lines: [wording.endOf(labelText(label))] },
  ];
  const own = recipientBlocks(
    options,
    options.language,
    items.every((item) => passageOf(item, options) === 'full'),
  );
  return {
    subject,
    text: `${blocksToText(blocks)}\n\n-- \n${blocksToText(own)}\n`,
    html: `${pageStart(options.language, subject)}${blocksToHtml(blocks)}\n<hr>\n${blocksToHtml(own)}${PAGE_END}`,
  };
}

function narrowestLabel(items: readonly AdvisoryView[]): TlpLabel | undefined {
  return items
    .map(({ label }) => label)
    .reduce<TlpLabel | undefined>(
      (narrowest, label) => (narrowest === undefined || isNarrower(label, narrowest) ? label : narrowest),
      undefined,
    );
}

function passageOf({ label }: AdvisoryView, { isEncrypted }: DigestOptions): EmailPassage {
  const allowed = CHANNELS.email[label];
  if (allowed === 'full') return 'full';
  if (allowed === 'encrypted_or_notice') return isEncrypted === true ? 'full' : 'notice';
  return 'bare_notice';
}

function itemBlocks(items: readonly AdvisoryView[], options: DigestOptions): Block[] {
  const full = items.filter((item) => passageOf(item, options) === 'full');
  const withheld = items.filter((item) => passageOf(item, options) !== 'full');
  // Sorting what is withheld by severity would tell its severity.
  const ordered = [...full.toSorted((a, b) => severityOf(b) - severityOf(a) || newestFirst(a, b)), ...withheld.toSorted(newestFirst)];
  const shown = ordered.slice(0, EMAIL_LIMITS.digestItems);
  const more = ordered.length - shown.length;
  return [
    ...shown.flatMap((item) => itemBlock(item, options)),
    ...(more > 0 ? [{ type: 'notice', text: wordingFor(options.language).digest.more(more) } as const] : []),
  ];
}

function severityOf({ severity }: AdvisoryView): number {
  return SEVERITIES.indexOf(severity);
}

function newestFirst(a: AdvisoryView, b: AdvisoryView): number {
  return Date.parse(b.updatedAt) - Date.parse(a.updatedAt);
}

function itemBlock(view: AdvisoryView, options: DigestOptions): Block[] {
  const wording = wordingFor(options.language);
  const passage = passageOf(view, options);
  const labelled = (words: string): Block => ({ type: 'heading', text: `[${labelText(view.label)}] ${words}` });
  if (passage === 'full') return fullItem({ view, language: options.language, wording }, labelled);
  const words = passage === 'notice' ? view.trackingId : wording.subject.bareNotice;
  return [labelled(words), { type: 'link', text: wording.signIn, url: view.url }];
}

function fullItem({ view, language, wording }: AdvisoryPage, labelled: (words: string) => Block): Block[] {
  const { content, event, trackingId } = view;
  const restrictions: Block[] = content.restrictions?.trim() ? [{ type: 'small', text: wording.restrictions(content.restrictions) }] : [];
  const link: Block = { type: 'link', text: wording.read, url: view.url };
  if (event === 'advisory.withdrawn') {
    const notice = chooseText(view.withdrawalNotice, language, content.sourceLanguage)?.text;
    const said = notice === undefined ? wording.withdrawnWithoutNotice : brief(notice);
    return [labelled(`${trackingId} ${wording.subject.withdrawn}`), ...restrictions, { type: 'paragraph', text: said }, link];
  }
  const said = wording.subject[event === 'advisory.updated' ? 'updated' : 'published'](severityName(view.severity, language));
  const title = chooseText(content.title, language, content.sourceLanguage);
  const summary = chooseText(content.summary, language, content.sourceLanguage);
  const exploited: Block[] = view.exploited ? [{ type: 'notice', text: wording.exploited }] : [];
  const text: Block[] =
    summary === undefined
      ? []
      : [{ type: 'paragraph', text: brief(summary.text), ...(summary.language === language ? {} : { language: summary.language }) }];
  return [labelled(`${trackingId} ${said}${wording.colon}${title?.text ?? ''}`), ...restrictions, ...exploited, ...text, link];
}

function brief(markdown: string): string {
  return cutText(markdownToText(cutText(markdown, EMAIL_LIMITS.textLength)).replaceAll('\n', ' '), EMAIL_LIMITS.digestSummaryLength);
}
