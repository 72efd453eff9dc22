import { data } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/unsubscribe';
import { mutate, visitorOf } from '../../api/api.server';
import { UnsubscribeByTokenDocument } from '../../api/gql/graphql';
import { keptByNobody } from '../kept-by-nobody';
import { MailedList } from '../../members/links/mailed-list';
import { mailedBy } from '../../members/links/mailed.server';
import { TokenPage } from './token-page';

export const headers = keptByNobody;

export async function loader({ request, params }: Route.LoaderArgs) {
  return { mailed: await mailedBy(request, params.token) };
}

/** Looking changes nothing, since programs look at links in mails too; pressing the button does. */
export async function action({ request, params }: Route.ActionArgs) {
  const { refusal } = await mutate(visitorOf(request), UnsubscribeByTokenDocument, { input: { token: params.token } });
  if (refusal === undefined) return { outcome: 'done' as const };
  const isTooBusy = refusal.kind === 'UNAVAILABLE' || refusal.kind === 'INTERNAL';
  return data({ outcome: isTooBusy ? ('try-later' as const) : ('not-good' as const) }, { status: isTooBusy ? 503 : 404 });
}

export default function Unsubscribe({ loaderData: { mailed }, actionData }: Route.ComponentProps) {
  const t = useTranslations('portal.subscribe.unsubscribe');
  const texts = { title: t('title'), text: t('text'), button: t('button'), done: t('done') };
  return (
    <TokenPage texts={texts} outcome={actionData?.outcome} path="/subscribe">
      <MailedList mailed={mailed} />
    </TokenPage>
  );
}
