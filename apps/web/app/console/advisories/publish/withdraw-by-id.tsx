import { Form } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/withdraw-by-id';
import { mutate, notFound } from '../../../api/api.server';
import { WithdrawAdvisoryDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { refuseForm, textIn } from '../../../forms/form.server';
import { refuseInWords } from '../../../forms/refuse-in-words.server';
import { ConsolePage } from '../../../ui/console/console-page';
import { Button } from '../../../ui/static/button';
import { CheckboxesField, TextField } from '../../../ui/static/field';
import type { FormErrors } from '../../../ui/static/error-summary';
import { afterStep } from '../after-step.server';
import { LanguageAreas } from './languages-form';
import { localisedIn } from './localised-in.server';

export async function loader({ request }: Route.LoaderArgs) {
  const { viewerCan } = await requireViewer(request);
  if (!viewerCan.withdrawAdvisory) notFound();
  return null;
}

/** Hidden, withdrawn already and never there are one answer, as at the API: the page tells nobody what there is. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const trackingId = textIn(form, 'trackingId').toUpperCase();
  if (trackingId === '') return refuseForm({ trackingId: 'missing' }, form);
  if (textIn(form, 'sure') !== 'yes') return refuseForm({ sure: 'sure' }, form);
  const { refusal } = await mutate(request, WithdrawAdvisoryDocument, { input: { trackingId, notice: localisedIn(form, 'notice') } });
  if (refusal?.kind === 'NOT_FOUND') return refuseForm({ trackingId: 'unknown' }, form, 404);
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { notice: 'notice.en' });
  return afterStep(request, trackingId, 'withdrawn');
}

/** A reviewer of the operating CERT takes back what is published, also what they do not read (docs/adr/0006): by its id, and shown nothing of it. */
export default function WithdrawById({ actionData }: Route.ComponentProps) {
  const t = useTranslations('console.withdraw');
  const errors = useErrors(actionData?.errors);
  return (
    <ConsolePage title={t('by-id.title')} errors={errors}>
      <p>{t('by-id.text')}</p>
      <p className="hl-note">{t('text')}</p>
      <Form method="post" noValidate className="hl-form">
        <TextField
          name="trackingId"
          label={t('by-id.id')}
          hint={t('by-id.id-hint')}
          width={20}
          autoComplete="off"
          spellCheck={false}
          defaultValue={actionData?.typed['trackingId']}
          error={errors['trackingId']}
        />
        <LanguageAreas name="notice" label={t('notice')} typed={actionData?.typed ?? {}} errors={errors} />
        <CheckboxesField
          name="sure"
          label={t('by-id.sure')}
          isSmall
          choices={[{ value: 'yes', label: t('by-id.yes') }]}
          chosen={[]}
          error={errors['sure']}
        />
        <Button look="warning">{t('withdraw')}</Button>
      </Form>
    </ConsolePage>
  );
}

function useErrors(found: FormErrors = {}): FormErrors {
  const t = useTranslations('console.withdraw.by-id.errors');
  return Object.fromEntries(
    Object.entries(found).map(([field, text]) => [field, text === 'missing' || text === 'unknown' || text === 'sure' ? t(text) : text]),
  );
}
