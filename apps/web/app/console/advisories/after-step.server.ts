import { redirect } from 'react-router';
import { query } from '../../api/api.server';
import { StillReadsDocument } from '../../api/gql/graphql';

/** What may take an advisory out of the sight of whoever did it: a draft of another desk again, or published to others (docs/adr/0006). */
type Step = 'published' | 'scheduled' | 'unscheduled' | 'returned' | 'withdrawn';

/** Where to go after a step: to the advisory, or where the viewer does not read it any more to the list, which says what was done. */
export async function afterStep(request: Request, trackingId: string, step: Step) {
  const { advisory } = await query(request, StillReadsDocument, { trackingId });
  const unread = step === 'scheduled' || step === 'unscheduled' ? step : (`${step}-unread` as const);
  return redirect(
    advisory === null
      ? `/console/advisories?done=${unread}&id=${encodeURIComponent(trackingId)}`
      : `/console/advisories/${trackingId}?done=${step}`,
  );
}
