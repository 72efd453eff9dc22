import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/question';
import { notFound, query } from '../../api/api.server';
import { CheckUpDocument } from '../../api/gql/graphql';
import { refuseForm, textIn } from '../../forms/form.server';
import { choose } from '../../i18n/localised';
import { useLocale } from '../../i18n/use-locale';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { RadiosField } from '../../ui/static/field';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { ANSWER_LETTERS, isAnswerLetter } from '../vocabulary';
import type { AnswerLetter } from '../vocabulary';
import { answersIn, NOT_KEPT } from './answers';

export async function loader({ params, request }: Route.LoaderArgs) {
  const { healthCheck: check } = await query('anonymous', CheckUpDocument, { code: params.code });
  if (check === null) notFound();
  const answers = answersIn(request.url, check.questions.length);
  if (answers.length === check.questions.length) throw redirect(`/${params.locale}/advice/check-up/${check.code}/result?a=${answers}`);
  const question = check.questions[answers.length];
  if (question === undefined) notFound();
  return data({ check: { code: check.code, title: check.title, total: check.questions.length }, question, answers }, { headers: NOT_KEPT });
}

/** One answer more, and the next question; the answers so far travel in the address, so going back works and nothing is stored. */
export async function action({ params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const answer = textIn(form, 'answer');
  if (!isAnswerLetter(answer)) return refuseForm({ answer: 'missing' }, form);
  const answers = answersIn(request.url, Number.MAX_SAFE_INTEGER);
  return redirect(`/${params.locale}/advice/check-up/${encodeURIComponent(params.code)}?a=${answers}${answer}`);
}

export function headers({ loaderHeaders }: Route.HeadersArgs): Headers {
  return loaderHeaders;
}

export default function Question({ loaderData: { check, question, answers }, actionData }: Route.ComponentProps) {
  const t = useTranslations('guidance.check-up');
  const locale = useLocale();
  const path = `/advice/check-up/${check.code}`;
  const title = choose(check.title, locale).text;
  const asked = choose(question.text, locale);
  const number = answers.length + 1;
  const error = actionData === undefined ? undefined : t('missing');
  return (
    <Page path={`${path}?a=${answers}`} current="advice">
      <PageHead
        title={`${error === undefined ? '' : `${t('error')} `}${t('progress', { number, total: check.total })} – ${title}`}
        description={t('lead')}
        path={path}
        isIndexed={number === 1}
      />
      <a className="govuk-back-link" href={answers === '' ? `/${locale}/advice/check-up` : `/${locale}${path}?a=${answers.slice(0, -1)}`}>
        {t('back')}
      </a>
      <ErrorSummary errors={error === undefined ? undefined : { answer: error }} />
      <p className="govuk-caption-l">
        {title} · {choose(question.area.title, locale).text}
      </p>
      <p className="govuk-body">
        {t('progress', { number, total: check.total })}{' '}
        <progress max={check.total} value={answers.length} aria-label={t('progress', { number, total: check.total })} />
      </p>
      <form method="post" noValidate>
        <RadiosField
          name="answer"
          label={<span lang={asked.lang}>{asked.text}</span>}
          isHeading
          error={error}
          choices={(Object.keys(ANSWER_LETTERS) as AnswerLetter[]).map((letter) => ({
            value: letter,
            label: t(`answer.${ANSWER_LETTERS[letter]}`),
          }))}
        />
        <Button>{t('next')}</Button>
      </form>
    </Page>
  );
}
