import type { TlpLabel } from '#libs/access';
import type { Language } from '#libs/advisories';

/** One entry of a list. `url` makes it a link if it is a safe one; `detail` follows on its own line; `code` sets it in a fixed width. */
export interface ListItem {
  readonly text: string;
  readonly url?: string;
  readonly detail?: string;
  readonly code?: boolean;
  readonly language?: Language;
}

/**
 * What a mail is made of. Each block is written once as text and once as HTML, so that the two parts say the same, and each writer does
 * its own escaping, so that no caller can forget it. `language` is set where it differs from the language of the mail.
 */
export type Block =
  | { readonly type: 'label'; readonly label: TlpLabel; readonly lines: readonly string[] }
  | { readonly type: 'title' | 'heading' | 'paragraph' | 'notice' | 'small'; readonly text: string; readonly language?: Language }
  | { readonly type: 'markdown'; readonly markdown: string; readonly language?: Language }
  | { readonly type: 'facts'; readonly facts: readonly (readonly [name: string, value: string])[]; readonly colon: string }
  | { readonly type: 'list'; readonly items: readonly ListItem[] }
  | { readonly type: 'steps'; readonly steps: readonly { readonly markdown: string; readonly language?: Language }[] }
  | { readonly type: 'link'; readonly text: string; readonly url: string };
