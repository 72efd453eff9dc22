import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CRITERIA } from '../criteria/criteria.js';
import { previewCriteria } from '../criteria/matching.js';
import type { Preview } from '../criteria/matching.js';
import { readInput } from '../read-input.js';

const INPUT = z.strictObject({ criteria: CRITERIA });

/** What criteria would have matched in the last 90 days among what the actor may read, before they are saved. */
@Injectable()
export class PreviewCriteria {
  constructor(private readonly database: Database) {}

  /** For everyone, a visitor as well. Throws INVALID_INPUT. */
  async execute(actor: Actor, input: { readonly criteria: unknown }): Promise<Preview> {
    const { criteria } = readInput(INPUT, input);
    return this.database.as(actor, async (tx) => previewCriteria(tx, criteria));
  }
}
