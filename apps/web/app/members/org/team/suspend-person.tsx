import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/suspend-person';
import { mutate, notFound } from '../../../api/api.server';
import { SuspendPersonDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { ConfirmForm } from '../../frame/confirm-form';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';
import { colleagueIn } from './colleague.server';

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  return { viewer, person: await colleagueIn(request, viewer, params.id) };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { refusal } = await mutate(request, SuspendPersonDocument, { input: { id: idIn(params.id) } });
  if (refusal?.code === 'NOT_FOUND') notFound();
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect('/org/team?done=suspended');
}

export default function SuspendPerson({ loaderData: { viewer, person }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.team');
  const back = `/org/team/${person.id}`;
  return (
    <MemberPage
      viewer={viewer}
      current="team"
      title={t('suspend-title')}
      crumbs={[
        { text: t('title'), href: '/org/team' },
        { text: person.name, href: back },
      ]}
      errors={actionData?.errors}
    >
      <ConfirmForm button={t('suspend')} back={back}>
        {t('suspend-text', { name: person.name })}
      </ConfirmForm>
    </MemberPage>
  );
}
