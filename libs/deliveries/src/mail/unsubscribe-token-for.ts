import type { Transaction } from '#libs/database';
import type { MailLinks } from './mail-links.js';

interface Alerted {
  readonly endpointId: string;
  readonly subscriptions: readonly string[];
}

/** What one click in this mail ends: the first of the subscriptions that brought it. Nothing where none of them is active any more. */
export async function unsubscribeTokenFor(tx: Transaction, alert: Alerted, links: MailLinks): Promise<string | undefined> {
  const [subscription] = await tx.query<{ id: string }>(
    "SELECT id FROM subscriptions.subscription WHERE number = ANY ($1) AND status = 'active' ORDER BY number LIMIT 1",
    [alert.subscriptions],
  );
  return subscription && links.unsubscribeToken({ endpointId: alert.endpointId, subscriptionId: subscription.id });
}
