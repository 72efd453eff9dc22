import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/csaf/schema/${name}`, import.meta.url)).toString()) as Record<string, unknown>;

/** The OASIS schema of provider metadata. It refers to that of documents, and that to the ones of CVSS: all are registered first. */
export function providerSchema(): ValidateFunction {
  // Every address and instant in it has a pattern besides its format.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  for (const version of ['2.0', '3.0', '3.1']) {
    // Of an older draft and under other names: they are registered as what the schema of documents calls them.
    const unnamed = Object.entries(read(`cvss-v${version}.json`)).filter(([key]) => !['$schema', 'id', '$id'].includes(key));
    ajv.addSchema(Object.fromEntries(unnamed), `https://www.first.org/cvss/cvss-v${version}.json`);
  }
  ajv.addSchema(read('csaf_json_schema.json'));
  return ajv.compile(read('provider_json_schema.json'));
}

/** That of the draft of 2.1. Of the schema of documents it needs the parts of publisher and label alone, which refer to nothing outside. */
export function providerSchema21(): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const { $id, $defs, properties } = read('csaf_json_schema_2_1.json') as { $id: string; $defs: object; properties: { document: Parts } };
  const { publisher, distribution } = properties.document.properties;
  ajv.addSchema({ $id, $defs, properties: { document: { properties: { publisher, distribution: labelOf(distribution) } } } });
  return ajv.compile(Object.fromEntries(Object.entries(read('provider_json_schema_2_1.json')).filter(([key]) => key !== '$schema')));
}

interface Parts {
  readonly properties: {
    readonly publisher: object;
    readonly distribution: { readonly properties: { readonly tlp: { readonly properties: { readonly label: object } } } };
  };
}

function labelOf({ properties }: Parts['properties']['distribution']): object {
  return { properties: { tlp: { properties: { label: properties.tlp.properties.label } } } };
}

const LINK = {
  type: 'object',
  required: ['rel', 'href'],
  properties: { rel: { type: 'string', minLength: 1 }, href: { type: 'string', pattern: '^https://' } },
};
const INSTANT = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$' };
const CATEGORY = { type: 'object', required: ['scheme', 'term'], properties: { scheme: { type: 'string' }, term: { type: 'string' } } };

/** What RFC 8322 and requirement 15 of CSAF section 7.1 want of a ROLIE feed in JSON; OASIS has no schema for it. `version` is that of its documents. */
export function rolieSchema(version: '2.0' | '2.1'): ValidateFunction {
  const schema = `https://docs.oasis-open.org/csaf/csaf/v${version}/${version === '2.0' ? 'csaf_json_schema.json' : 'schema/csaf.json'}`;
  const entry = {
    type: 'object',
    required: ['id', 'title', 'link', 'published', 'updated', 'content', 'format'],
    properties: {
      ...{ id: { type: 'string', minLength: 1 }, title: { type: 'string', minLength: 1 }, published: INSTANT, updated: INSTANT },
      link: {
        type: 'array',
        items: LINK,
        allOf: ['self', 'hash', 'signature'].map((rel) => ({ contains: { properties: { rel: { const: rel } } } })),
      },
      content: {
        type: 'object',
        required: ['type', 'src'],
        additionalProperties: false,
        properties: {
          type: { const: 'application/json' },
          src: { type: 'string', pattern: '^https://[^?#]+/[0-9]{4}/[+a-z0-9_-]+[.]json$' },
        },
      },
      format: { const: { schema, version } },
      summary: { type: 'object', required: ['content'], properties: { content: { type: 'string' } } },
      category: { type: 'array', items: CATEGORY },
    },
  };
  const feed = {
    type: 'object',
    required: ['id', 'title', 'link', 'category', 'updated', 'entry'],
    properties: {
      ...{ id: { type: 'string', minLength: 1 }, title: { type: 'string', minLength: 1 }, updated: INSTANT },
      link: { type: 'array', items: LINK, contains: { properties: { rel: { const: 'self' } } } },
      category: {
        type: 'array',
        items: CATEGORY,
        contains: { properties: { scheme: { const: 'urn:ietf:params:rolie:category:information-type' }, term: { const: 'csaf' } } },
      },
      entry: { type: 'array', items: entry },
    },
  };
  return new Ajv2020({ strict: false, allErrors: true }).compile({ type: 'object', required: ['feed'], properties: { feed } });
}
