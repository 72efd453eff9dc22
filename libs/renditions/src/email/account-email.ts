import { CHANNELS } from '#libs/access';
import type { Language } from '#libs/advisories';
import { instantText } from '../instant-text.js';
import { cutText, oneLine, visibleText } from '../visible-text.js';
import type { AccountEmailKind, AccountEmailParams, AccountWording } from './account-wording.js';
import { ACCOUNT_WORDING_EN } from './account-wording.en.js';
import { ACCOUNT_WORDING_ZH_HANS } from './account-wording.zh-hans.js';
import { ACCOUNT_WORDING_ZH_HANT } from './account-wording.zh-hant.js';
import type { RenderedEmail } from './advisory-email.js';
import type { Block } from './blocks.js';
import { blocksToHtml, PAGE_END, pageStart } from './blocks-to-html.js';
import { blocksToText } from './blocks-to-text.js';
import { labelledSubject, plainSubject } from './subject.js';

export const ACCOUNT_WORDINGS: Readonly<Record<Language, AccountWording>> = {
  en: ACCOUNT_WORDING_EN,
  'zh-Hant': ACCOUNT_WORDING_ZH_HANT,
  'zh-Hans': ACCOUNT_WORDING_ZH_HANS,
};

const MAX_NAME_LENGTH = 120;
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/;

/** A mail about the account and not about an advisory: never encrypted, so that a key that expired cannot keep it back. */
export function renderAccountEmail<Kind extends AccountEmailKind>(
  kind: Kind,
  params: AccountEmailParams[Kind],
  language: Language,
): RenderedEmail {
  const words = ACCOUNT_WORDINGS[language][kind](readable(params));
  const marking = isFallback(kind, params) ? params : undefined;
  const subject = marking === undefined ? plainSubject(words.subject) : fallbackSubject(marking, words.subject);
  const blocks: Block[] = [
    ...(marking === undefined ? [] : [{ type: 'label', label: marking.label, lines: [] } as const]),
    { type: 'title', text: marking === undefined ? words.subject : marking.trackingId },
    ...words.paragraphs.map((text): Block => ({ type: 'paragraph', text })),
    { type: 'link', text: words.link, url: params.url },
  ];
  return {
    subject,
    text: `${blocksToText(blocks)}\n`,
    html: `${pageStart(language, subject)}${blocksToHtml(blocks)}${PAGE_END}`,
  };
}

type Fallback = AccountEmailParams['urgent_fallback'];

function isFallback(kind: AccountEmailKind, params: object): params is Fallback {
  return kind === 'urgent_fallback' && 'label' in params;
}

/** Above GREEN the subject carries label and reference only. */
function fallbackSubject({ label, trackingId }: Fallback, words: string): string {
  if (CHANNELS.webhook[label] === 'never') throw new Error(`A TLP:${label} advisory has no webhook to fall back from.`);
  return labelledSubject(label, CHANNELS.email[label] === 'full' ? `${trackingId} ${words}` : trackingId);
}

/**
 * Instants in words, and names on one short line without addresses: an invitation must not carry a stranger's advertisement. `message` is what the
 * CERT wrote, and stays as it is but for what cannot be seen.
 */
function readable<Params extends object>(params: Params): Params {
  const clean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value === 'object' && value !== null) return readable(value);
    if (typeof value !== 'string') return value;
    if (INSTANT.test(value)) return instantText(value);
    return cutText(oneLine(value.replace(/(?:[a-z][a-z0-9+.-]*:\/\/|www\.)\S*/gi, '…')), MAX_NAME_LENGTH);
  };
  // Every value keeps its type: strings stay strings, lists stay lists.
  const readableValue = ([name, value]: [string, unknown]): [string, unknown] => [
    name,
    name === 'message' && typeof value === 'string' ? visibleText(value) : clean(value),
  ];
  return Object.fromEntries(Object.entries(params).map(readableValue)) as Params;
}
