import { redirect } from 'react-router';
import type { Route } from './+types/advisory-link';
import { query } from '../api/api.server';
import { AdvisoryLinkDocument } from '../api/gql/graphql';
import { readLocaleCookie } from '../i18n/locale-cookie';
import { preferredLocale } from '../i18n/locale';

/** Where the links in alerts lead: to the public page where there is one, else to where members read; whether it exists is not told. */
export async function loader({ request, params }: Route.LoaderArgs): Promise<Response> {
  const { advisory } = await query('anonymous', AdvisoryLinkDocument, { trackingId: params.trackingId });
  const locale = readLocaleCookie(request.headers.get('cookie')) ?? preferredLocale(request.headers.get('accept-language'));
  const target = encodeURIComponent(advisory?.trackingId ?? params.trackingId);
  return redirect(advisory === null ? `/org/alerts/${target}` : `/${locale}/alerts/${target}`);
}
