import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/link';
import { notFound, query } from '../../api/api.server';
import { LinkOfApplicationDocument, LinkOfProofDocument } from '../../api/gql/graphql';
import { refuseForm } from '../../forms/form.server';
import { Button, ButtonLink } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { errorWords, refuseInWords } from '../frame/words.server';
import { EntryPage } from '../sign-in/entry-page';
import { ApplicationStanding } from './application-standing';
import { FOLLOW } from './link-actions.server';
import { isLinkAction, LEADS_TO_SIGN_IN } from './link-fields';
import type { LinkAction } from './link-fields';
import { LinkFieldsOf } from './link-fields-of';
import { MailedList } from './mailed-list';
import { mailedBy } from './mailed.server';
import { ProofAsked } from './proof-asked';

/** What links in mails lead to: a page with one button. Looking at it changes nothing, since programs follow links too. */
export async function loader({ params, request }: Route.LoaderArgs) {
  if (!isLinkAction(params.action) || !/^[\w.~%-]{1,800}$/u.test(params.token)) notFound();
  const isDone = new URL(request.url).searchParams.has('done');
  return { action: params.action, isDone, ...(isDone ? {} : await about(request, params.action, params.token)) };
}

/** What the link is about, where its page must say so before anything is done: looked at, not used. */
async function about(request: Request, action: LinkAction, token: string) {
  if (action === 'unsubscribe') return { mailed: await mailedBy(request, token) };
  if (action === 'prove-domain') {
    const { domainProofAsked: proof } = await query(request, LinkOfProofDocument, { token });
    return { proof, isGone: proof === null };
  }
  if (action === 'continue-application') {
    const { applicationStanding: standing } = await query(request, LinkOfApplicationDocument, { token });
    return { standing, isGone: standing === null };
  }
  return {};
}

export async function action({ params, request }: Route.ActionArgs) {
  if (!isLinkAction(params.action)) notFound();
  const form = await request.formData();
  const { refusal, record, isProven } = await FOLLOW[params.action](request, params.token, form);
  if (refusal?.code === 'NOT_FOUND')
    return data({ errors: { '': errorWords(request)('link-not-good') }, typed: {}, isSpent: true }, { status: 404 });
  if (refusal !== undefined)
    return refuseInWords(request, refusal, form, { password: 'password', name: 'name', domain: 'domain', email: 'mailbox' });
  // The page shows the record with all that is still to be proven.
  if (record != null) return { isRecordShown: true };
  if (isProven === false) return refuseForm({ domain: errorWords(request)('record-not-there') }, form);
  if (isProven === true) return redirect(donePage('prove-domain', request));
  return redirect(donePage(params.action, request));
}

/** In the language of the mail that led here. */
function donePage(action: string, request: Request): string {
  const lang = new URL(request.url).searchParams.get('lang');
  return `/links/${action}/done?done${lang === null ? '' : `&lang=${encodeURIComponent(lang)}`}`;
}

export default function Link({ loaderData, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.links');
  const { action: name, isDone, mailed, proof, standing } = loaderData;
  const errors = useTranslations('members.errors');
  const refused = actionData !== undefined && 'errors' in actionData ? actionData : undefined;
  const isGone = loaderData.isGone === true;
  const shown = refused ?? (isGone ? { errors: { '': errors('link-not-good') }, typed: {} } : undefined);
  const isSpent = isGone || (refused !== undefined && 'isSpent' in refused);
  const isOver = standing != null && standing.status !== 'APPLIED';
  const waiting = standing?.domains.filter(({ verifiedAt }) => verifiedAt === null).at(-1);
  const title = t(`${name}.title`);
  return (
    <EntryPage title={title} isRefused={shown !== undefined}>
      <ErrorSummary errors={shown?.errors} />
      <h1 className="govuk-heading-l">{title}</h1>
      {isDone ? (
        <p className="govuk-body">{t(`${name}.done`)}</p>
      ) : proof != null ? (
        <ProofAsked proof={proof} />
      ) : isOver || isSpent ? null : (
        <p className="govuk-body">{t(`${name}.text`)}</p>
      )}
      {standing == null ? null : <ApplicationStanding standing={standing} />}
      {isDone && LEADS_TO_SIGN_IN.has(name) ? <ButtonLink href="/sign-in">{t('sign-in')}</ButtonLink> : null}
      {isDone || isSpent || isOver ? null : (
        <form method="post" noValidate>
          <MailedList mailed={mailed} />
          <LinkFieldsOf
            action={name}
            typed={{ ...(waiting === undefined ? {} : { domain: waiting.domain, method: 'DNS_CHECK' }), ...shown?.typed }}
            errors={shown?.errors ?? {}}
            isRecordShown={actionData !== undefined && 'isRecordShown' in actionData}
          />
          <Button>{t(`${name}.button`)}</Button>
        </form>
      )}
    </EntryPage>
  );
}
