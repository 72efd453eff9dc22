import { diffWordsWithSpace } from 'diff';
import { data, Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/article';
import { mutate, notFound, query } from '../../api/api.server';
import {
  ConsoleArticleDocument,
  DiscardArticleDraftDocument,
  PublishArticleDocument,
  ReturnArticleDocument,
  ReviseArticleDocument,
  SubmitArticleDocument,
  WithdrawArticleDocument,
} from '../../api/gql/graphql';
import type { ConsoleArticleQuery, WorkRevisionFragment } from '../../api/gql/graphql';
import { textIn } from '../../forms/form.server';
import { issueWords } from '../../forms/refusal-words.server';
import { refuseInWords } from '../../forms/refuse-in-words.server';
import { choose } from '../../i18n/localised';
import type { LocalisedText } from '../../i18n/localised';
import { LOCALE_FACTS, LOCALES } from '../../i18n/locale';
import { Instant } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { ErrorSummary } from '../../ui/static/error-summary';
import { Blockers } from './blockers';
import { Facts } from '../../ui/static/parts';
import { ArticleActs } from './article-acts';
import { fieldsOf } from './text-form';
import { requireSection } from '../console-access.server';

export type ConsoleArticleShown = NonNullable<ConsoleArticleQuery['guidanceArticle']>;

interface Change {
  readonly language: string;
  readonly field: string;
  readonly parts: readonly { readonly text: string; readonly kind: 'same' | 'added' | 'removed' }[];
}

export async function loader({ request, params }: Route.LoaderArgs) {
  await requireSection(request, 'guidance');
  const { guidanceArticle: article } = await query(request, ConsoleArticleDocument, { slug: params.slug });
  if (article === null) notFound();
  const blockers = (article.inWork?.blockers ?? []).map((issue) => ({ path: issue.path, told: issueWords(request, issue) }));
  return data({ article, blockers, changes: article.inWork === null ? [] : changesBetween(article.current, article.inWork) });
}

/** What a reviewer must look at: every field that differs from what is published, in every language. */
function changesBetween(before: WorkRevisionFragment | null, after: WorkRevisionFragment): Change[] {
  return LOCALES.flatMap((locale) => {
    const old = before?.languages.includes(LOCALE_FACTS[locale].language) === true ? fieldsOf(before[locale]) : {};
    const now = after.languages.includes(LOCALE_FACTS[locale].language) ? fieldsOf(after[locale]) : {};
    return [...new Set([...Object.keys(old), ...Object.keys(now)])]
      .filter((field) => (old[field] ?? '') !== (now[field] ?? ''))
      .map((field) => ({
        language: LOCALE_FACTS[locale].name,
        field,
        parts: diffWordsWithSpace(old[field] ?? '', now[field] ?? '').map(({ value, added, removed }) => ({
          text: value,
          kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
        })),
      }));
  });
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { refusal } = await perform(request, form, textIn(form, 'id'));
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { reason: 'reason', notice: 'notice-en' });
  const next = textIn(form, 'act') === 'revise' ? '/edit' : '';
  return redirect(`/console/guidance/${encodeURIComponent(params.slug)}${next}`);
}

async function perform(request: Request, form: FormData, id: string) {
  switch (textIn(form, 'act')) {
    case 'submit':
      return mutate(request, SubmitArticleDocument, { input: { id } });
    case 'return':
      return mutate(request, ReturnArticleDocument, { input: { id, reason: textIn(form, 'reason') } });
    case 'publish':
      return mutate(request, PublishArticleDocument, { input: { id } });
    case 'revise':
      return mutate(request, ReviseArticleDocument, { input: { id } });
    case 'discard':
      return mutate(request, DiscardArticleDraftDocument, { input: { id } });
    case 'withdraw': {
      const notice = { en: textIn(form, 'notice-en'), zhHant: textIn(form, 'notice-tc'), zhHans: textIn(form, 'notice-sc') };
      return mutate(request, WithdrawArticleDocument, { input: { id, notice } });
    }
    default:
      notFound();
  }
}

export default function Article({ loaderData: { article, blockers, changes }, actionData }: Route.ComponentProps) {
  const t = useTranslations('administration.guidance');
  const locale = useLocale();
  const { inWork, viewerCan } = article;
  const title = choose(article.title, locale).text;
  return (
    <>
      <title>{`${title} – Harbourlight`}</title>
      <p>
        <Link to="/console/guidance">{t('title')}</Link>
      </p>
      <ErrorSummary errors={actionData?.errors} />
      <h1>{title}</h1>
      <Facts
        facts={[
          { name: t('state-head'), value: <strong>{t(`state.${inWork?.state ?? article.state}`)}</strong> },
          { name: t('revision'), value: inWork?.number ?? article.current?.number ?? '–' },
          inWork?.returnReason == null ? undefined : { name: t('returned'), value: inWork.returnReason },
          { name: t('page'), value: <a href={`/${locale}/advice/${article.slug}`}>{`/${locale}/advice/${article.slug}`}</a> },
          ...article.feedback.map(({ language, useful, notUseful }) => ({
            name: t('feedback', { language }),
            value: t('feedback-value', { useful, notUseful }),
          })),
        ]}
      />
      {inWork === null ? null : <Blockers blockers={blockers} />}
      {viewerCan.edit ? (
        <p>
          <Link to={`/console/guidance/${article.slug}/edit`}>{t('edit')}</Link>
        </p>
      ) : null}
      <ArticleActs article={article} actionData={actionData} />
      {inWork === null ? null : <Changes changes={changes} />}
      <h2>{t('history')}</h2>
      <ol className="hl-notes" reversed>
        {article.history.toReversed().map(({ id, number, publishedAt, summaryOfChanges }) => (
          <li key={id} value={number}>
            {publishedAt === null ? null : <Instant at={publishedAt} />} <Chosen text={summaryOfChanges} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** In the page's language, else in another, which it then says of itself. */
function Chosen({ text }: { readonly text: LocalisedText | null }) {
  const { text: chosen, lang } = choose(text, useLocale());
  return <span lang={lang}>{chosen}</span>;
}

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const t = useTranslations('administration.guidance');
  return (
    <section>
      <h2>{t('changes')}</h2>
      {changes.length === 0 ? <p className="govuk-body">{t('no-changes')}</p> : null}
      {changes.map(({ language, field, parts }) => (
        <div key={`${language} ${field}`} className="hl-change">
          <h3>
            {language} · <code>{field}</code>
          </h3>
          <p className="hl-plain">
            {parts.map(({ text, kind }, at) =>
              kind === 'added' ? (
                <ins key={at}>{text}</ins>
              ) : kind === 'removed' ? (
                <del key={at}>{text}</del>
              ) : (
                <span key={at}>{text}</span>
              ),
            )}
          </p>
        </div>
      ))}
    </section>
  );
}
