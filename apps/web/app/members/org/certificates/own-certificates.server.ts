import { query } from '../../../api/api.server';
import { MemberCertificatesDocument } from '../../../api/gql/graphql';
import type { MemberCertificatesQuery } from '../../../api/gql/graphql';

export type Certificate = MemberCertificatesQuery['viewer']['feedAddresses'][number];

/** One's own client certificates, the newest first, those that have ended too. The API lists them among the feed addresses. */
export async function ownCertificates(request: Request): Promise<Certificate[]> {
  const { viewer } = await query(request, MemberCertificatesDocument);
  return viewer.feedAddresses.filter(({ isClientCertificate }) => isClientCertificate);
}
