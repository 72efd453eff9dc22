import { KINDS, SEVERITIES } from '#libs/advisories';

const text = (description: string): object => ({ type: 'string', description });
const list = (description: string): object => ({ type: 'array', items: { type: 'string' }, description });

/** The JSON Schema (2020-12) of open data, served beside it. The CSV has the same columns; lists in it are joined by `|`. */
export function openDataSchema(publicApiUrl: string): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${publicApiUrl}/open-data/schema.json`,
    title: 'TLP:CLEAR advisories as open data',
    type: 'object',
    required: ['licence', 'publisher', 'advisories'],
    properties: {
      $schema: text('The address of this schema.'),
      licence: text('The licence of the data: an SPDX identifier or an address.'),
      publisher: text('Who publishes it.'),
      advisories: { type: 'array', items: row(), description: 'The last changed first.' },
    },
  };
}

function row(): object {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['trackingId', 'revision', 'state', 'kind', 'severity', 'label', 'publishedAt', 'updatedAt', 'title', 'cves', 'url'],
    properties: {
      trackingId: text('The permanent id.'),
      revision: { type: 'integer', minimum: 1, description: 'The number of the published text.' },
      state: { enum: ['published', 'withdrawn'], description: 'Of a withdrawn advisory only the notice is left.' },
      kind: { enum: KINDS, description: 'What sort of advisory it is.' },
      severity: { enum: SEVERITIES, description: 'From low to critical.' },
      label: { const: 'CLEAR', description: 'The TLP 2.0 label.' },
      publishedAt: { type: 'string', format: 'date-time', description: 'The first publication, in UTC.' },
      updatedAt: { type: 'string', format: 'date-time', description: 'The newest revision or the withdrawal, in UTC.' },
      title: text('In the language that it was written in.'),
      titleZhHant: text('In Traditional Chinese, where it has been translated.'),
      titleZhHans: text('In Simplified Chinese, where it has been translated.'),
      summary: text('Markdown, in the language that it was written in; of a withdrawn advisory the notice.'),
      cves: list('CVE ids.'),
      vendors: list('Vendors of affected products.'),
      products: list('Products, each with its vendor.'),
      tags: list('Tags.'),
      sectors: list('Sectors that it concerns.'),
      publisher: text('The organisation that wrote it.'),
      url: text('The page for people.'),
      csafUrl: text('The whole text as a CSAF 2.0 document.'),
    },
  };
}
