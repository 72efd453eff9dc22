import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/sessions';
import { mutate, query } from '../../api/api.server';
import { MyAccountDocument, RevokeOtherSessionsDocument, RevokeSessionDocument, SignOutDocument } from '../../api/gql/graphql';
import { requireViewer } from '../../api/viewer.server';
import { textIn } from '../../forms/form.server';
import { Instant } from '../../i18n/times';
import { Button } from '../../ui/static/button';
import { Table } from '../../ui/static/parts';
import { RowButton } from '../frame/confirm-form';
import { doneIn } from '../frame/done';
import { MemberPage } from '../frame/member-page';
import { refuseInWords } from '../frame/words.server';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { viewer: holder } = await query(request, MyAccountDocument);
  return { viewer, sessions: holder.sessions, done: doneIn(request) };
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const intent = textIn(form, 'intent');
  if (intent === 'everywhere') {
    const { refusal, headers } = await mutate(request, SignOutDocument, { input: { everywhere: true } });
    return refusal === undefined ? redirect('/sign-in', { headers }) : refuseInWords(request, refusal, form);
  }
  const { refusal } = await (intent === 'others'
    ? mutate(request, RevokeOtherSessionsDocument, { input: {} })
    : mutate(request, RevokeSessionDocument, { input: { id: textIn(form, 'id') } }));
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect(`/account/sessions?done=${intent === 'others' ? 'signed-out-others' : 'revoked'}`);
}

export default function Sessions({ loaderData: { viewer, sessions, done }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.sessions');
  const account = useTranslations('members.account');
  return (
    <MemberPage
      viewer={viewer}
      current="account"
      title={t('title')}
      crumbs={[{ text: account('title'), href: '/account' }]}
      errors={actionData?.errors}
      done={done}
    >
      <Table
        caption={t('list')}
        rows={sessions}
        rowKey={({ id }) => id}
        columns={[
          { head: t('where'), cell: ({ userAgent }) => (userAgent === '' ? t('unknown') : userAgent) },
          { head: t('begun'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
          { head: t('used'), cell: ({ lastUsedAt }) => <Instant at={lastUsedAt} /> },
          { head: t('strength'), cell: ({ assurance }) => t(assurance >= 2 ? 'strong' : 'weak') },
          {
            head: t('action'),
            cell: ({ id, isCurrent, userAgent }) =>
              isCurrent ? t('this') : <RowButton intent="one" id={id} label={t('end')} about={userAgent} />,
          },
        ]}
      />
      <div className="govuk-button-group">
        <form method="post">
          <input type="hidden" name="intent" value="others" />
          <Button look="secondary">{t('end-others')}</Button>
        </form>
        <form method="post">
          <input type="hidden" name="intent" value="everywhere" />
          <Button look="warning">{t('everywhere')}</Button>
        </form>
      </div>
    </MemberPage>
  );
}
