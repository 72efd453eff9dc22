import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/result';
import { notFound, query } from '../../api/api.server';
import { CheckUpDocument, CheckUpResultDocument } from '../../api/gql/graphql';
import type { CheckUpResultQuery } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { useLocale } from '../../i18n/use-locale';
import { Breadcrumbs } from '../../ui/static/parts';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { ANSWER_LETTERS, isAnswerLetter } from '../vocabulary';
import { answersIn, NOT_KEPT } from './answers';
import { Score } from './score';

type Result = NonNullable<CheckUpResultQuery['healthCheckResult']>;
const PRIORITIES = ['NOW', 'SOON', 'LATER', 'KEEP'] as const;

export async function loader({ params, request }: Route.LoaderArgs) {
  const { healthCheck: check } = await query('anonymous', CheckUpDocument, { code: params.code });
  if (check === null) notFound();
  const letters = answersIn(request.url, check.questions.length);
  if (letters.length < check.questions.length) throw redirect(`/${params.locale}/advice/check-up/${check.code}?a=${letters}`);
  const answers = check.questions.flatMap(({ code }, at) => {
    const letter = letters[at];
    return isAnswerLetter(letter) ? [{ question: code, answer: ANSWER_LETTERS[letter] }] : [];
  });
  const { healthCheckResult: result } = await query('anonymous', CheckUpResultDocument, { code: check.code, answers });
  if (result === null) notFound();
  return data({ check: { code: check.code, title: check.title }, result, letters }, { headers: NOT_KEPT });
}

export function headers({ loaderHeaders }: Route.HeadersArgs): Headers {
  return loaderHeaders;
}

export default function CheckUpResult({ loaderData: { check, result, letters } }: Route.ComponentProps) {
  const t = useTranslations('guidance.check-up');
  const tg = useTranslations('guidance');
  const locale = useLocale();
  const path = `/advice/check-up/${check.code}/result`;
  const title = `${t('result')} – ${choose(check.title, locale).text}`;
  const crumbs = [
    { text: tg('home'), href: `/${locale}` },
    { text: tg('title'), href: `/${locale}/advice` },
    { text: t('title'), href: `/${locale}/advice/check-up` },
    { text: t('result') },
  ];
  return (
    <Page path={`${path}?a=${letters}`} current="advice" before={<Breadcrumbs crumbs={crumbs} />}>
      <PageHead title={title} description={t('lead')} path={path} isIndexed={false} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <Score result={result} />
      {PRIORITIES.map((priority) => (
        <Steps key={priority} priority={priority} steps={result.steps.filter((step) => step.priority === priority)} />
      ))}
      <p className="govuk-inset-text hl-no-print">{t('keep-it')}</p>
      <p className="govuk-body hl-no-print">
        <a className="govuk-link" href={`/${locale}/advice/check-up/${check.code}`}>
          {t('again')}
        </a>
      </p>
    </Page>
  );
}

function Steps({ priority, steps }: { readonly priority: (typeof PRIORITIES)[number]; readonly steps: Result['steps'] }) {
  const t = useTranslations('guidance.check-up');
  const locale = useLocale();
  if (steps.length === 0) return null;
  return (
    <section className={`hl-advised hl-advised--${priority.toLowerCase()}`}>
      <h2 className="govuk-heading-l">{t(`priority.${priority}`)}</h2>
      <ol>
        {steps.map(({ code, text, articleSlug, because }) => (
          <li key={code}>
            <strong>{choose(text, locale).text}</strong>{' '}
            <a className="govuk-link" href={`/${locale}/advice/${articleSlug}`}>
              {t('how')}
              <span className="govuk-visually-hidden"> {choose(text, locale).text}</span>
            </a>
            {priority === 'KEEP' || because.length === 0 ? null : (
              <ul className="govuk-list govuk-hint">
                {because.map(({ question, answer }) => (
                  <li key={question.code}>
                    {t('because', { question: choose(question.text, locale).text, answer: t(`answer.${answer}`) })}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
