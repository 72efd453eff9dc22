import { useTranslations } from 'use-intl';
import type { Route } from './+types/audience';
import { notFound, query } from '../../../../api/api.server';
import { EditAudienceDocument } from '../../../../api/gql/graphql';
import type { EditAudienceQuery } from '../../../../api/gql/graphql';
import { textIn } from '../../../../forms/form.server';
import { issueWords } from '../../../../forms/refusal-words.server';
import { consoleWords } from '../../../words.server';
import { useAdvisory } from '../../advisory';
import { LABELS } from '../../vocabulary';
import { WillNotRead } from '../../will-not-read';
import { refuseSection, saveSection } from '../save.server';
import { SectionForm } from '../section-form';
import { AudienceFields } from './audience-fields';
import { LabelRadios } from './label-radios';
import { mayNeedPermission, PermissionFields } from './permission-fields';
import { ReachShown } from './reach-shown';
import { readAudience } from './read-audience.server';
import { audienceTicked } from './ticked-audience';
import { organisationsFor, peopleFor } from './readers.server';

export type StoredAudience = NonNullable<NonNullable<EditAudienceQuery['advisory']>['inWork']>['audience'];

export async function loader({ request, params }: Route.LoaderArgs) {
  const { advisory, groups } = await query(request, EditAudienceDocument, { trackingId: params.id });
  if (!advisory?.viewerCan.edit || advisory.inWork === null) return notFound();
  const [organisations, people] = await Promise.all([organisationsFor(request), peopleFor(request)]);
  const at = new URL(request.url).searchParams.get('at') ?? '';
  return { work: advisory.inWork, groups, organisations, people, source: advisory.source, at };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const label = textIn(form, 'label');
  if (label !== '' && !LABELS.some((each) => each === label))
    return refuseSection({ label: issueWords(request, { path: 'label', expected: 'a TLP label' }) }, form);
  // While it is typed only one of the two is there yet.
  const half = textIn(form, 'do') === 'autosave' ? undefined : missingHalf(form);
  if (half !== undefined) return refuseSection({ [half]: consoleWords(request)('audience.permission-half') }, form);
  return saveSection({ request, trackingId: params.id, section: 'audience', form, changes: readAudience(form) });
}

/** A permission is who gave it and where that is written: the field that is empty while the other is not. */
function missingHalf(form: FormData): string | undefined {
  const empty = ['permission.grantedBy', 'permission.reference'].filter((field) => textIn(form, field) === '');
  return empty.length === 1 ? empty[0] : undefined;
}

export default function Audience({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useTranslations('console.audience');
  const { work, groups, organisations, people, source, at } = loaderData;
  const { savedAt, label, reach, willNotRead } = work;
  // What was refused comes back as it was ticked.
  const ticked = actionData?.ticked;
  const audience = ticked === undefined ? work.audience : audienceTicked((name) => ticked[name] ?? []);
  const chosen = LABELS.find((each) => each === actionData?.typed['label']) ?? label;
  const { me } = useAdvisory();
  return (
    <SectionForm key={`${params.id} ${at}`} title={t('title', { id: params.id })} savedAt={savedAt} answer={actionData}>
      <LabelRadios chosen={chosen} error={actionData?.errors['label']} />
      <ReachShown label={label} reach={reach} />
      <WillNotRead people={willNotRead} me={me} />
      <p className="govuk-hint">{t('reach-hint')}</p>
      <AudienceFields {...{ audience, groups, organisations, people }} error={actionData?.errors['audience']} />
      {mayNeedPermission({ work, source }) ? (
        <PermissionFields work={work} source={source} typed={actionData?.typed ?? {}} errors={actionData?.errors ?? {}} />
      ) : null}
    </SectionForm>
  );
}
