import { redirect } from 'react-router';
import type { Route } from './+types/choose-language';
import { preferredLocale } from '../i18n/locale';

export function loader({ request }: Route.LoaderArgs): Response {
  return redirect(`/${preferredLocale(request.headers.get('accept-language'))}`, {
    headers: { vary: 'accept-language', 'cache-control': 'no-store' },
  });
}
