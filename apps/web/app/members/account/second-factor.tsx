import { data } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/second-factor';
import { requireViewer } from '../../api/viewer.server';
import { Button } from '../../ui/static/button';
import { TextField } from '../../ui/static/field';
import { MemberPage } from '../frame/member-page';
import { beginEnrolment, finishEnrolment } from './enrolment.server';
import { QrCode } from './qr-code';
import { renewedCookies, withRenewed } from './renewed-session.server';
import { RecoveryCodes } from './recovery-code-list';

export async function loader({ request, context }: Route.LoaderArgs) {
  return { viewer: await requireViewer(withRenewed(request, context.get(renewedCookies))) };
}

/** The secret and the codes are answers to these forms and are kept nowhere. */
export async function action({ request, context }: Route.ActionArgs) {
  const form = await request.formData();
  const { answer, status, headers } = form.has('address') ? await finishEnrolment(request, form) : await beginEnrolment(request, form);
  context.set(renewedCookies, headers.getSetCookie());
  return data(answer, { status, headers });
}

export default function SecondFactor({ loaderData: { viewer }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.second-factor');
  const account = useTranslations('members.account');
  return (
    <MemberPage
      viewer={viewer}
      current="account"
      title={t(actionData?.recoveryCodes === undefined ? 'title' : 'codes-title')}
      crumbs={[{ text: account('title'), href: '/account' }]}
      errors={actionData?.errors}
    >
      {actionData?.recoveryCodes !== undefined ? (
        <RecoveryCodes codes={actionData.recoveryCodes} />
      ) : viewer.hasSecondFactor ? (
        <p className="govuk-body">{t('is-enrolled')}</p>
      ) : actionData?.enrolment === undefined ? (
        <form method="post" noValidate className="hl-narrow">
          <p className="govuk-body">{t('why')}</p>
          <TextField
            name="password"
            label={t('password')}
            hint={t('password-hint')}
            type="password"
            autoComplete="current-password"
            error={actionData?.errors?.['password']}
          />
          <Button>{t('begin')}</Button>
        </form>
      ) : (
        <form method="post" noValidate className="hl-narrow">
          <ol className="govuk-list govuk-list--number">
            <li>{t('scan')}</li>
            <li>{t('type')}</li>
          </ol>
          <QrCode text={actionData.enrolment.address} label={t('qr')} />
          <p className="govuk-body">
            {t('by-hand')}{' '}
            <code className="hl-secret" translate="no">
              {actionData.enrolment.secret}
            </code>
          </p>
          <input type="hidden" name="address" value={actionData.enrolment.address} />
          <TextField
            name="code"
            label={t('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            width={10}
            error={actionData.errors?.['code']}
          />
          <Button>{t('finish')}</Button>
        </form>
      )}
    </MemberPage>
  );
}
