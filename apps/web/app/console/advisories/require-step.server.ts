import { notFound, query } from '../../api/api.server';
import { ConsoleAdvisoryDocument } from '../../api/gql/graphql';
import type { ConsoleStepsFragment } from '../../api/gql/graphql';

/** A page for a step that the viewer may not take now does not exist for them. */
export async function requireStep(request: Request, trackingId: string, step: keyof ConsoleStepsFragment): Promise<void> {
  const { advisory } = await query(request, ConsoleAdvisoryDocument, { trackingId });
  if (advisory?.viewerCan[step] !== true) notFound();
}
