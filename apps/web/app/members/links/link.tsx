import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/link';
import { notFound } from '../../api/api.server';
import { refuseForm } from '../../forms/form.server';
import { Button, ButtonLink } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { Facts } from '../../ui/static/parts';
import { errorWords, refuseInWords } from '../frame/words.server';
import { EntryPage } from '../sign-in/entry-page';
import { FOLLOW } from './link-actions.server';
import { isLinkAction, LEADS_TO_SIGN_IN } from './link-fields';
import { LinkFieldsOf } from './link-fields-of';
import { MailedList } from './mailed-list';
import { mailedBy } from './mailed.server';

/** What links in mails lead to: a page with one button. Looking at it changes nothing, since programs follow links too. */
export async function loader({ params, request }: Route.LoaderArgs) {
  if (!isLinkAction(params.action) || !/^[\w.~%-]{1,800}$/u.test(params.token)) notFound();
  const isDone = new URL(request.url).searchParams.has('done');
  const mailed = params.action === 'unsubscribe' && !isDone ? await mailedBy(request, params.token) : undefined;
  return { action: params.action, isDone, mailed };
}

export async function action({ params, request }: Route.ActionArgs) {
  if (!isLinkAction(params.action)) notFound();
  const form = await request.formData();
  const { refusal, record, isProven } = await FOLLOW[params.action](request, params.token, form);
  if (refusal?.code === 'NOT_FOUND')
    return data({ errors: { '': errorWords(request)('link-not-good') }, typed: {}, isSpent: true }, { status: 404 });
  if (refusal !== undefined)
    return refuseInWords(request, refusal, form, { password: 'password', name: 'name', domain: 'domain', email: 'mailbox' });
  if (record != null) return { record };
  if (isProven === false) return refuseForm({ domain: errorWords(request)('record-not-there') }, form);
  if (isProven === true) return redirect(donePage('prove-domain', request));
  return redirect(donePage(params.action, request));
}

/** In the language of the mail that led here. */
function donePage(action: string, request: Request): string {
  const lang = new URL(request.url).searchParams.get('lang');
  return `/links/${action}/done?done${lang === null ? '' : `&lang=${encodeURIComponent(lang)}`}`;
}

export default function Link({ loaderData: { action: name, isDone, mailed }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.links');
  const shown = actionData !== undefined && 'errors' in actionData ? actionData : undefined;
  const record = actionData !== undefined && 'record' in actionData ? actionData.record : undefined;
  const isSpent = shown !== undefined && 'isSpent' in shown;
  const title = t(`${name}.title`);
  return (
    <EntryPage title={title} isRefused={shown !== undefined}>
      <ErrorSummary errors={shown?.errors} />
      <h1 className="govuk-heading-l">{title}</h1>
      {isDone ? (
        <p className="govuk-body">{t(`${name}.done`)}</p>
      ) : record === undefined ? (
        <p className="govuk-body">{t(`${name}.text`)}</p>
      ) : (
        <>
          <p className="govuk-body">{t('record')}</p>
          <Facts
            facts={[
              { name: t('record-name'), value: <code>{record.name}</code> },
              { name: t('record-value'), value: <code>{record.value}</code> },
            ]}
          />
        </>
      )}
      {isDone && LEADS_TO_SIGN_IN.has(name) ? <ButtonLink href="/sign-in">{t('sign-in')}</ButtonLink> : null}
      {isDone || isSpent ? null : (
        <form method="post" noValidate>
          <MailedList mailed={mailed} />
          <LinkFieldsOf action={name} typed={shown?.typed ?? {}} errors={shown?.errors ?? {}} isRecordShown={record !== undefined} />
          <Button>{t(`${name}.button`)}</Button>
        </form>
      )}
    </EntryPage>
  );
}
