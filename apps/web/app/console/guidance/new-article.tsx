import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/new-article';
import { mutate } from '../../api/api.server';
import { CreateArticleDocument } from '../../api/gql/graphql';
import { refuseForm, textIn } from '../../forms/form.server';
import { issueWords } from '../../forms/refusal-words.server';
import { refuseInWords } from '../../forms/refuse-in-words.server';
import { isTopic, TOPICS } from '../../guidance/vocabulary';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { SelectField, TextField } from '../../ui/static/field';

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const topic = textIn(form, 'topic');
  if (!isTopic(topic)) return refuseForm({ topic: issueWords(request, { path: 'topic', expected: 'one of the topics' }) }, form);
  const content = { topic, texts: [{ language: 'EN' as const, title: textIn(form, 'title') }] };
  const { done, refusal } = await mutate(request, CreateArticleDocument, { input: { slug: textIn(form, 'slug'), content } });
  if (refusal !== undefined)
    return refuseInWords(request, refusal, form, { slug: 'slug', 'content.texts[0].title': 'title', 'content.topic': 'topic' });
  return redirect(`/console/guidance/${done.createGuidanceArticle.article.slug}/edit`);
}

export default function NewArticle({ actionData }: Route.ComponentProps) {
  const t = useTranslations('administration.guidance');
  const errors = actionData?.errors;
  return (
    <>
      <title>{`${t('new')} – Harbourlight`}</title>
      <ErrorSummary errors={errors} />
      <h1>{t('new')}</h1>
      <form method="post" noValidate>
        <TextField
          name="title"
          label={t('field.title')}
          hint={t('field.title-hint')}
          defaultValue={actionData?.typed['title']}
          error={errors?.['title']}
        />
        <TextField
          name="slug"
          label={t('field.slug')}
          hint={t('field.slug-hint')}
          defaultValue={actionData?.typed['slug']}
          error={errors?.['slug']}
        />
        <SelectField
          name="topic"
          label={t('field.topic')}
          error={errors?.['topic']}
          choices={TOPICS.map((value) => ({ value, label: t(`topic.${value}`) }))}
        />
        <Button>{t('create')}</Button>
      </form>
    </>
  );
}
