import { settings } from '../../settings.server';

/** RFC 9309. What is public may be read by every program; pages of people who are signed in lead nowhere without them. */
export function loader(): Response {
  const text = [
    'User-agent: *',
    'Disallow: /account',
    'Disallow: /console',
    'Disallow: /org',
    'Disallow: /sign-in',
    `Sitemap: ${settings().publicWebUrl}/sitemap.xml`,
    '',
  ];
  return new Response(text.join('\n'), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
