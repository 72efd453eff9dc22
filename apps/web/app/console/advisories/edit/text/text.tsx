import { useTranslations } from 'use-intl';
import type { Route } from './+types/text';
import { query, notFound } from '../../../../api/api.server';
import { EditTextDocument } from '../../../../api/gql/graphql';
import type { EditTextQuery } from '../../../../api/gql/graphql';
import { saveSection } from '../save.server';
import { SectionForm } from '../section-form';
import { JudgementFields } from './judgement-fields';
import { LanguageFields } from './language-fields';
import { MoreFields } from './more-fields';
import { StepFields } from './step-fields';
import { readText } from './read-text.server';

export type WorkText = NonNullable<NonNullable<EditTextQuery['advisory']>['inWork']>;
export type SeverityInputs = NonNullable<EditTextQuery['advisory']>['severityInputs'];

async function workOf(request: Request, trackingId: string) {
  const { advisory } = await query(request, EditTextDocument, { trackingId });
  if (!advisory?.viewerCan.edit || advisory.inWork === null) return notFound();
  return { work: advisory.inWork, proposed: advisory.severityInputs };
}

export async function loader({ request, params }: Route.LoaderArgs) {
  return { ...(await workOf(request, params.id)), at: new URL(request.url).searchParams.get('at') ?? '' };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { work } = await workOf(request, params.id);
  return saveSection({ request, trackingId: params.id, section: 'text', form, changes: readText(form, work) });
}

export default function Text({ loaderData: { work, proposed, at }, actionData, params }: Route.ComponentProps) {
  const t = useTranslations('console.edit');
  const fields = { work, answer: actionData };
  return (
    <SectionForm key={`${params.id} ${at}`} title={t('text-title', { id: params.id })} savedAt={work.savedAt} answer={actionData}>
      <JudgementFields {...fields} proposed={proposed} />
      {work.text.outdatedTranslations.length === 0 ? null : <p className="hl-note">{t('outdated-text')}</p>}
      <LanguageFields {...fields} field="title" />
      <LanguageFields {...fields} field="summary" rows={4} />
      <LanguageFields {...fields} field="description" rows={14} isMarkdown />
      <LanguageFields {...fields} field="impact" rows={4} />
      <StepFields {...fields} field="recommendation" />
      <StepFields {...fields} field="workarounds" />
      <MoreFields {...fields} />
    </SectionForm>
  );
}
