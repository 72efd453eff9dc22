import type { Config } from '#libs/config';
import type { Finding } from './finding.js';

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/;

/** Values that a start accepts and an operator may regret. What a start refuses has been told before this. */
export function checkConfiguration(config: Config): Finding[] {
  const isPublic = !LOOPBACK.test(config.publicApiUrl);
  const found: Finding[] = [
    {
      status: 'ok',
      subject: 'configuration',
      text: `valid; ${config.environment}, API at ${config.publicApiUrl}, tracking ids ${config.trackingPrefix}-…`,
    },
  ];
  const warn = (text: string, advice: string) => found.push({ status: 'warn', subject: 'configuration', text, advice });
  if (isPublic && config.isDemo)
    warn('DEMO is true: everybody knows the passwords of its accounts', 'Set DEMO=false and suspend those accounts.');
  if (isPublic && !LOOPBACK.test(config.publicWebUrl) && config.publicWebUrl.startsWith('http:'))
    warn('PUBLIC_WEB_URL is not https', 'Links in mails lead there: put the pages behind https.');
  if (isPublic && !config.trustProxy)
    warn(
      'TRUST_PROXY is false',
      'Behind a reverse proxy all clients share one limit of tries; set it to true where only the proxy reaches the API.',
    );
  if (isPublic && /(^|\.)example$/.test(config.mailDomain))
    warn(`MAIL_DOMAIN is ${config.mailDomain}`, 'Set it to the domain that bounces come back to.');
  if (config.environment !== 'production' && isPublic) warn(`NODE_ENV is ${config.environment}`, 'Set NODE_ENV=production.');
  return found;
}
