import type { TlpLabel } from '#libs/access';
import { CHANNELS } from '#libs/access';
import type { Language } from '#libs/advisories';
import type { AdvisoryView } from '../advisory-view.js';
import { chooseText } from '../localised-text.js';
import { severityName } from '../names.js';
import { advisoryBlocks, marked } from './advisory-blocks.js';
import type { AdvisoryPage } from './advisory-page.js';
import type { Block } from './blocks.js';
import { blocksToHtml, PAGE_END, pageStart } from './blocks-to-html.js';
import { blocksToText } from './blocks-to-text.js';
import { recipientBlocks } from './recipient-blocks.js';
import type { RecipientPart } from './recipient-blocks.js';
import { labelledSubject } from './subject.js';
import { wordingFor } from './wording-for.js';

/** `full` everything; `notice` label, tracking id and a link; `bare_notice` only that there is something to read, and where. */
export const EMAIL_PASSAGES = ['full', 'notice', 'bare_notice'] as const;
export type EmailPassage = (typeof EMAIL_PASSAGES)[number];

/** One mail, ready to be sent or encrypted. The subject has no line end or control and at most 200 characters. */
export interface RenderedEmail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The parts of an alert that are the same for every recipient, built once per revision, language and passage. */
export interface ComposedEmail {
  readonly subject: string;
  /** Whether the mail may only leave encrypted to the recipient's key (AMBER and AMBER+STRICT with content). */
  readonly mustBeEncrypted: boolean;
  forRecipient(recipient: RecipientPart): RenderedEmail;
}

/**
 * Builds the alert about one revision. Throws when the label does not allow this passage by email (`CHANNELS`): the full text of an
 * AMBER advisory is composed, with `mustBeEncrypted`; more than the bare notice of a RED one never is.
 */
export function composeAdvisoryEmail(view: AdvisoryView, language: Language, passage: EmailPassage): ComposedEmail {
  refuseWhatMayNotLeave(view.label, passage);
  const page: AdvisoryPage = { view, language, wording: wordingFor(language) };
  const subject = subjectOf(page, passage);
  const blocks = blocksOf(page, passage);
  const text = `${blocksToText(blocks)}\n\n-- \n`;
  const html = `${pageStart(language, subject)}${blocksToHtml(blocks)}\n<hr>\n`;
  return {
    subject,
    mustBeEncrypted: mustBeEncrypted(view.label, passage),
    forRecipient: (recipient) => {
      const own = recipientBlocks(recipient, language, passage === 'full');
      return { subject, text: `${text}${blocksToText(own)}\n`, html: `${html}${blocksToHtml(own)}${PAGE_END}` };
    },
  };
}

/** The same for one recipient only. `reasons` are words such as `vendor: Siemens`, from `whyMatched`; a notice does not show them. */
export function renderAdvisoryEmail(
  view: AdvisoryView,
  options: RecipientPart & { readonly language: Language; readonly passage: EmailPassage },
): RenderedEmail {
  return composeAdvisoryEmail(view, options.language, options.passage).forRecipient(options);
}

export function mustBeEncrypted(label: TlpLabel, passage: EmailPassage): boolean {
  return passage === 'full' && CHANNELS.email[label] !== 'full';
}

function refuseWhatMayNotLeave(label: TlpLabel, passage: EmailPassage): void {
  const allowed = CHANNELS.email[label];
  const fits = passage === 'bare_notice' || allowed === 'full' || allowed === 'encrypted_or_notice';
  if (allowed === 'never' || !fits) throw new Error(`A TLP:${label} advisory may not leave by email as ${passage}.`);
}

/** Above GREEN the subject, which is never encrypted, carries label and reference only. */
function subjectOf({ view, language, wording }: AdvisoryPage, passage: EmailPassage): string {
  const { label, trackingId, event, severity, content } = view;
  if (passage === 'bare_notice') return labelledSubject(label, wording.subject.bareNotice);
  if (passage === 'notice' || mustBeEncrypted(label, passage)) return labelledSubject(label, trackingId);
  if (event === 'advisory.withdrawn') return labelledSubject(label, `${trackingId} ${wording.subject.withdrawn}`);
  const said = wording.subject[event === 'advisory.updated' ? 'updated' : 'published'](severityName(severity, language));
  const title = chooseText(content.title, language, content.sourceLanguage)?.text ?? '';
  return labelledSubject(label, `${trackingId} ${said}${wording.colon}${title}`);
}

function blocksOf(page: AdvisoryPage, passage: EmailPassage): Block[] {
  const { view, wording } = page;
  if (passage === 'full') return marked(page, advisoryBlocks(page));
  const label: Block = { type: 'label', label: view.label, lines: [] };
  const signIn: Block = { type: 'link', text: wording.signIn, url: view.url };
  if (passage === 'bare_notice') return [label, { type: 'paragraph', text: wording.bareNotice }, signIn];
  return [
    label,
    { type: 'title', text: view.trackingId },
    { type: 'paragraph', text: wording.notice[view.event] },
    { type: 'paragraph', text: wording.notice.whyNoContent },
    signIn,
  ];
}
