import { systemActor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import { EmailLinks, hashOfToken, LINKS } from './email-links.js';
import type { Language, LinkRow } from './email-links.js';

/** A mail that is due, ready to be rendered (`renderAccountEmail(kind, params, language)`) and sent to one address. */
export type AccountMail = {
  readonly to: string;
  readonly language: Language;
} & (
  | { readonly kind: 'email_confirmation' | 'password_reset'; readonly params: { readonly url: string; readonly expiresAt: string } }
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
    const { mail, page } = LINKS[row.purpose];
    const language = row.person_language ?? row.language;
    const link = { url: `${this.config.publicWebUrl}/links/${page}/${token}?lang=${language}`, expiresAt: row.expires_at };
    return mail === 'invitation'
      ? {
          to: row.email,
          language,
          kind: mail,
          params: { ...link, organisation: row.organisation_name ?? '', invitedBy: row.inviter_name ?? 'Harbourlight' },
        }
      : { to: row.email, language, kind: mail, params: link };
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
       i.name AS inviter_name
     FROM accounts.email_link l
     LEFT JOIN accounts.person p ON lower(p.email) = lower(l.email)
     LEFT JOIN accounts.organisation home ON home.id = p.organisation_id
     LEFT JOIN accounts.organisation o ON o.id = l.organisation_id
     LEFT JOIN accounts.person i ON i.id = l.invited_by
     WHERE l.hash = $1 AND l.used_at IS NULL AND l.expires_at > now()`,
    [hashOfToken(token)],
  );
}
