import type { Audience } from '#libs/access';
import { invalid } from '#libs/core';
import type { Transaction } from '#libs/database';
import type { AdvisoryRepository } from './advisory.repository.js';
import type { AdvisoryContent } from './content.js';
import { narrowParts } from './narrow-parts.js';

/** An id that the author cannot see is wrong in the same words as one that does not exist. */
export async function assertAudienceIsKnown(
  advisories: AdvisoryRepository,
  tx: Transaction,
  audience: Audience,
  place = 'audience',
): Promise<void> {
  const unknown = await advisories.unknownInAudience(tx, audience);
  if (unknown.length === 0) return;
  const what = { groups: 'a group', organisations: 'an active organisation', persons: 'an active person' } as Partial<
    Record<string, string>
  >;
  throw invalid(
    unknown.map(({ list, id }) => ({
      path: `${place}.${list}.${audience[list].findIndex((each) => each === id)}`,
      expected: `the id of ${what[list]} that you can see`,
      received: id.slice(0, 100),
    })),
  );
}

/** The same of the audiences of narrower parts. */
export async function assertPartsAreKnown(advisories: AdvisoryRepository, tx: Transaction, content: AdvisoryContent): Promise<void> {
  const named = narrowParts(content).flatMap(({ index, indicator: { audience } }) => (audience ? [{ index, audience }] : []));
  for (const { index, audience } of distinctAudiences(named)) {
    await assertAudienceIsKnown(advisories, tx, audience, `content.indicators.${index}.audience`);
  }
}

/** Each audience once, at the place where it is named first: many indicators share one. */
function distinctAudiences<Named extends { readonly audience: Audience }>(named: readonly Named[]): Named[] {
  const first = new Map<string, Named>();
  for (const each of named) {
    const key = JSON.stringify(each.audience);
    if (!first.has(key)) first.set(key, each);
  }
  return [...first.values()];
}
