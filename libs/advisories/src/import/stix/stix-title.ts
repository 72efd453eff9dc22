import type { StixObject } from './stix-object.js';

/** What a bundle is about, the most telling first. */
const TELLING = [
  'grouping',
  'incident',
  'campaign',
  'intrusion-set',
  'malware',
  'threat-actor',
  'vulnerability',
  'tool',
  'infrastructure',
  'attack-pattern',
  'indicator',
  'course-of-action',
  'malware-analysis',
  'note',
  'identity',
];
const SHOWN = 3;

/** A title for what has none of its own: the names of what it is about. */
export function titleFrom(objects: readonly StixObject[], bundleId: string): string {
  const type =
    TELLING.find((each) => objects.some((object) => object.type === each)) ??
    objects.find(({ type: each }) => each !== 'relationship')?.type;
  const named = objects.filter((object) => object.type === type);
  if (named.length === 0) return `STIX bundle ${bundleId}`;
  const names = [...new Set(named.map(({ name }) => name))];
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
