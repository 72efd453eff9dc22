import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/new-certificate';
import { mutate } from '../../../api/api.server';
import { RegisterClientCertificateDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { Button } from '../../../ui/static/button';
import { TextAreaField, TextField } from '../../../ui/static/field';
import { MemberPage } from '../../frame/member-page';
import { errorsFor, statusOf } from '../../frame/words.server';

const FIELDS = { name: 'name', certificate: 'certificate' } as const;

export async function loader({ request }: Route.LoaderArgs) {
  return { viewer: await requireViewer(request) };
}

/** A private key that was pasted by mistake is not sent on, and not shown again. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const input = { name: textIn(form, 'name'), certificate: withoutPrivateKey(textIn(form, 'certificate')) };
  const { refusal } = await mutate(request, RegisterClientCertificateDocument, { input });
  if (refusal === undefined) return redirect('/org/certificates?done=created');
  return data({ errors: errorsFor(request, refusal, FIELDS), typed: input }, { status: statusOf(refusal) });
}

function withoutPrivateKey(text: string): string {
  return text.includes('PRIVATE KEY') ? '' : text;
}

export default function NewCertificate({ loaderData: { viewer }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.certificates');
  const { errors, typed } = actionData ?? {};
  return (
    <MemberPage
      viewer={viewer}
      current="tokens"
      title={t('new')}
      crumbs={[
        { text: t('tokens'), href: '/org/tokens' },
        { text: t('title'), href: '/org/certificates' },
      ]}
      errors={errors}
    >
      <form method="post" noValidate className="hl-narrow">
        <TextField name="name" label={t('name')} hint={t('name-hint')} defaultValue={typed?.name} error={errors?.['name']} />
        <TextAreaField
          name="certificate"
          label={t('certificate')}
          hint={t('certificate-hint')}
          defaultValue={typed?.certificate}
          error={errors?.['certificate']}
        />
        <p className="govuk-body">{t(viewer.assurance >= 2 ? 'will-be-strong' : 'will-be-weak')}</p>
        <Button>{t('register')}</Button>
      </form>
    </MemberPage>
  );
}
