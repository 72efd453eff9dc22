import { systemActor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock } from '#libs/core';
import { Database } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import type { FeedPublisher } from '../feed-publisher.js';
import type { PublisherNames } from '../advisory-view.js';
import { SigningKey } from './signing-key.js';
import type { PublicKey } from './signing-key.js';

const REMEMBERED_MS = 60_000;
const PROVIDER = systemActor('provider');

/** The publisher of this installation, and the keys that its documents are verified with. */
export interface Provider extends FeedPublisher {
  readonly keys: readonly PublicKey[];
  /** When the newest of the keys was first used. ISO 8601. */
  readonly keysChangedAt: string | undefined;
}

/** What says who publishes: nothing of it is content. */
@Injectable()
export class ProviderStore {
  private remembered: { readonly atMs: number; readonly provider: FeedPublisher } | undefined;

  constructor(
    private readonly database: Database,
    private readonly key: SigningKey,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Names and namespace as they were a minute ago at most: every feed says them. */
  async publisher(): Promise<FeedPublisher> {
    const now = this.clock.nowMs();
    if (this.remembered === undefined || now - this.remembered.atMs > REMEMBERED_MS)
      this.remembered = { atMs: now, provider: await this.read() };
    return this.remembered.provider;
  }

  /** Says whether documents in CSAF 2.1 are due, for the worker that makes up for those of earlier publications. For the API's role alone. */
  async wantCsaf21(): Promise<void> {
    await this.database.as(PROVIDER, (tx) => tx.query('SELECT renditions.want_csaf_2_1($1)', [this.config.isCsaf21Served]));
  }

  async read(): Promise<Provider> {
    const own = await this.key.identity();
    const { operator, keys } = await this.database.as(PROVIDER, async (tx) => ({
      operator: await tx.find<PublisherNames & { contact: string | null }>(
        `SELECT name AS en, name_zh_hant AS "zhHant", name_zh_hans AS "zhHans", contact_email AS contact FROM accounts.organisation WHERE is_operator`,
      ),
      keys: await tx.query<PublicKey & { firstUsedAt: string }>(
        `SELECT fingerprint, public_key AS "publicKey", first_used_at AS "firstUsedAt" FROM renditions.signing_key ORDER BY first_used_at DESC`,
      ),
    }));
    const others = keys.filter(({ fingerprint }) => fingerprint !== own.fingerprint);
    return {
      names: operator ? withoutNulls(operator) : { en: 'Harbourlight' },
      namespace: this.config.publisherNamespace,
      contactDetails: operator?.contact ?? undefined,
      issuingAuthority: this.config.publisherAuthority,
      keys: [own, ...others].map(({ fingerprint, publicKey }) => ({ fingerprint, publicKey })),
      keysChangedAt: keys[0]?.firstUsedAt,
    };
  }
}

function withoutNulls({ en, zhHant, zhHans }: PublisherNames): PublisherNames {
  return { en, zhHant: zhHant ?? en, zhHans: zhHans ?? en };
}
