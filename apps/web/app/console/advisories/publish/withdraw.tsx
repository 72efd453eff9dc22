import { Form } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/withdraw';
import { mutate } from '../../../api/api.server';
import { WithdrawAdvisoryDocument } from '../../../api/gql/graphql';
import { refuseForm, textIn } from '../../../forms/form.server';
import { refuseInWords } from '../../../forms/refuse-in-words.server';
import { ConsolePage } from '../../../ui/console/console-page';
import { Button } from '../../../ui/static/button';
import { TextField } from '../../../ui/static/field';
import { useAdvisory } from '../advisory';
import { afterStep } from '../after-step.server';
import { requireStep } from '../require-step.server';
import { LanguageAreas } from './languages-form';
import { localisedIn } from './localised-in.server';

export async function loader({ request, params }: Route.LoaderArgs) {
  await requireStep(request, params.id, 'withdraw');
  return null;
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  if (textIn(form, 'confirm') !== params.id) return refuseForm({ confirm: 'confirm' }, form);
  const { refusal } = await mutate(request, WithdrawAdvisoryDocument, {
    input: { trackingId: params.id, notice: localisedIn(form, 'notice') },
  });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { notice: 'notice.en' });
  return afterStep(request, params.id, 'withdrawn');
}

/** For ever: the content gives way to the notice, and those who were alerted are told. */
export default function Withdraw({ actionData }: Route.ComponentProps) {
  const t = useTranslations('console.withdraw');
  const { trackingId } = useAdvisory().advisory;
  const errors = Object.fromEntries(
    Object.entries(actionData?.errors ?? {}).map(([field, text]) => [
      field,
      text === 'confirm' ? t('error-confirm', { id: trackingId }) : text,
    ]),
  );
  return (
    <ConsolePage title={t('title', { id: trackingId })} errors={errors}>
      <p className="hl-note">{t('text')}</p>
      <Form method="post" noValidate className="hl-form">
        <LanguageAreas name="notice" label={t('notice')} typed={actionData?.typed ?? {}} errors={errors} />
        <TextField
          name="confirm"
          label={t('confirm', { id: trackingId })}
          width={20}
          autoComplete="off"
          spellCheck={false}
          defaultValue={actionData?.typed['confirm']}
          error={errors['confirm']}
        />
        <Button look="warning">{t('withdraw')}</Button>
      </Form>
    </ConsolePage>
  );
}
