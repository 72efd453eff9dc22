/** No script at all, so no nonce, so the page is the same for everybody and may be cached (docs/adr/0016). */
export const PUBLIC_POLICY = [
  "default-src 'none'",
  "script-src 'none'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': PUBLIC_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * On every answer, errors and files too. A page with scripts brings its own Content-Security-Policy, with its nonce. Transport security
 * (RFC 6797) only where visitors come by https, since a browser would otherwise not come again.
 */
export function alwaysHeaders(publicUrl: string): Readonly<Record<string, string>> {
  if (!publicUrl.startsWith('https://')) return SECURITY_HEADERS;
  return { ...SECURITY_HEADERS, 'strict-transport-security': `max-age=${ONE_YEAR_SECONDS}; includeSubDomains` };
}
