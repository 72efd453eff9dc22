import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { tooManyTries } from '../account.errors.js';
import { GuessLimits } from '../guesses/guess-limits.js';
import { accountKey } from '../guesses/known-device.js';
import { EmailLinks } from './email-links.js';

type Followed = Awaited<ReturnType<EmailLinks['follow']>>;
type Asked = Omit<Parameters<EmailLinks['request']>[1], 'purpose'>;

const HOUR_SECONDS = 3600;

/** The links by which a domain is proven, and those by which an applicant comes back to the application. */
@Injectable()
export class ProofLinks {
  constructor(
    private readonly links: EmailLinks,
    private readonly limits: GuessLimits,
  ) {}

  /** Throws TOO_MANY_TRIES for a mailbox that was written to three times within the hour. */
  async refuseFlood(email: string): Promise<void> {
    if (!(await this.limits.mayRequestMail(accountKey(email), undefined))) throw tooManyTries(HOUR_SECONDS);
  }

  async ask(tx: Transaction, asked: Asked): Promise<void> {
    await this.links.request(tx, { purpose: 'domain_proof', ...asked });
  }

  /** The link of a proof, and with it every other that was mailed for the same domain, is spent. */
  async followProof(tx: Transaction, token: string): Promise<Followed> {
    const link = await this.links.follow(tx, 'domain_proof', token);
    if (link.domainId) await this.links.spendProofsOf(tx, link.domainId);
    return link;
  }

  followApplication(tx: Transaction, token: string): Promise<Followed> {
    return this.links.follow(tx, 'application', token);
  }
}
