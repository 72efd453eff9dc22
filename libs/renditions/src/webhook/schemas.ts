import { SECTORS, TLP_LABELS, labelText } from '#libs/access';
import { KINDS, LANGUAGES, PRODUCT_STATUSES, SEVERITIES } from '#libs/advisories';
import { ADVISORY_EVENTS } from '../advisory-view.js';

/** The types of our webhook messages (Standard Webhooks 1.0.0: dot-delimited, letters, digits and underscore). */
export const WEBHOOK_EVENT_TYPES = [...ADVISORY_EVENTS, 'endpoint.challenge', 'endpoint.test'] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number];

export type JsonSchema = Readonly<Record<string, unknown>>;

const INSTANT: JsonSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' };
const TEXT: JsonSchema = { type: 'string' };
const COUNT: JsonSchema = { type: 'integer', minimum: 0 };
const REVISION: JsonSchema = { type: 'integer', minimum: 1 };

/** RED is absent: it never leaves by webhook. */
const LABELS = TLP_LABELS.filter((label) => label !== 'RED').map(labelText);

function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

function closed(properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

const IDENTITY = {
  id: TEXT,
  trackingId: TEXT,
  revision: REVISION,
  label: { enum: LABELS },
  url: { type: 'string', pattern: '^https?://' },
};

const ABOUT = {
  ...IDENTITY,
  supersedes: REVISION,
  language: { enum: LANGUAGES },
  kind: { enum: KINDS },
  severity: { enum: SEVERITIES },
  exploited: { type: 'boolean' },
  publishedAt: INSTANT,
  updatedAt: INSTANT,
  tags: listOf(TEXT),
  sectors: { type: 'array', items: TEXT, description: `Mostly of: ${SECTORS.join(', ')}; imported documents may bring others.` },
};

const PRODUCT = closed({ vendor: TEXT, product: TEXT, version: TEXT, purl: TEXT, cpe: TEXT, status: { enum: PRODUCT_STATUSES } }, [
  'version',
  'purl',
  'cpe',
]);

const SAID = closed(
  {
    ...ABOUT,
    title: TEXT,
    summary: TEXT,
    cves: listOf(TEXT),
    products: listOf(PRODUCT),
    counts: closed({ cves: COUNT, products: COUNT, tags: COUNT }),
    restrictions: TEXT,
  },
  ['supersedes', 'restrictions'],
);

const WITHDRAWN = closed({ ...ABOUT, withdrawalNotice: TEXT }, ['supersedes', 'withdrawalNotice']);

const LINK = closed(IDENTITY);

const DATA: Readonly<Record<WebhookEventType, JsonSchema>> = {
  'advisory.published': { oneOf: [SAID, LINK] },
  'advisory.updated': { oneOf: [SAID, LINK] },
  'advisory.withdrawn': { oneOf: [WITHDRAWN, LINK] },
  'endpoint.challenge': closed({ challenge: TEXT }),
  'endpoint.test': closed({ message: TEXT }),
};

function schemaOf(type: WebhookEventType): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: type,
    ...closed({ type: { const: type }, timestamp: INSTANT, data: DATA[type] }),
  };
}

/** The JSON Schema (2020-12) of each message, for receivers to check what they get. */
export const WEBHOOK_SCHEMAS: Readonly<Record<WebhookEventType, JsonSchema>> = {
  'advisory.published': schemaOf('advisory.published'),
  'advisory.updated': schemaOf('advisory.updated'),
  'advisory.withdrawn': schemaOf('advisory.withdrawn'),
  'endpoint.challenge': schemaOf('endpoint.challenge'),
  'endpoint.test': schemaOf('endpoint.test'),
};
