import { mutate, visitorOf } from '../../api/api.server';
import { MailedSubscriptionsDocument } from '../../api/gql/graphql';
import type { MailedSubscriptionsQuery } from '../../api/gql/graphql';

export type Mailed = MailedSubscriptionsQuery['mailedSubscriptions'];

/** What the token of a mail would end; undefined where it is not good or nobody can say: the button says so then. The same for everybody. */
export async function mailedBy(request: Request, token: string): Promise<Mailed | undefined> {
  const { done } = await mutate(visitorOf(request), MailedSubscriptionsDocument, { token });
  return done?.mailedSubscriptions;
}
