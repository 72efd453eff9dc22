import { query } from '../../../api/api.server';
import { ConcerningDocument } from '../../../api/gql/graphql';
import type { ConcerningQuery, OrgOverviewQuery } from '../../../api/gql/graphql';

type Subscriptions = OrgOverviewQuery['subscriptions']['nodes'];
type Previewed = ConcerningQuery['previewCriteria']['newest'][number];

export interface Concern extends Previewed {
  readonly advisory: NonNullable<Previewed['advisory']>;
}

/** So many subscriptions are asked; somebody with more finds the rest in the list of alerts. */
const MOST_ASKED = 8;
const MOST_SHOWN = 10;

/** The newest advisories that active subscriptions ask for, each once, with all the reasons. The API matches them as it does for sending. */
export async function concerning(request: Request, subscriptions: Subscriptions): Promise<Concern[]> {
  const asked = subscriptions.filter(({ status }) => status === 'ACTIVE').slice(0, MOST_ASKED);
  const previews = await Promise.all(asked.map(({ criteria }) => query(request, ConcerningDocument, { criteria })));
  const found = new Map<string, Concern>();
  for (const { previewCriteria } of previews)
    for (const { advisory, reasons, publishedAt } of previewCriteria.newest) {
      if (advisory === null) continue;
      const known = found.get(advisory.trackingId);
      found.set(advisory.trackingId, { advisory, publishedAt, reasons: distinct([...(known?.reasons ?? []), ...reasons]) });
    }
  return [...found.values()].sort((a, b) => Date.parse(b.publishedAt) - Date.parse(a.publishedAt)).slice(0, MOST_SHOWN);
}

function distinct(reasons: Concern['reasons']): Concern['reasons'] {
  return [...new Map(reasons.map((reason) => [`${reason.criterion} ${reason.value ?? ''}`, reason])).values()];
}
