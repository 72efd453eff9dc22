import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/register';
import { mutate } from '../../api/api.server';
import { RegisterReaderDocument } from '../../api/gql/graphql';
import { textIn } from '../../forms/form.server';
import { LOCALE_FACTS } from '../../i18n/locale';
import { useLocale } from '../../i18n/use-locale';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { TextField } from '../../ui/static/field';
import { localeOf } from '../../i18n/locale-of-request';
import { refuseInWords } from '../frame/words.server';
import { EntryPage } from './entry-page';

export function loader({ request }: Route.LoaderArgs) {
  return { isAsked: new URL(request.url).searchParams.has('asked') };
}

/** The answer is the same whether or not the address has an account already. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const input = { name: textIn(form, 'name'), email: textIn(form, 'email'), language: LOCALE_FACTS[localeOf(request)].language };
  const { refusal } = await mutate(request, RegisterReaderDocument, { input });
  return refusal === undefined ? redirect('/register?asked') : refuseInWords(request, refusal, form, { name: 'name', email: 'email' });
}

export default function Register({ loaderData: { isAsked }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.register');
  const locale = useLocale();
  return (
    <EntryPage title={t('title')} isRefused={actionData !== undefined}>
      <ErrorSummary errors={actionData?.errors} />
      <h1 className="govuk-heading-l">{t(isAsked ? 'asked-title' : 'title')}</h1>
      <p className="govuk-body">{t(isAsked ? 'asked' : 'text')}</p>
      {isAsked ? null : (
        <form method="post" noValidate>
          <TextField
            name="name"
            label={t('name')}
            autoComplete="name"
            defaultValue={actionData?.typed['name']}
            error={actionData?.errors['name']}
          />
          <TextField
            name="email"
            label={t('email')}
            type="email"
            autoComplete="email"
            spellCheck={false}
            defaultValue={actionData?.typed['email']}
            error={actionData?.errors['email']}
          />
          <Button>{t('submit')}</Button>
        </form>
      )}
      <p className="govuk-body">
        <a className="govuk-link" href={`/${locale}/membership`}>
          {t('membership')}
        </a>
      </p>
      <p className="govuk-body">
        <a className="govuk-link" href="/sign-in">
          {t('back')}
        </a>
      </p>
    </EntryPage>
  );
}
