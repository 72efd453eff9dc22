import type { Actor } from '#libs/access';
import { RequestLimits } from '#libs/accounts';
import type { Language } from '#libs/advisories';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';

/**
 * Counts an answer to "was this useful?", by article and language. Nothing is kept of who answered. Throws NOT_FOUND for an article that is not
 * published, TOO_MANY_TRIES for an address that answers too often.
 */
@Injectable()
export class GiveGuidanceFeedback {
  constructor(
    private readonly database: Database,
    private readonly limits: RequestLimits,
  ) {}

  async execute(
    actor: Actor,
    {
      slug,
      language,
      isUseful,
      address,
    }: { readonly slug: string; readonly language: Language; readonly isUseful: boolean; readonly address?: string },
  ): Promise<void> {
    await this.limits.count('feedback', address);
    const counted = await this.database.as(actor, (tx) =>
      tx.find<{ counted: boolean }>('SELECT guidance.count_feedback($1, $2, $3) AS counted', [slug.slice(0, 80), language, isUseful]),
    );
    if (counted?.counted !== true) throw notFound();
  }
}
