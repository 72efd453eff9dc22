import type { Language } from '#libs/advisories';
import { cutText, oneLine } from '../visible-text.js';
import type { Block } from './blocks.js';
import { EMAIL_LIMITS } from './email-limits.js';
import { wordingFor } from './wording-for.js';

/** What differs from one recipient to the next. `unsubscribeUrl` only where one click may end the subscription (RFC 8058). */
export interface RecipientPart {
  /** Why this recipient gets it, in words, as from `whyMatched`. */
  readonly reasons: readonly string[];
  readonly manageUrl: string;
  readonly unsubscribeUrl?: string;
}

const MAX_REASON_LENGTH = 200;

/**
 * The end of a mail. In a notice the reasons are left out, because `vendor: Siemens` or `keyword: …` tells what the advisory is about.
 */
export function recipientBlocks(
  { reasons, manageUrl, unsubscribeUrl }: RecipientPart,
  language: Language,
  mayTellReasons: boolean,
): Block[] {
  const wording = wordingFor(language);
  const said = mayTellReasons ? reasons.slice(0, EMAIL_LIMITS.reasons).map((reason) => cutText(oneLine(reason), MAX_REASON_LENGTH)) : [];
  const why = said.length === 0 ? wording.whyUnsaid : said.join(wording.listSeparator);
  return [
    { type: 'small', text: `${wording.why}${wording.colon}${why}` },
    { type: 'link', text: wording.manage, url: manageUrl },
    ...(unsubscribeUrl === undefined ? [] : [{ type: 'link', text: wording.unsubscribe, url: unsubscribeUrl } as const]),
  ];
}
