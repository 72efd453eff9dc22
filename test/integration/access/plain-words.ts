import type { Principal, Text, World, WorldPerson } from './world.js';

/**
 * PRODUCT.md section 2 once more, in plain words and without keys: who may read what. It shares no code with the product, so that
 * a mistake in readers and keys alike is still seen.
 */
export function mayRead(world: World, principal: Principal, text: Text): boolean {
  const { person } = principal;
  const isOut = text.state === 'published' || text.state === 'withdrawn';
  if (isOut && text.label === 'CLEAR') return true;
  const organisation = person?.organisation;
  if (!person?.isActive || (organisation && organisation.status !== 'active')) return false;
  if (isOut && text.label === 'GREEN' && !isAddressed(text)) return organisation !== undefined;
  if (!principal.hasSecondFactor) return false;
  if (!isOut) return worksOn(person, text);
  if (text.label === 'RED') return text.audience.persons.includes(person.id);
  return isAmong(world, person, text);
}

function isAddressed({ audience }: Text): boolean {
  return Object.values(audience).some((list: readonly string[]) => list.length > 0);
}

/** The author, the analysts and reviewers of the author's organisation; in review the reviewers of the operating CERT too. */
function worksOn(person: WorldPerson, text: Text): boolean {
  const isDesk = person.roles.includes('analyst') || person.roles.includes('reviewer');
  const isReviewingDesk = person.organisation?.isOperator === true && person.roles.includes('reviewer');
  return (
    person.id === text.author.id ||
    (isDesk && person.organisation?.id === text.author.organisation?.id) ||
    (text.state === 'in_review' && isReviewingDesk)
  );
}

function isAmong(world: World, person: WorldPerson, { audience }: Text): boolean {
  const { organisation } = person;
  const inGroup = audience.groups.some(
    (group) => person.groups.includes(group) || (organisation !== undefined && world.groups.get(group)?.includes(organisation.id)),
  );
  if (inGroup || !organisation) return inGroup;
  return (
    audience.tiers.includes(organisation.tier) ||
    audience.sectors.some((sector) => organisation.sectors.includes(sector)) ||
    audience.tierSectors.some((pair) => organisation.sectors.some((sector) => pair === `${organisation.tier}/${sector}`)) ||
    audience.organisations.includes(organisation.id)
  );
}
