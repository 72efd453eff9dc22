import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/sign-in';
import { mutate } from '../../api/api.server';
import { SignInDocument } from '../../api/gql/graphql';
import { safeNext } from '../../api/page-address';
import { viewerOf } from '../../api/viewer.server';
import { refuseForm, textIn } from '../../forms/form.server';
import { localeOfLanguage } from '../../i18n/locale';
import { localeCookie, readLocaleCookie } from '../../i18n/locale-cookie';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { TextField } from '../../ui/static/field';
import { errorsFor, errorWords, statusOf } from '../frame/words.server';
import { EntryPage } from './entry-page';

export async function loader({ request }: Route.LoaderArgs) {
  const next = safeNext(new URL(request.url).searchParams.get('next'), '/org');
  const viewer = await viewerOf(request);
  if (viewer.isSignedIn) throw redirect(viewer.hasSecondFactor && viewer.assurance < 2 ? secondStep(next) : next);
  return { next };
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const next = safeNext(textIn(form, 'next'), '/org');
  const password = form.get('password');
  const input = { email: textIn(form, 'email'), password: typeof password === 'string' ? password : '' };
  const { done, refusal, headers } = await mutate(request, SignInDocument, { input });
  if (refusal !== undefined) {
    const errors = errorsFor(request, refusal, { email: 'email', password: 'password' });
    // What is said of passwords elsewhere is said of one that is chosen.
    const told = errors['password'] === undefined ? errors : { ...errors, password: errorWords(request)('password-missing') };
    return refuseForm(told, form, statusOf(refusal));
  }
  // A browser in which nobody chose a language yet speaks that of the account.
  const locale = localeOfLanguage(done.signIn.viewer.language);
  if (locale !== undefined && readLocaleCookie(request.headers.get('cookie')) === undefined)
    headers.append('set-cookie', localeCookie(locale));
  return redirect(done.signIn.needsSecondFactor ? secondStep(next) : next, { headers });
}

function secondStep(next: string): string {
  return `/sign-in/second-factor?next=${encodeURIComponent(next)}`;
}

export default function SignIn({ loaderData: { next }, actionData }: Route.ComponentProps) {
  const t = useTranslations('site.sign-in');
  const m = useTranslations('members.sign-in');
  return (
    <EntryPage title={t('title')} isRefused={actionData !== undefined}>
      <ErrorSummary errors={actionData?.errors} />
      <h1 className="govuk-heading-l">{t('title')}</h1>
      <form method="post" noValidate>
        <input type="hidden" name="next" value={next} />
        <TextField
          name="email"
          label={t('email')}
          type="email"
          autoComplete="username"
          spellCheck={false}
          defaultValue={actionData?.typed['email']}
          error={actionData?.errors['email']}
        />
        <TextField
          name="password"
          label={t('password')}
          type="password"
          autoComplete="current-password"
          error={actionData?.errors['password']}
        />
        <Button>{t('submit')}</Button>
      </form>
      <p className="govuk-body">
        <a className="govuk-link" href="/reset">
          {m('forgotten')}
        </a>
      </p>
      <p className="govuk-body">
        <a className="govuk-link" href="/register">
          {m('register')}
        </a>
      </p>
    </EntryPage>
  );
}
