import { data } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/new-token';
import { mutate } from '../../../api/api.server';
import { CreateTokenDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn, textsIn } from '../../../forms/form.server';
import { Button, ButtonLink } from '../../../ui/static/button';
import { CheckboxesField, SelectField, TextField } from '../../../ui/static/field';
import { MemberPage } from '../../frame/member-page';
import { errorsFor, statusOf } from '../../frame/words.server';

const SCOPES = ['READ', 'SUBSCRIBE', 'WRITE', 'ADMIN'] as const;
const DAYS = [7, 30, 90, 180, 365] as const;

export async function loader({ request }: Route.LoaderArgs) {
  return { viewer: await requireViewer(request) };
}

/** The token is the answer to this form and is kept nowhere. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const chosen = SCOPES.filter((scope) => textsIn(form, 'scopes').includes(scope));
  const typed = { name: textIn(form, 'name'), days: textIn(form, 'expiresInDays') };
  const input = { name: typed.name, scopes: chosen, expiresInDays: DAYS.find((days) => String(days) === typed.days) ?? 90 };
  const { done, refusal } = await mutate(request, CreateTokenDocument, { input });
  if (refusal === undefined) return data({ token: done.createApiToken.token }, { status: 201 });
  const errors = errorsFor(request, refusal, { name: 'name', scopes: 'scopes', expiresInDays: 'expiresInDays' });
  return data({ errors, typed, chosen }, { status: statusOf(refusal) });
}

export default function NewToken({ loaderData: { viewer }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.tokens');
  const refused = actionData !== undefined && 'errors' in actionData ? actionData : undefined;
  const token = actionData !== undefined && 'token' in actionData ? actionData.token : undefined;
  return (
    <MemberPage
      viewer={viewer}
      current="tokens"
      title={t(token === undefined ? 'new' : 'made')}
      crumbs={[{ text: t('title'), href: '/org/tokens' }]}
      errors={refused?.errors}
    >
      {token === undefined ? (
        <form method="post" noValidate className="hl-narrow">
          <TextField
            name="name"
            label={t('name')}
            hint={t('name-hint')}
            defaultValue={refused?.typed.name}
            error={refused?.errors['name']}
          />
          <CheckboxesField
            name="scopes"
            label={t('scopes')}
            error={refused?.errors['scopes']}
            chosen={refused?.chosen ?? ['READ']}
            choices={SCOPES.map((value) => ({ value, label: t(`scope.${value}.name`), hint: t(`scope.${value}.text`) }))}
          />
          <SelectField
            name="expiresInDays"
            label={t('ends-in')}
            defaultValue={refused?.typed.days ?? '90'}
            error={refused?.errors['expiresInDays']}
            choices={DAYS.map((days) => ({ value: String(days), label: t('days', { days }) }))}
          />
          <p className="govuk-body">{t(viewer.assurance >= 2 ? 'will-be-strong' : 'will-be-weak')}</p>
          <Button>{t('create')}</Button>
        </form>
      ) : (
        <>
          <div className="govuk-warning-text">
            <span className="govuk-warning-text__icon" aria-hidden="true">
              !
            </span>
            <strong className="govuk-warning-text__text">{t('once')}</strong>
          </div>
          <p>
            <code className="hl-secret" translate="no">
              {token}
            </code>
          </p>
          <p className="govuk-body">{t('use')}</p>
          <pre lang="en" translate="no" className="hl-scroll" tabIndex={0}>
            <code>authorization: Bearer hl_…</code>
          </pre>
          <ButtonLink href="/org/tokens">{t('go-on')}</ButtonLink>
        </>
      )}
    </MemberPage>
  );
}
