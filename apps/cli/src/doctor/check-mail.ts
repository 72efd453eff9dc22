import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#libs/config';
import { DkimSigner } from '#libs/deliveries';
import { createTransport } from 'nodemailer';
import type { Finding } from './finding.js';

const SUBJECT = 'mail';
const WITHIN_MS = 10_000;

/** The mail server, or the folder that stands for it; and the key that signs. */
export async function checkMail(config: Config): Promise<Finding[]> {
  const way = config.smtpUrl === undefined ? checkFolder(config.dataDir) : await checkServer(config.smtpUrl);
  return [way, ...checkDkim(config)];
}

function checkFolder(dataDir: string): Finding {
  const folder = join(dataDir, 'mail');
  const place = existsSync(folder) ? folder : dataDir;
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
    return { status: 'ok', subject: SUBJECT, text: `is kept in ${folder} (SMTP_URL is not set)` };
  } catch {
    return {
      status: 'fail',
      subject: SUBJECT,
      text: `${place} cannot be written`,
      advice: 'Give it to the account that runs Harbourlight, or set SMTP_URL.',
    };
  }
}

/** Greets the server and signs in; sends nothing. TLS as the worker demands it. */
async function checkServer(smtpUrl: string): Promise<Finding> {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const isPlainAllowed = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname) || url.searchParams.get('ignoreTLS') === 'true';
  const transport = createTransport({
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && !isPlainAllowed,
    ignoreTLS: !secure && isPlainAllowed,
    connectionTimeout: WITHIN_MS,
    greetingTimeout: WITHIN_MS,
    socketTimeout: WITHIN_MS,
    ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
  });
  try {
    await transport.verify();
    return { status: 'ok', subject: SUBJECT, text: `${url.host} takes our mail` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      status: 'fail',
      subject: SUBJECT,
      text: `${url.host}: ${reason}`,
      advice: 'Check SMTP_URL: host, port, name, password, and smtps:// or smtp:// (STARTTLS). Alerts wait meanwhile.',
    };
  } finally {
    transport.close();
  }
}

function checkDkim({ smtpUrl, dkimSelector, dkimKeyFile, mailDomain }: Config): Finding[] {
  if (dkimSelector === undefined || dkimKeyFile === undefined) {
    if (smtpUrl === undefined) return [];
    return [
      {
        status: 'warn',
        subject: SUBJECT,
        text: 'is not signed here (DKIM_SELECTOR is not set)',
        advice: 'Set DKIM_SELECTOR and DKIM_KEY_FILE, unless your mail server signs.',
      },
    ];
  }
  try {
    const signer = new DkimSigner([{ domain: mailDomain, selector: dkimSelector, privateKey: readFileSync(dkimKeyFile, 'utf8') }]);
    return signer instanceof DkimSigner
      ? [{ status: 'ok', subject: SUBJECT, text: `is signed as ${dkimSelector}._domainkey.${mailDomain}` }]
      : [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        status: 'fail',
        subject: SUBJECT,
        text: `DKIM_KEY_FILE: ${reason}`,
        advice: 'A PEM file with an RSA (2,048 bits or more) or ed25519 private key is expected.',
      },
    ];
  }
}
