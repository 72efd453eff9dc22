import { redirect } from 'react-router';
import type { Route } from './+types/choose-language';
import { safeNext } from '../api/page-address';
import { textIn } from '../forms/form.server';
import { isLocale } from '../i18n/locale';
import { localeCookie } from '../i18n/locale-cookie';

/** Keeps the chosen language and goes back to the page that it was chosen on. */
export async function action({ request }: Route.ActionArgs): Promise<Response> {
  const chosen = textIn(await request.formData(), 'locale');
  const referer = request.headers.get('referer');
  const from = referer !== null && URL.canParse(referer) ? new URL(referer) : undefined;
  const back = safeNext(from === undefined ? null : from.pathname + from.search, '/org');
  return redirect(back, isLocale(chosen) ? { headers: { 'set-cookie': localeCookie(chosen) } } : {});
}
