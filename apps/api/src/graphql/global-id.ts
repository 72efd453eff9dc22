import { isUuid } from '#libs/core';

/** The types that `node(id:)` can give. */
export const NODE_TYPES = [
  'Advisory',
  'AlertSubscription',
  'Endpoint',
  'Delivery',
  'Organisation',
  'Person',
  'Group',
  'ApiToken',
  'Session',
  'GuidanceArticle',
  'IncidentReport',
] as const;
export type NodeType = (typeof NODE_TYPES)[number];

/** The opaque id of a node: its type and its UUID in base64url. */
export function toGlobalId(type: NodeType, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** The parts of an opaque id, or undefined where it is none of ours. */
export function parseGlobalId(text: string): { type: NodeType; id: string } | undefined {
  const [name, id, ...rest] = Buffer.from(text, 'base64url').toString('utf8').split(':');
  const type = NODE_TYPES.find((known) => known === name);
  return type && id && isUuid(id) && rest.length === 0 ? { type, id } : undefined;
}

/**
 * The UUID in an opaque id of the given type. A bare UUID is taken as it is; anything else gives a UUID that nothing has, so that the
 * answer is that of an id that does not exist.
 */
export function idOf(type: NodeType, text: string): string {
  if (isUuid(text)) return text;
  const parsed = parseGlobalId(text);
  return parsed?.type === type ? parsed.id : NOTHING;
}

/** Version 4 in form, and never given out. */
const NOTHING = '00000000-0000-4000-8000-000000000000';
