import { createHash } from 'node:crypto';
import type { Role } from '#libs/access';
import { SecretBox } from '#libs/config';
import { newId, notFound, randomSecret } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Outbox } from '#libs/outbox';
import { Injectable } from '@nestjs/common';

export type Language = 'en' | 'zh-Hant' | 'zh-Hans';

const HOUR = 60;
const DAY = 24 * HOUR;

/** How long a link works, in minutes, which mail carries it, and the page (`/links/…`) of the portal, and of the api, that it leads to. */
export const LINKS = {
  application: { minutes: 30 * DAY, mail: 'application_link', page: 'continue-application' },
  invitation: { minutes: 7 * DAY, mail: 'invitation', page: 'accept-invitation' },
  registration: { minutes: DAY, mail: 'email_confirmation', page: 'confirm-registration' },
  password_reset: { minutes: 30, mail: 'password_reset', page: 'reset-password' },
  domain_proof: { minutes: 7 * DAY, mail: 'domain_proof', page: 'prove-domain' },
} as const;
export type LinkPurpose = keyof typeof LINKS;

const BOX = 'mailed-token';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export interface LinkRequest {
  readonly purpose: LinkPurpose;
  readonly email: string;
  readonly name?: string;
  readonly language?: Language;
  readonly organisationId?: string;
  readonly domainId?: string;
  readonly roles?: readonly Role[];
  readonly invitedBy?: string;
  /** Of an application: why it is made. */
  readonly reason?: string;
}

/** A link that is still good. */
export interface Link {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly organisationId: string | undefined;
  readonly domainId: string | undefined;
  readonly roles: readonly Role[];
}

export interface LinkRow {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly organisation_id: string | null;
  readonly domain_id: string | null;
  readonly roles: readonly Role[];
  readonly invited_by: string | null;
  readonly expires_at: string;
}

/** An invitation is as good as whoever sent it: it ends with their account and with their right to invite. Those of the command line name nobody. */
const INVITER_MAY = `(invited_by IS NULL OR EXISTS (SELECT FROM accounts.person i WHERE i.id = invited_by AND i.status = 'active'
  AND ('administrator' = ANY (i.roles) OR ('organisation_admin' = ANY (i.roles) AND i.organisation_id = email_link.organisation_id))))`;

/** Links sent by email: a random token, stored hashed, once, for a while. The token travels to the worker sealed. */
@Injectable()
export class EmailLinks {
  constructor(
    private readonly box: SecretBox,
    private readonly outbox: Outbox,
  ) {}

  /** Makes a link and asks for the mail that carries it, in the same transaction. */
  async request(tx: Transaction, link: LinkRequest): Promise<void> {
    const token = randomSecret(32);
    const { minutes, mail } = LINKS[link.purpose];
    await tx.execute(
      `INSERT INTO accounts.email_link (id, hash, purpose, email, name, language, organisation_id, domain_id, roles, invited_by, expires_at, reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + $11 * interval '1 minute', $12)`,
      [
        newId(),
        hashOfToken(token),
        link.purpose,
        link.email,
        link.name ?? '',
        link.language ?? 'en',
        link.organisationId ?? null,
        link.domainId ?? null,
        link.roles ?? [],
        link.invitedBy ?? null,
        minutes,
        link.reason ?? null,
      ],
    );
    await this.outbox.append(tx, { type: 'account.mail_requested', mail, sealedToken: this.box.seal(BOX, token).toString('base64url') });
  }

  /** The link of a token, locked until the transaction ends; a system context reads it. Throws NOT_FOUND where it is not (or no longer) good. */
  async follow(tx: Transaction, purpose: LinkPurpose, token: string): Promise<Link> {
    const row =
      TOKEN.test(token) &&
      (await tx.find<LinkRow>(
        `SELECT id, purpose, email, name, language, organisation_id, domain_id, roles, invited_by, expires_at FROM accounts.email_link
         WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > now() AND ${INVITER_MAY} FOR UPDATE`,
        [hashOfToken(token), purpose],
      ));
    if (!row) throw notFound();
    return {
      id: row.id,
      email: row.email,
      name: row.name,
      language: row.language,
      organisationId: row.organisation_id ?? undefined,
      domainId: row.domain_id ?? undefined,
      roles: row.roles,
    };
  }

  /** Spends the link, and with it all others of the same purpose to the same address: one that was asked for twice works once. */
  async spend(tx: Transaction, purpose: LinkPurpose, email: string): Promise<void> {
    await tx.execute('UPDATE accounts.email_link SET used_at = now() WHERE purpose = $1 AND lower(email) = lower($2) AND used_at IS NULL', [
      purpose,
      email,
    ]);
  }

  /** Spends the links that would prove one domain for one organisation; those of others who name the same domain stay good. */
  async spendProofsOf(tx: Transaction, domainId: string): Promise<void> {
    await tx.execute(
      `UPDATE accounts.email_link SET used_at = now() WHERE purpose = 'domain_proof' AND domain_id = $1 AND used_at IS NULL`,
      [domainId],
    );
  }

  /** Opens the token of an event. */
  open(sealedToken: string): string {
    return this.box.open(BOX, Buffer.from(sealedToken, 'base64url'));
  }
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
