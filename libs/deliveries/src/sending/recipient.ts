import { ANONYMOUS, workerFor } from '#libs/access';
import type { Actor } from '#libs/access';

interface Owner {
  readonly personId: string | null;
  readonly organisationId: string | null;
}

/** In whose name content is read for an endpoint: its owner's, with what the live account may read at this moment. The public is nobody. */
export function recipientOf({ personId, organisationId }: Owner): Actor {
  if (personId !== null) return workerFor({ kind: 'person', id: personId });
  if (organisationId !== null) return workerFor({ kind: 'organisation', id: organisationId });
  return ANONYMOUS;
}
