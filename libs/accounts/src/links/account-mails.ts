import { systemActor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import { askersOf } from './asker-of-proof.js';
import { EmailLinks, hashOfToken, LINKS } from './email-links.js';
import type { Language, LinkRow } from './email-links.js';

/** A mail that is due, ready to be rendered (`renderAccountEmail(kind, params, language)`) and sent to one address. */
export type AccountMail = {
  readonly to: string;
  readonly language: Language;
} & (
  | { readonly kind: 'email_confirmation' | 'password_reset'; readonly params: { readonly url: string; readonly expiresAt: string } }
  | {
      readonly kind: 'application_link';
      readonly params: { readonly organisation: string; readonly url: string; readonly expiresAt: string };
    }
  | {
      readonly kind: 'domain_proof';
      readonly params: {
        readonly domain: string;
        readonly organisation: string;
        readonly askedBy: string;
        readonly askedByEmail: string;
        readonly url: string;
        readonly expiresAt: string;
      };
    }
  | {
      readonly kind: 'application_refused';
      readonly params: { readonly organisation: string; readonly message: string; readonly url: string };
    }
  | {
      readonly kind: 'invitation';
      readonly params: { readonly organisation: string; readonly invitedBy: string; readonly url: string; readonly expiresAt: string };
    }
);

interface MailRow extends LinkRow {
  readonly person_language: Language | null;
  readonly person_is_active: boolean;
  readonly organisation_name: string | null;
  readonly inviter_name: string | null;
  readonly domain: string | null;
  readonly asker_name: string | null;
  readonly asker_email: string | null;
}

interface RefusalRow {
  readonly email: string;
  readonly language: Language;
  readonly reason: string;
  readonly organisation: string;
}

const SYSTEM = systemActor('account-mail');

/** What an event `account.mail_requested` with a token of ours asks for. */
@Injectable()
export class AccountMails {
  constructor(
    private readonly database: Database,
    private readonly links: EmailLinks,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * The mail of a sealed token, or undefined where none is due: the link was used or has expired, nobody has an account whose password
   * could be reset, or somebody has the one that would be registered. So it is decided here, and whoever asked does not learn it.
   */
  async find(sealedToken: string): Promise<AccountMail | undefined> {
    const token = this.links.open(sealedToken);
    const row = await this.database.as(SYSTEM, (tx) => findRow(tx, token));
    if (!row || !isDue(row)) return undefined;
    const language = row.person_language ?? row.language;
    const url = `${this.config.publicWebUrl}/links/${LINKS[row.purpose].page}/${token}?lang=${language}`;
    return { to: row.email, language, ...wordedFor(row, url) };
  }

  /** The mails that tell the applicant that the application was refused, and why. */
  async refusal(refusalId: string): Promise<AccountMail[]> {
    const rows = await this.database.as(SYSTEM, (tx) => refusalRows(tx, refusalId));
    return rows.map(({ email, language, organisation, reason }) => ({
      to: email,
      language,
      kind: 'application_refused',
      params: { organisation, message: reason, url: `${this.config.publicWebUrl}/${PORTAL[language]}/membership` },
    }));
  }
}

/** The portal in a language, as its addresses begin. */
const PORTAL: Readonly<Record<Language, string>> = { en: 'en', 'zh-Hant': 'tc', 'zh-Hans': 'sc' };

type Worded<Mail> = Mail extends unknown ? Omit<Mail, 'to' | 'language'> : never;

function wordedFor(row: MailRow, url: string): Worded<AccountMail> {
  const { mail } = LINKS[row.purpose];
  const link = { url, expiresAt: row.expires_at };
  const organisation = row.organisation_name ?? '';
  switch (mail) {
    case 'invitation':
      return { kind: mail, params: { ...link, organisation, invitedBy: row.inviter_name ?? 'Harbourlight' } };
    case 'application_link':
      return { kind: mail, params: { ...link, organisation } };
    case 'domain_proof':
      return {
        kind: mail,
        params: {
          ...link,
          organisation,
          domain: row.domain ?? '',
          askedBy: row.asker_name ?? '',
          askedByEmail: row.asker_email ?? '',
        },
      };
    default:
      return { kind: mail, params: link };
  }
}

function isDue(row: MailRow): boolean {
  if (row.purpose === 'password_reset') return row.person_is_active;
  return row.purpose !== 'registration' || row.person_language === null;
}

async function findRow(tx: Transaction, token: string): Promise<MailRow | undefined> {
  return tx.find<MailRow>(
    `SELECT l.id, l.purpose, l.email, l.name, l.language, l.organisation_id, l.domain_id, l.roles, l.invited_by, l.expires_at,
       p.language AS person_language, coalesce(p.status = 'active' AND (home.id IS NULL OR home.status = 'active'), false) AS person_is_active,
       CASE coalesce(p.language, l.language) WHEN 'zh-Hant' THEN coalesce(o.name_zh_hant, o.name) WHEN 'zh-Hans' THEN coalesce(o.name_zh_hans, o.name)
         ELSE o.name END AS organisation_name,
       i.name AS inviter_name, d.domain, asker.name AS asker_name, asker.email AS asker_email
     FROM accounts.email_link l
     LEFT JOIN accounts.person p ON lower(p.email) = lower(l.email)
     LEFT JOIN accounts.organisation home ON home.id = p.organisation_id
     LEFT JOIN accounts.organisation o ON o.id = l.organisation_id
     LEFT JOIN accounts.person i ON i.id = l.invited_by
     LEFT JOIN accounts.organisation_domain d ON d.id = l.domain_id
     ${askersOf('l')}
     WHERE l.hash = $1 AND l.used_at IS NULL AND l.expires_at > now()`,
    [hashOfToken(token)],
  );
}

async function refusalRows(tx: Transaction, refusalId: string): Promise<RefusalRow[]> {
  return tx.query<RefusalRow & Record<string, unknown>>(
    `SELECT DISTINCT ON (lower(l.email)) l.email, l.language, r.reason, CASE l.language WHEN 'zh-Hant' THEN coalesce(o.name_zh_hant, o.name)
       WHEN 'zh-Hans' THEN coalesce(o.name_zh_hans, o.name) ELSE o.name END AS organisation
     FROM accounts.application_refusal r JOIN accounts.organisation o ON o.id = r.organisation_id
     JOIN accounts.email_link l ON l.purpose = 'application' AND l.organisation_id = o.id
     WHERE r.id = $1 ORDER BY lower(l.email), l.created_at`,
    [refusalId],
  );
}
