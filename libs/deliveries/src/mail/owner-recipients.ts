import type { Language } from '#libs/advisories';
import type { Transaction } from '#libs/database';

/** A mailbox that a mail about an account goes to. */
export interface MailRecipient {
  readonly to: string;
  readonly language: Language;
}

/** Mails to this many people at most: an organisation has a handful of administrators. */
const MAX_RECIPIENTS = 10;

/**
 * Who answers for an endpoint: its person, or its organisation's contact and administrators. An address that is suppressed is not written to.
 * Of a public subscription there is nobody.
 */
const OWNERS = `
SELECT DISTINCT ON (lower(r.email)) r.email AS "to", r.language FROM subscriptions.endpoint e CROSS JOIN LATERAL (
  SELECT p.email, p.language, 1 AS place FROM accounts.person p WHERE p.id = e.person_id AND p.status = 'active' AND NOT $2
  UNION ALL
  SELECT o.contact_email, 'en', 2 FROM accounts.organisation o WHERE o.id = e.organisation_id AND o.status = 'active' AND o.contact_email IS NOT NULL
  UNION ALL
  SELECT p.email, p.language, 3 FROM accounts.person p JOIN accounts.organisation o ON o.id = p.organisation_id AND o.status = 'active'
  WHERE p.status = 'active' AND 'organisation_admin' = ANY (p.roles)
    AND p.organisation_id = coalesce(e.organisation_id, CASE WHEN $2 THEN (SELECT x.organisation_id FROM accounts.person x WHERE x.id = e.person_id) END)
) r
WHERE e.id = $1 AND NOT EXISTS (SELECT FROM deliveries.suppression s WHERE s.address = lower(r.email))
ORDER BY lower(r.email), r.place LIMIT ${MAX_RECIPIENTS}`;

export async function ownersOf(tx: Transaction, endpointId: string): Promise<MailRecipient[]> {
  return tx.query<MailRecipient & Record<string, unknown>>(OWNERS, [endpointId, false]);
}

/** Those who can help where the owner's own mailbox is the trouble. */
export async function administratorsFor(tx: Transaction, endpointId: string): Promise<MailRecipient[]> {
  return tx.query<MailRecipient & Record<string, unknown>>(OWNERS, [endpointId, true]);
}
