import { settings } from '../../settings.server';
import { contactFacts } from '../contact-facts.server';

const DAY_MS = 24 * 60 * 60 * 1000;
/** RFC 9116 section 2.5.5 asks for less than a year; it is made anew every day. */
const VALID_DAYS = 180;

/** RFC 9116, with the CSAF field of its registry, which leads to the provider's metadata (CSAF 2.0 section 7.1.8). */
export function loader(): Response {
  const { publicWebUrl, publicApiUrl } = settings();
  const { email } = contactFacts();
  const today = Math.floor(new Date().getTime() / DAY_MS) * DAY_MS;
  const text = [
    ...(email === undefined ? [] : [`Contact: mailto:${email}`]),
    `Contact: ${publicWebUrl}/en/contact`,
    `Expires: ${new Date(today + VALID_DAYS * DAY_MS).toISOString()}`,
    'Preferred-Languages: en, zh',
    `Canonical: ${publicWebUrl}/.well-known/security.txt`,
    `Policy: ${publicWebUrl}/en/rfc2350`,
    `CSAF: ${publicApiUrl}/.well-known/csaf/provider-metadata.json`,
    '',
  ];
  return new Response(text.join('\n'), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
