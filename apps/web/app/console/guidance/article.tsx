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
import type { ConsoleArticleQuery } from '../../api/gql/graphql';
import { textIn } from '../../forms/form.server';
import { issueWords } from '../../forms/refusal-words.server';
import { refuseInWords } from '../../forms/refuse-in-words.server';
import { choose } from '../../i18n/localised';
import type { LocalisedText } from '../../i18n/localised';
import { isLocale } from '../../i18n/locale';
import { Instant } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { ErrorSummary } from '../../ui/static/error-summary';
import { Blockers } from './blockers';
import { Facts } from '../../ui/static/parts';
import { ArticleActs } from './article-acts';
import { ArticlePreview } from './article-preview';
import { Changes } from './changes-shown';
import { changesBetween } from './changes.server';
import { requireSection } from '../console-access.server';

export type ConsoleArticleShown = NonNullable<ConsoleArticleQuery['guidanceArticle']>;

export async function loader({ request, params }: Route.LoaderArgs) {
  await requireSection(request, 'guidance');
  const { guidanceArticle: article } = await query(request, ConsoleArticleDocument, { slug: params.slug });
  if (article === null) notFound();
  const blockers = (article.inWork?.blockers ?? []).map((issue) => ({ path: issue.path, told: issueWords(request, given(issue)) }));
  const asked = new URL(request.url).searchParams.get('in') ?? undefined;
  const shown = isLocale(asked) ? asked : undefined;
  return data({
    article,
    blockers,
    shown,
    changes: article.inWork === null ? [] : changesBetween(article.current, article.inWork, request),
  });
}

/** What is given as nothing is not there. */
function given({ received, ...issue }: { path: string; expected: string; received: string | null }) {
  return received === null ? issue : { ...issue, received };
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

export default function Article({ loaderData: { article, blockers, shown, changes }, actionData }: Route.ComponentProps) {
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
      {inWork === null ? null : <Blockers slug={article.slug} blockers={blockers} mayEdit={viewerCan.edit} />}
      {viewerCan.edit ? (
        <p>
          <Link to={`/console/guidance/${article.slug}/edit`}>{t('edit')}</Link>
        </p>
      ) : null}
      <ArticleActs article={article} actionData={actionData} />
      {inWork === null ? null : (
        <>
          <Changes changes={changes} />
          <ArticlePreview slug={article.slug} work={inWork} locale={shown ?? locale} />
        </>
      )}
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
