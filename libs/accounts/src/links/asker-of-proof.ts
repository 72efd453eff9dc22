/**
 * Joins who asks for a proof to a link: the administrator of a member in whose name it was asked for, else the applicant. The table `asker` has
 * `name` and `email`, which are null for what is no proof.
 */
export function askersOf(link: string): string {
  return `LEFT JOIN LATERAL (
    SELECT coalesce(who.name, applicant.name) AS name, coalesce(who.email, applicant.email) AS email FROM (VALUES (1)) AS one
    LEFT JOIN accounts.person who ON who.id = ${link}.invited_by
    LEFT JOIN LATERAL (SELECT a.name, a.email FROM accounts.email_link a WHERE a.purpose = 'application'
      AND a.organisation_id = ${link}.organisation_id ORDER BY a.created_at, a.id LIMIT 1) applicant ON true) asker ON ${link}.purpose = 'domain_proof'`;
}
