import { Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/edit-article';
import { mutate, notFound, query } from '../../api/api.server';
import { ConsoleArticleDocument, UpdateArticleDocument } from '../../api/gql/graphql';
import type { GuidanceCost, WorkRevisionFragment } from '../../api/gql/graphql';
import { textIn, textsIn } from '../../forms/form.server';
import { refuseInWords } from '../../forms/refuse-in-words.server';
import { AUDIENCES, isAudience, isTopic, TOPICS } from '../../guidance/vocabulary';
import { isLocale, LOCALE_FACTS, localeOfLanguage, LOCALES } from '../../i18n/locale';
import type { Locale } from '../../i18n/locale';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import type { FormErrors } from '../../ui/static/error-summary';
import { CheckboxesField, SelectField, TextAreaField, TextField } from '../../ui/static/field';
import { Tabs } from '../../ui/static/tabs';
import { fieldsOf, linesIn, textOf } from './text-form';
import { TextFields } from './text-fields';
import { requireSection } from '../console-access.server';

const ABOUT_FIELDS = {
  'content.texts[0].title': 'title',
  'content.texts[0]': 'steps',
  'content.reviewedOn': 'reviewedOn',
  'content.minutes': 'minutes',
  'content.keywords': 'keywords',
  'content.related': 'related',
} as const;

const COSTS = ['FREE', 'LOW', 'PAID'] as const satisfies readonly GuidanceCost[];

export async function loader({ request, params }: Route.LoaderArgs) {
  await requireSection(request, 'guidance');
  const { guidanceArticle: article } = await query(request, ConsoleArticleDocument, { slug: params.slug });
  if (article?.inWork == null || !article.viewerCan.edit) notFound();
  const asked = new URL(request.url).searchParams.get('language') ?? undefined;
  return { article: { id: article.id, slug: article.slug }, work: article.inWork, locale: isLocale(asked) ? asked : 'en' };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const field = (name: string) => textIn(form, name);
  const locale = field('locale');
  if (!isLocale(locale)) notFound();
  const input = {
    id: field('id'),
    expectedSavedAt: field('savedAt'),
    content: { ...(field('title') === '' ? {} : { texts: [textOf(locale, field)] }), ...aboutIn(form) },
    summaryOfChanges: { [LOCALE_FACTS[locale].key]: field('changes') },
  };
  const { refusal } = await mutate(request, UpdateArticleDocument, { input });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, ABOUT_FIELDS);
  return redirect(`/console/guidance/${encodeURIComponent(params.slug)}`);
}

function aboutIn(form: FormData) {
  const topic = textIn(form, 'topic');
  const cost = COSTS.find((each) => each === textIn(form, 'cost'));
  return {
    audiences: textsIn(form, 'audiences').filter(isAudience),
    ...(isTopic(topic) ? { topic } : {}),
    ...(cost === undefined ? {} : { cost }),
    minutes: Number.parseInt(textIn(form, 'minutes'), 10) || 10,
    reviewedOn: textIn(form, 'reviewedOn'),
    keywords: linesIn(textIn(form, 'keywords')),
    related: linesIn(textIn(form, 'related')),
  };
}

export default function EditArticle({ loaderData: { article, work, locale }, actionData }: Route.ComponentProps) {
  const t = useTranslations('administration.guidance');
  const values = actionData?.typed ?? fieldsOf(own(work, locale));
  const source = localeOfLanguage(work.sourceLanguage) ?? 'en';
  return (
    <>
      <title>{`${t('edit')} – Harbourlight`}</title>
      <p>
        <Link to={`/console/guidance/${article.slug}`}>{t('back')}</Link>
      </p>
      <ErrorSummary errors={actionData?.errors} />
      <h1>{t('edit')}</h1>
      <Tabs
        label={t('languages')}
        tabs={LOCALES.map((each) => ({
          text: LOCALE_FACTS[each].name + (work.outdatedTranslations.includes(LOCALE_FACTS[each].language) ? ` (${t('is-older')})` : ''),
          href: `/console/guidance/${article.slug}/edit?language=${each}`,
          isCurrent: each === locale,
        }))}
      />
      <form method="post" className={locale === source ? undefined : 'hl-beside'}>
        <div lang={LOCALE_FACTS[locale].tag}>
          <input type="hidden" name="id" value={article.id} />
          <input type="hidden" name="savedAt" value={work.savedAt} />
          <input type="hidden" name="locale" value={locale} />
          <TextFields key={locale} values={values} />
          <About key={`about-${locale}`} work={work} typed={actionData?.typed} errors={actionData?.errors ?? {}} />
          <TextAreaField
            name="changes"
            label={t('field.changes')}
            rows={2}
            defaultValue={values['changes'] ?? work.summaryOfChanges?.[LOCALE_FACTS[locale].key] ?? ''}
          />
          <Button>{t('save')}</Button>
        </div>
        {locale === source ? null : <SourceText work={work} source={source} />}
      </form>
    </>
  );
}

/** The text in exactly this language; what would be shown instead of a missing one is no text of it. */
function own(work: WorkRevisionFragment, locale: Locale) {
  return work.languages.includes(LOCALE_FACTS[locale].language) ? work[locale] : null;
}

function SourceText({ work, source }: { readonly work: WorkRevisionFragment; readonly source: Locale }) {
  const t = useTranslations('administration.guidance');
  const fields = fieldsOf(own(work, source));
  return (
    <section lang={LOCALE_FACTS[source].tag} aria-label={t('source')}>
      <h2>{t('source')}</h2>
      {['title', 'summary', 'forWhom', 'steps', 'check', 'ifWrong', 'checklist'].map((name) => (
        <p key={name} className="hl-plain">
          {fields[name]}
        </p>
      ))}
    </section>
  );
}

const ABOUT = ['reviewedOn', 'minutes', 'keywords', 'related'] as const;

interface AboutProps {
  readonly work: WorkRevisionFragment;
  readonly typed: Readonly<Record<string, string>> | undefined;
  readonly errors: FormErrors;
}

function About({ work, typed, errors }: AboutProps) {
  const t = useTranslations('administration.guidance');
  return (
    <details className="govuk-details" open={ABOUT.some((field) => errors[field] !== undefined)}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('about')}</span>
      </summary>
      <div className="govuk-details__text">
        <CheckboxesField
          name="audiences"
          label={t('field.audiences')}
          isSmall
          chosen={work.audiences}
          choices={AUDIENCES.map((value) => ({ value, label: t(`audience.${value}`) }))}
        />
        <SelectField
          name="topic"
          label={t('field.topic')}
          defaultValue={typed?.['topic'] ?? work.topic}
          choices={TOPICS.map((value) => ({ value, label: t(`topic.${value}`) }))}
        />
        <SelectField
          name="cost"
          label={t('field.cost')}
          defaultValue={typed?.['cost'] ?? work.cost}
          choices={COSTS.map((value) => ({ value, label: t(`cost.${value}`) }))}
        />
        <TextField
          name="minutes"
          label={t('field.minutes')}
          type="number"
          min={1}
          max={600}
          width={5}
          defaultValue={typed?.['minutes'] ?? String(work.minutes)}
          error={errors['minutes']}
        />
        <TextField
          name="reviewedOn"
          label={t('field.reviewed-on')}
          type="date"
          defaultValue={typed?.['reviewedOn'] ?? work.reviewedOn}
          error={errors['reviewedOn']}
        />
        <TextAreaField
          name="keywords"
          label={t('field.keywords')}
          hint={t('field.lines-hint')}
          defaultValue={typed?.['keywords'] ?? work.keywords.join('\n')}
          error={errors['keywords']}
        />
        <TextAreaField
          name="related"
          label={t('field.related')}
          hint={t('field.lines-hint')}
          rows={3}
          defaultValue={typed?.['related'] ?? work.relatedSlugs.join('\n')}
          error={errors['related']}
        />
      </div>
    </details>
  );
}
