import type { Route } from './+types/indicators-csv';
import { notFound, query } from '../../../api/api.server';
import { AdvisoryIndicatorsDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { csvResponse } from '../../frame/csv.server';

/** The indicators that this reader may see, as they are, each with the label under which it was given. */
export async function loader({ request, params: { trackingId } }: Route.LoaderArgs): Promise<Response> {
  await requireViewer(request);
  const { advisory } = await query(request, AdvisoryIndicatorsDocument, { trackingId });
  if (advisory === null) notFound();
  return csvResponse(`${advisory.trackingId}-indicators`, [
    ['type', 'value', 'comment', 'tlp', 'advisory'],
    ...advisory.indicators.map(({ type, value, comment }) => [
      type.toLowerCase(),
      value,
      comment ?? '',
      advisory.labelText ?? '',
      advisory.trackingId,
    ]),
  ]);
}
