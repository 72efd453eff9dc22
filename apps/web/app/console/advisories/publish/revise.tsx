import { Form, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/revise';
import { mutate } from '../../../api/api.server';
import { ReviseAdvisoryDocument } from '../../../api/gql/graphql';
import { textIn } from '../../../forms/form.server';
import { refuseInWords } from '../../../forms/refuse-in-words.server';
import { ConsolePage } from '../../../ui/console/console-page';
import { Button } from '../../../ui/static/button';
import { RadiosField } from '../../../ui/static/field';
import { useAdvisory } from '../advisory';
import { editPath } from '../edit/edit-sections';
import { requireStep } from '../require-step.server';
import { UPDATE_CLASSES } from '../vocabulary';
import { LanguageAreas } from './languages-form';
import { localisedIn } from './localised-in.server';

export async function loader({ request, params }: Route.LoaderArgs) {
  await requireStep(request, params.id, 'revise');
  return null;
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const updateClass = UPDATE_CLASSES.find((each) => each === textIn(form, 'updateClass')) ?? 'MINOR';
  const input = { trackingId: params.id, updateClass, summaryOfChanges: localisedIn(form, 'summaryOfChanges') };
  const { refusal } = await mutate(request, ReviseAdvisoryDocument, { input });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { summaryOfChanges: 'summaryOfChanges.en' });
  return redirect(`${editPath(params.id, 'text')}?done=revised`);
}

/** The next revision begins as a draft; what is published stays until it takes its place. */
export default function Revise({ actionData }: Route.ComponentProps) {
  const t = useTranslations('console.revise');
  const classes = useTranslations('console.update-class');
  const { trackingId } = useAdvisory().advisory;
  return (
    <ConsolePage title={t('title', { id: trackingId })} errors={actionData?.errors}>
      <p>{t('text')}</p>
      <Form method="post" noValidate className="hl-form">
        <RadiosField
          name="updateClass"
          label={t('class')}
          choices={UPDATE_CLASSES.map((value) => ({ value, label: classes(`${value}.name`), hint: classes(`${value}.text`) }))}
          chosen={[actionData?.typed['updateClass'] ?? 'MINOR']}
        />
        <LanguageAreas name="summaryOfChanges" label={t('changes')} typed={actionData?.typed ?? {}} errors={actionData?.errors ?? {}} />
        <Button>{t('begin')}</Button>
      </Form>
    </ConsolePage>
  );
}
