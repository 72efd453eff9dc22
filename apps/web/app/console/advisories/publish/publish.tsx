import { Form } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/publish';
import { mutate, notFound, query } from '../../../api/api.server';
import { CancelScheduleDocument, PublishAdvisoryDocument, PublishSummaryDocument } from '../../../api/gql/graphql';
import { refuseForm, textIn } from '../../../forms/form.server';
import { refuseInWords } from '../../../forms/refuse-in-words.server';
import { TIME_ZONE } from '../../../i18n/texts';
import { ConsolePage } from '../../../ui/console/console-page';
import type { FormErrors } from '../../../ui/static/error-summary';
import { Button } from '../../../ui/static/button';
import { TextField } from '../../../ui/static/field';
import { useAdvisory } from '../advisory';
import { afterStep } from '../after-step.server';
import { AudienceShown } from '../audience-shown';
import { Blockers } from '../edit/rail';
import { Scheduled } from '../overview/overview';
import { WhenFields } from './when-fields';
import { instantOf, isZone, scheduleProblem } from './zoned-instant';

async function summaryOf(request: Request, trackingId: string) {
  const { advisory } = await query(request, PublishSummaryDocument, { trackingId });
  if (advisory?.inWork == null || !(advisory.viewerCan.publish || advisory.viewerCan.cancelSchedule)) return notFound();
  return advisory.inWork;
}

export async function loader({ request, params }: Route.LoaderArgs) {
  const inWork = await summaryOf(request, params.id);
  return { inWork, zones: Intl.supportedValuesOf('timeZone') };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  if (textIn(form, 'do') === 'cancel') {
    const { refusal } = await mutate(request, CancelScheduleDocument, { input: { trackingId: params.id } });
    return refusal === undefined ? afterStep(request, params.id, 'unscheduled') : refuseInWords(request, refusal, form);
  }
  const errors: Record<string, string> = {};
  if (textIn(form, 'confirm') !== params.id) errors['confirm'] = 'confirm';
  const schedule =
    textIn(form, 'when') === 'later' ? { at: instantOf(textIn(form, 'at'), textIn(form, 'zone')), zone: textIn(form, 'zone') } : undefined;
  if (schedule !== undefined && !isZone(schedule.zone)) errors['zone'] = 'zone';
  else if (schedule !== undefined) {
    const problem = scheduleProblem(textIn(form, 'at'), schedule.zone, new Date().getTime());
    if (problem !== undefined) errors['at'] = problem;
  }
  if (Object.keys(errors).length > 0) return refuseForm(errors, form);
  const expectedSavedAt = textIn(form, 'expectedSavedAt');
  const input = {
    trackingId: params.id,
    expectedSavedAt,
    ...(schedule?.at === undefined ? {} : { schedule: { at: schedule.at, zone: schedule.zone } }),
  };
  const { refusal } = await mutate(request, PublishAdvisoryDocument, { input });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { 'schedule.at': 'at', 'schedule.zone': 'zone' });
  return afterStep(request, params.id, schedule === undefined ? 'published' : 'scheduled');
}

/** The last look: who reads it, when, and the id typed as a confirmation. */
export default function Publish({ loaderData: { inWork, zones }, actionData }: Route.ComponentProps) {
  const t = useTranslations('console.publish');
  const classes = useTranslations('console.update-class');
  const { advisory, me } = useAdvisory();
  const { trackingId, viewerCan } = advisory;
  const errors = useErrors(actionData?.errors, trackingId);
  return (
    <ConsolePage title={t('title', { id: trackingId })} errors={errors}>
      {inWork.scheduledFor === null ? null : (
        <div className="hl-note">
          <p>
            {t('is-scheduled')} <Scheduled at={inWork.scheduledFor} zone={inWork.scheduledZone} />
          </p>
          <Form method="post">
            <Button look="secondary" name="do" value="cancel">
              {t('cancel-schedule')}
            </Button>
          </Form>
        </div>
      )}
      <AudienceShown text={inWork} me={me} />
      {inWork.number > 1 ? (
        <p>
          <strong>{classes(`${inWork.updateClass}.name`)}</strong>: {classes(`${inWork.updateClass}.text`)}
        </p>
      ) : null}
      <Blockers advisory={advisory} />
      {viewerCan.publish ? (
        <Form method="post" noValidate className="hl-form">
          <input type="hidden" name="expectedSavedAt" value={inWork.savedAt} />
          <WhenFields zones={zones} typed={{ zone: TIME_ZONE, ...actionData?.typed }} errors={errors ?? {}} />
          <TextField
            name="confirm"
            label={t('confirm', { id: trackingId })}
            hint={t('confirm-hint')}
            width={20}
            autoComplete="off"
            spellCheck={false}
            defaultValue={actionData?.typed['confirm']}
            error={errors?.['confirm']}
          />
          <Button>{t('publish')}</Button>
        </Form>
      ) : null}
    </ConsolePage>
  );
}

/** Our own findings in words; what the API found is in words already. */
function useErrors(found: FormErrors | undefined, id: string): FormErrors | undefined {
  const t = useTranslations('console.publish.errors');
  if (found === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(found).map(([field, text]) => {
      if (text === 'confirm') return [field, t('confirm', { id })];
      return [field, text === 'at' || text === 'zone' || text === 'skipped' || text === 'far' ? t(text) : text];
    }),
  );
}
