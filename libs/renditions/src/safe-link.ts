/** The only schemes that a rendered link may have. */
export const LINK_SCHEMES = ['http', 'https', 'mailto'] as const;

const MAX_LINK_LENGTH = 2_000;

/**
 * The address in its canonical spelling, or `undefined` where it is not safe to make clickable: another scheme, relative,
 * with a user name (`https://bank.example@evil.example`), with a line end for a mail header, or longer than 2,000 characters.
 */
export function safeLink(address: string): string | undefined {
  if (!/^(?:https?:\/\/|mailto:)/i.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return undefined;
  if (url.protocol === 'mailto:' && /%0[ad]/i.test(url.href)) return undefined;
  return url.href.length > MAX_LINK_LENGTH ? undefined : url.href;
}

/** For addresses that this platform made itself: an unsafe one is a bug, not an input. */
export function ownLink(address: string): string {
  const link = safeLink(address);
  if (link === undefined || link.startsWith('mailto:')) throw new Error('A link of the platform is not an http or https address.');
  return link;
}
