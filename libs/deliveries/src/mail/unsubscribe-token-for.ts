import type { Transaction } from '#libs/database';
import type { MailLinks } from './mail-links.js';

interface Alerted {
  readonly endpointId: string;
  readonly subscriptions: readonly string[];
}

/** What one click in this mail ends: every subscription that brought it. Nothing where none of them is active any more. */
export async function unsubscribeTokenFor(tx: Transaction, alert: Alerted, links: MailLinks): Promise<string | undefined> {
  const active = await tx.find<{ isThere: boolean }>(
    `SELECT EXISTS (SELECT FROM subscriptions.subscription WHERE number = ANY ($1) AND status = 'active') AS "isThere"`,
    [alert.subscriptions],
  );
  return active?.isThere === true ? links.unsubscribeToken(alert) : undefined;
}
