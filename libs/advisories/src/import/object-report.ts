/** What became of one object: `used` in the advisory, `kept` in the original only, or `refused` because it could not be read. */
export const TREATMENTS = ['used', 'kept', 'refused'] as const;
export type Treatment = (typeof TREATMENTS)[number];

/** What an import did with one object (STIX) or attribute, object, tag, report or the like (MISP) of a document. */
export interface ObjectReport {
  /** Dotted, in the document, as in `objects.3`. */
  readonly place: string;
  /** As its format calls it, such as `indicator` or `Attribute ip-dst`. */
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  readonly treatment: Treatment;
  /** Of a used one, as what; otherwise why. */
  readonly detail: string;
}

/** The same with the document that it stands in and the advisory that uses it. */
export interface ReportedObject extends ObjectReport {
  readonly source: string;
  readonly trackingId?: string;
}
