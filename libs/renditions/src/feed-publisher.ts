import type { PublisherNames } from './advisory-view.js';

/** Who issues the machine formats: the operating CERT, the same for every advisory of an installation. */
export interface FeedPublisher {
  readonly names: PublisherNames;
  /** The address that stands for the publisher in CSAF and in deterministic ids; it must not change (CSAF 2.0 section 3.2.1.8.5). */
  readonly namespace: string;
  readonly contactDetails?: string;
  /** Such as the law under which the CERT issues advisories. */
  readonly issuingAuthority?: string;
}
