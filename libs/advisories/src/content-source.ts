/**
 * What a source document says beyond what an analyst would write. Importers fill it so that nothing is lost, and the CSAF
 * renderer gives it back. Names and values follow CSAF 2.0; dates are texts as the source wrote them, because not all are dates.
 */

/** CSAF 2.0 section 3.1.5. */
export const NOTE_CATEGORIES = ['description', 'details', 'faq', 'general', 'legal_disclaimer', 'other', 'summary'] as const;
export type NoteCategory = (typeof NOTE_CATEGORIES)[number];

export interface Note {
  readonly category: NoteCategory;
  /** In the source language; may hold Markdown, never HTML. */
  readonly text: string;
  readonly title?: string;
  /** Whom the note addresses, in the source's words; it does not change who may read it. */
  readonly audience?: string;
}

/** CSAF 2.0 section 3.1.1. At least one field is present. */
export interface Acknowledgment {
  readonly names?: readonly string[];
  readonly organization?: string;
  readonly summary?: string;
  readonly urls?: readonly string[];
}

/**
 * Which products and vulnerabilities a statement speaks of. All are absent where it speaks of the whole advisory.
 * A vulnerability without a CVE id is named by its position in `AdvisoryContent.vulnerabilities`.
 */
export interface Scope {
  /** Ids of `ProductTree.products`. */
  readonly products?: readonly string[];
  /** Ids of `ProductTree.groups`. */
  readonly groups?: readonly string[];
  readonly cves?: readonly string[];
  readonly vulnerabilities?: readonly number[];
}

/** CSAF 2.0 section 3.2.3.14: what is known of exploitation, impact and targets. */
export const THREAT_CATEGORIES = ['exploit_status', 'impact', 'target_set'] as const;

export interface Threat {
  readonly category: (typeof THREAT_CATEGORIES)[number];
  readonly details: string;
  readonly date?: string;
  readonly products?: readonly string[];
  readonly groups?: readonly string[];
}

/** CSAF 2.0 section 3.2.3.5: why a product is not affected. */
export const FLAG_LABELS = [
  'component_not_present',
  'inline_mitigations_already_exist',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_not_present',
] as const;

export interface Flag {
  readonly label: (typeof FLAG_LABELS)[number];
  readonly date?: string;
  readonly products?: readonly string[];
  readonly groups?: readonly string[];
}

export const INVOLVEMENT_PARTIES = ['coordinator', 'discoverer', 'other', 'user', 'vendor'] as const;
export const INVOLVEMENT_STATUSES = ['completed', 'contact_attempted', 'disputed', 'in_progress', 'not_contacted', 'open'] as const;

/** CSAF 2.0 section 3.2.3.7: who was told, and how far they are. */
export interface Involvement {
  readonly party: (typeof INVOLVEMENT_PARTIES)[number];
  readonly status: (typeof INVOLVEMENT_STATUSES)[number];
  readonly date?: string;
  readonly summary?: string;
}

/** CSAF 2.0 section 3.1.3.3, without `cpe` and `purl`, which stand beside it. */
export interface ProductIdentifiers {
  readonly hashes?: readonly {
    readonly filename: string;
    readonly fileHashes: readonly { readonly algorithm: string; readonly value: string }[];
  }[];
  readonly modelNumbers?: readonly string[];
  readonly sbomUrls?: readonly string[];
  readonly serialNumbers?: readonly string[];
  readonly skus?: readonly string[];
  readonly genericUris?: readonly { readonly namespace: string; readonly uri: string }[];
}

/** One product of the source, as its tree has it (CSAF 2.0 section 3.2.2). */
export interface TreeProduct {
  /** The source's `product_id`: what `Scope.products` and `AffectedProduct.productId` name. */
  readonly id: string;
  readonly name: string;
  readonly cpe?: string;
  readonly purl?: string;
  readonly identifiers?: ProductIdentifiers;
  /** The branches from the root of the tree to the product, as `[category, name]`. */
  readonly branches?: readonly (readonly [category: string, name: string])[];
  /** Set where the product is one product as a part of, or installed on, another. */
  readonly relationship?: { readonly category: string; readonly product: string; readonly relatesTo: string };
}

export interface ProductGroup {
  readonly id: string;
  readonly products: readonly string[];
  readonly summary?: string;
}

export interface ProductTree {
  readonly products: readonly TreeProduct[];
  readonly groups?: readonly ProductGroup[];
}

/** One entry of the source's own history (CSAF 2.0 section 3.2.1.12.6). */
export interface SourceRevision {
  readonly number: string;
  readonly date: string;
  readonly summary: string;
  readonly legacyVersion?: string;
}

/** A document can be wrong in thousands of places; the first ones tell a person what to do. */
export const MAX_SOURCE_FLAWS = 100;

/** Something of the source that could not be read as what it should be: where, what was expected, what came. */
export interface SourceFlaw {
  /** Dotted, in the source document. */
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}

/** Where an imported document came from; its original bytes are kept beside the revision. */
export interface ContentSource {
  readonly format: 'csaf' | 'stix' | 'misp';
  readonly publisher: string;
  /** As the source wrote it; compare by `identity` of the importer, which evens out how it is spelled. */
  readonly publisherNamespace: string;
  readonly publisherCategory?: string;
  readonly contactDetails?: string;
  readonly issuingAuthority?: string;
  readonly trackingId: string;
  readonly aliases?: readonly string[];
  readonly version: string;
  readonly status?: string;
  /** ISO 8601 instants as the source wrote them. */
  readonly initialReleaseDate: string;
  readonly currentReleaseDate: string;
  readonly history?: readonly SourceRevision[];
  /** The source's own kind of document, such as `csaf_vex`. */
  readonly category?: string;
  readonly aggregateSeverity?: string;
  readonly aggregateSeverityNamespace?: string;
  readonly legalDisclaimer?: string;
  /** The label as the source spelled it, such as `WHITE`, and the address of its explanation. */
  readonly label?: string;
  readonly labelUrl?: string;
  /** BCP 47 tags of the source; `AdvisoryContent.sourceLanguage` is `en` where ours has no such language. */
  readonly language?: string;
  readonly translatedFrom?: string;
  readonly generator?: { readonly name: string; readonly version?: string; readonly date?: string };
  /** What could not be read as what it should be; at most `MAX_SOURCE_FLAWS`. */
  readonly flaws?: readonly SourceFlaw[];
}
