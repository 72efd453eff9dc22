import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/groups';
import { mutate, query } from '../../../api/api.server';
import { CreateGroupDocument, MemberGroupsDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { Button } from '../../../ui/static/button';
import { TextAreaField, TextField } from '../../../ui/static/field';
import { Table } from '../../../ui/static/parts';
import { doneIn } from '../../frame/done';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { groups } = await query(request, MemberGroupsDocument);
  return { viewer, groups, done: doneIn(request) };
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const input = { name: textIn(form, 'name'), description: textIn(form, 'description') };
  const { done, refusal } = await mutate(request, CreateGroupDocument, { input });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { name: 'name', description: 'description' });
  const { group } = done.createGroup;
  return redirect(group === null ? '/org/groups?done=created' : `/org/groups/${group.id}?done=created`);
}

export default function Groups({ loaderData: { viewer, groups, done }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.groups');
  return (
    <MemberPage viewer={viewer} current="groups" title={t('title')} errors={actionData?.errors} done={done}>
      <p className="govuk-body">{t('lead')}</p>
      {groups.length === 0 ? (
        <p className="govuk-body">{t('none')}</p>
      ) : (
        <Table
          caption={t('list')}
          rows={groups}
          rowKey={({ id }) => id}
          columns={[
            {
              head: t('name'),
              cell: ({ id, name, description }) => (
                <>
                  <a className="govuk-link" href={`/org/groups/${id}`}>
                    {name}
                  </a>
                  <div className="hl-quiet">{description}</div>
                </>
              ),
            },
            { head: t('owner'), cell: ({ owner }) => owner?.name ?? '–' },
            { head: t('organisations'), isNumeric: true, cell: ({ organisations }) => organisations.length },
            { head: t('persons'), isNumeric: true, cell: ({ persons }) => persons.length },
          ]}
        />
      )}
      {viewer.viewerCan.manageGroups ? (
        <form method="post" noValidate className="hl-narrow">
          <h2 className="govuk-heading-m">{t('new')}</h2>
          <TextField name="name" label={t('name')} defaultValue={actionData?.typed['name']} error={actionData?.errors['name']} />
          <TextAreaField
            name="description"
            label={t('description')}
            rows={3}
            defaultValue={actionData?.typed['description']}
            error={actionData?.errors['description']}
          />
          <Button>{t('create')}</Button>
        </form>
      ) : null}
    </MemberPage>
  );
}
