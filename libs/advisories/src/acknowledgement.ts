import type { Transaction } from '#libs/database';

export const ACKNOWLEDGEMENTS = ['read', 'fixed', 'not_affected'] as const;
export type AcknowledgementStatus = (typeof ACKNOWLEDGEMENTS)[number];

/** What the reader's own organisation did about an advisory. */
export interface Acknowledgement {
  readonly advisoryId: string;
  readonly status: AcknowledgementStatus;
  readonly personId: string;
  /** The revision that it was said of. */
  readonly revision: number;
  /** ISO 8601. */
  readonly at: string;
}

/** Of many advisories; the database shows those of the reader's own organisation. */
export async function acknowledgementsOf(tx: Transaction, advisoryIds: readonly string[]): Promise<Acknowledgement[]> {
  return tx.query<Acknowledgement & Record<string, unknown>>(
    `SELECT advisory_id AS "advisoryId", status, person_id AS "personId", revision, at FROM advisories.acknowledgement
     WHERE advisory_id = ANY ($1::uuid[]) AND organisation_id = access.organisation_id()`,
    [advisoryIds],
  );
}
