import { labelText } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { STIX_EXTENSION_ID } from '#libs/advisories';
import { canonicalJson } from '../canonical-json.js';
import type { FeedPublisher } from '../feed-publisher.js';
import { uuid5 } from '../uuid5.js';

/** A STIX 2.1 object as it is written; the properties of each type are those of its section of the standard. */
export interface StixObject {
  readonly type: string;
  readonly spec_version: '2.1';
  readonly id: string;
  readonly [property: string]: unknown;
}

/**
 * The namespace of our own objects (STIX 2.1 section 2.9 leaves it to the producer; its own is for cyber-observables alone). A name in it is
 * the JSON of the publisher's namespace, the tracking id, the type, and what tells the object from others of its type in the advisory.
 */
export const STIX_NAMESPACE = '5d3ec9f1-6c0a-4f7b-9a51-2f6b8a6f0d4e';

const TLP_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
/** The ids that FIRST and OASIS gave to the labels of TLP 2.0 (oasis-open/cti-stix-common-objects). */
const TLP_IDS: Readonly<Record<TlpLabel, string>> = {
  CLEAR: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
};
/** The identity is one object for all advisories, so it cannot be as old as any of them. */
const IDENTITY_CREATED = '2026-01-01T00:00:00.000Z';

/** The id of the report of an advisory: the same at every publication. */
export function stixReportId(publisher: Pick<FeedPublisher, 'namespace'>, trackingId: string): string {
  return stixId('report', publisher, [trackingId]);
}

export function stixId(type: string, publisher: Pick<FeedPublisher, 'namespace'>, parts: readonly unknown[]): string {
  return `${type}--${uuid5(STIX_NAMESPACE, canonicalJson([publisher.namespace, type, ...parts]))}`;
}

/** The marking of a label. TLP 2.0 is not predefined in STIX 2.1, so it travels with what it marks (section 7.2.1.4 knows TLP 1.0 only). */
export function tlpMarking(label: TlpLabel): StixObject {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: TLP_IDS[label],
    created: '2022-10-01T00:00:00.000Z',
    name: labelText(label),
    extensions: { [TLP_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: label.toLowerCase() } },
  };
}

/**
 * Restrictions beside the label as a statement (STIX 2.1 section 7.2.1.3): TLP 2.0 wants them to travel too. Each advisory has its own, because those
 * who read one need not know that another says the same.
 */
export function statementMarking(publisher: FeedPublisher, trackingId: string, statement: string): StixObject {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: stixId('marking-definition', publisher, [trackingId, statement]),
    created: IDENTITY_CREATED,
    definition_type: 'statement',
    definition: { statement },
  };
}

/** The publisher; the same object in every advisory, and public whatever they are. */
export function publisherIdentity(publisher: FeedPublisher): StixObject {
  return {
    type: 'identity',
    spec_version: '2.1',
    id: stixId('identity', publisher, []),
    created: IDENTITY_CREATED,
    modified: IDENTITY_CREATED,
    name: publisher.names.en,
    identity_class: 'organization',
    ...(publisher.contactDetails === undefined ? {} : { contact_information: publisher.contactDetails }),
  };
}

/** Who made the extension: this software, the same in every installation. */
const SOFTWARE_ID = 'identity--4b1d7a0e-58a3-4d0c-8d6b-3f2f9c1e6a70';

/**
 * The definition of our extension (STIX 2.1 section 7.3) with the identity that it names. Both are the same objects everywhere and tell of no
 * advisory.
 */
export function extensionObjects(): readonly StixObject[] {
  const made = { spec_version: '2.1', created: IDENTITY_CREATED, modified: IDENTITY_CREATED } as const;
  return [
    { type: 'identity', id: SOFTWARE_ID, ...made, name: 'Harbourlight', identity_class: 'system' },
    {
      ...{ type: 'extension-definition', id: STIX_EXTENSION_ID, ...made, created_by_ref: SOFTWARE_ID },
      name: 'Affected products and stated scores',
      description: 'What a security advisory says of products, and CVSS scores that its source states otherwise than the vector says.',
      schema: EXTENSION_TEXT,
      version: '1.0.0',
      extension_types: ['property-extension'],
    },
  ];
}

const EXTENSION_TEXT = `In a report: affected_products, a list of objects with status (a product status of CSAF 2.0 section 3.2.3.9), vendor, product, and, where known, version (one or a vers range), name (as its source calls it), cpe, purl, vulnerability_refs (ids of the vulnerabilities that the status is about; absent: all of the report) and platform (an object of vendor, product, version, cpe: what the product is part of or installed on). In a vulnerability: stated_scores, a list of objects with vector (CVSS) and score (a number from 0 to 10), where the source states another score than the vector has.`;
