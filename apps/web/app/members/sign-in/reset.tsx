import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/reset';
import { mutate } from '../../api/api.server';
import { RequestPasswordResetDocument } from '../../api/gql/graphql';
import { textIn } from '../../forms/form.server';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { TextField } from '../../ui/static/field';
import { refuseInWords } from '../frame/words.server';
import { EntryPage } from './entry-page';

export function loader({ request }: Route.LoaderArgs) {
  return { isAsked: new URL(request.url).searchParams.has('asked') };
}

/** The answer is the same whether or not the address has an account. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const { refusal } = await mutate(request, RequestPasswordResetDocument, { input: { email: textIn(form, 'email') } });
  return refusal === undefined ? redirect('/reset?asked') : refuseInWords(request, refusal, form, { email: 'email' });
}

export default function Reset({ loaderData: { isAsked }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.reset');
  return (
    <EntryPage title={t('title')} isRefused={actionData !== undefined}>
      <ErrorSummary errors={actionData?.errors} />
      <h1 className="govuk-heading-l">{t(isAsked ? 'asked-title' : 'title')}</h1>
      <p className="govuk-body">{t(isAsked ? 'asked' : 'text')}</p>
      {isAsked ? null : (
        <form method="post" noValidate>
          <TextField
            name="email"
            label={t('email')}
            type="email"
            autoComplete="username"
            spellCheck={false}
            defaultValue={actionData?.typed['email']}
            error={actionData?.errors['email']}
          />
          <Button>{t('submit')}</Button>
        </form>
      )}
      <p className="govuk-body">
        <a className="govuk-link" href="/sign-in">
          {t('back')}
        </a>
      </p>
    </EntryPage>
  );
}
