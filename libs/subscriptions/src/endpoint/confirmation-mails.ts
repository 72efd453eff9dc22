import { createHash } from 'node:crypto';
import { systemActor } from '#libs/access';
import type { Language } from '#libs/advisories';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import type { AccountEmailParams } from '#libs/renditions';
import { Inject, Injectable } from '@nestjs/common';
import { EVERYTHING } from '../criteria/criteria.js';
import type { Criteria } from '../criteria/criteria.js';
import { criteriaInWords } from '../criteria/match-reasons.js';
import { Confirmations } from './confirmations.js';

/** A mail that is due, ready to be rendered (`renderAccountEmail(kind, params, language)`) and sent to one address. */
export type ConfirmationMail = { readonly to: string; readonly language: Language } & (
  | { readonly kind: 'endpoint_confirmation'; readonly params: AccountEmailParams['endpoint_confirmation'] }
  | { readonly kind: 'public_subscription_confirmation'; readonly params: AccountEmailParams['public_subscription_confirmation'] }
);

interface MailRow extends Record<string, unknown> {
  readonly address: string;
  readonly language: Language;
  readonly expires_at: string;
  readonly organisation: string | null;
  /** Of a public subscription; an endpoint has none. */
  readonly criteria: Partial<Criteria> | null;
}

const MAILING = systemActor('confirmation-mail');

/** What an event `account.mail_requested` of the kinds `endpoint_confirmation` and `public_subscription_confirmation` asks for. */
@Injectable()
export class ConfirmationMails {
  constructor(
    private readonly database: Database,
    private readonly confirmations: Confirmations,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The mail of a sealed token, or undefined where none is due any more: confirmed, deleted, expired, or asked again since. */
  async find(sealedToken: string): Promise<ConfirmationMail | undefined> {
    const token = this.confirmations.open(sealedToken);
    const row = await this.database.as(MAILING, (tx) => tx.find<MailRow>(DUE, [createHash('sha256').update(token).digest()]));
    if (row === undefined) return undefined;
    const { address: to, language, expires_at: expiresAt } = row;
    const url = (page: string) => `${this.config.publicWebUrl}/links/${page}/${token}?lang=${language}`;
    if (row.criteria === null) {
      const organisation = row.organisation === null ? {} : { organisation: row.organisation };
      return { to, language, kind: 'endpoint_confirmation', params: { ...organisation, url: url('confirm-endpoint'), expiresAt } };
    }
    const criteria = criteriaInWords({ ...EVERYTHING, ...row.criteria }, language);
    return { to, language, kind: 'public_subscription_confirmation', params: { criteria, url: url('confirm-subscription'), expiresAt } };
  }
}

const DUE = `
SELECT e.address, e.language, e.confirmation_expires_at AS expires_at, NULL::jsonb AS criteria,
  CASE e.language WHEN 'zh-Hant' THEN coalesce(o.name_zh_hant, o.name) WHEN 'zh-Hans' THEN coalesce(o.name_zh_hans, o.name) ELSE o.name END AS organisation
FROM subscriptions.endpoint e LEFT JOIN accounts.organisation o ON o.id = e.organisation_id
WHERE e.confirmation_hash = $1 AND e.channel = 'email' AND e.status = 'unconfirmed' AND e.deleted_at IS NULL AND e.confirmation_expires_at > now()
UNION ALL
SELECT e.address, e.language, s.confirmation_expires_at, s.criteria, NULL
FROM subscriptions.subscription s JOIN subscriptions.subscription_endpoint l ON l.subscription_id = s.id JOIN subscriptions.endpoint e ON e.id = l.endpoint_id
WHERE s.confirmation_hash = $1 AND s.status = 'unconfirmed' AND s.confirmation_expires_at > now() AND e.deleted_at IS NULL AND e.status <> 'suppressed'`;
