import { data } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/confirm';
import { mutate, visitorOf } from '../../api/api.server';
import { ConfirmPublicSubscriptionDocument } from '../../api/gql/graphql';
import { keptByNobody } from '../kept-by-nobody';
import { TokenPage } from './token-page';

export const headers = keptByNobody;

/** Looking changes nothing, since programs look at links in mails too; pressing the button does. */
export async function action({ request, params }: Route.ActionArgs) {
  const { refusal } = await mutate(visitorOf(request), ConfirmPublicSubscriptionDocument, { input: { token: params.token } });
  if (refusal === undefined) return { outcome: 'done' as const };
  const isTooBusy = refusal.kind === 'UNAVAILABLE' || refusal.kind === 'INTERNAL';
  return data({ outcome: isTooBusy ? ('try-later' as const) : ('not-good' as const) }, { status: isTooBusy ? 503 : 404 });
}

export default function Confirm({ actionData }: Route.ComponentProps) {
  const t = useTranslations('portal.subscribe.confirm');
  const texts = { title: t('title'), text: t('text'), button: t('button'), done: t('done') };
  return <TokenPage texts={texts} outcome={actionData?.outcome} path="/subscribe" />;
}
