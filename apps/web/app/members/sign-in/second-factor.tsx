import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/second-factor';
import { mutate } from '../../api/api.server';
import { PassSecondFactorDocument } from '../../api/gql/graphql';
import { safeNext } from '../../api/page-address';
import { requireViewer } from '../../api/viewer.server';
import { refuseForm, textIn } from '../../forms/form.server';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { TextField } from '../../ui/static/field';
import { refusalSentence } from '../../forms/refusal-words.server';
import { errorsFor, statusOf } from '../frame/words.server';
import { EntryPage } from './entry-page';

const TOTP = /^\d{6}$/u;

export async function loader({ request }: Route.LoaderArgs) {
  const next = safeNext(new URL(request.url).searchParams.get('next'), '/org');
  const viewer = await requireViewer(request);
  if (viewer.assurance >= 2) throw redirect(next);
  return { next };
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const next = safeNext(textIn(form, 'next'), '/org');
  const code = textIn(form, 'code').replace(/\s/gu, '');
  const input = TOTP.test(code) ? { totp: code } : { recoveryCode: code };
  const { refusal, headers } = await mutate(request, PassSecondFactorDocument, { input });
  if (refusal !== undefined) {
    if (refusal.code === 'SECOND_FACTOR_REFUSED') return refuseForm({ code: refusalSentence(request, refusal) }, form, 403);
    return refuseForm(errorsFor(request, refusal, { totp: 'code', recoveryCode: 'code' }), form, statusOf(refusal));
  }
  return redirect(next, { headers });
}

export default function SecondFactor({ loaderData: { next }, actionData }: Route.ComponentProps) {
  const t = useTranslations('site.second-factor');
  return (
    <EntryPage title={t('title')} isRefused={actionData !== undefined}>
      <ErrorSummary errors={actionData?.errors} />
      <form method="post" noValidate>
        <input type="hidden" name="next" value={next} />
        <TextField
          name="code"
          label={t('title')}
          isHeading
          hint={t('hint')}
          width={10}
          inputMode="text"
          autoComplete="one-time-code"
          error={actionData?.errors['code']}
        />
        <Button>{t('submit')}</Button>
        <p className="govuk-body">
          <a className="govuk-link" href={next}>
            {t('later')}
          </a>
        </p>
      </form>
    </EntryPage>
  );
}
