/** The characters of RFC 3986, and no percent sign without two digits. */
const URI = /^[a-z][a-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/i;

/** The address as RFC 3986 has it; one with other characters is spelled anew, and one that is no address is nothing. */
export function uriOrNone(text: string | undefined): string | undefined {
  if (text === undefined || URI.test(text)) return text;
  if (!URL.canParse(text)) return undefined;
  const spelled = new URL(text).href.replace(/%(?![0-9A-Fa-f]{2})/g, '%25').replace(/[^\x21-\x7e]|["<>\\^`{|}]/g, encodeURIComponent);
  return URI.test(spelled) ? spelled : undefined;
}
