import { data } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/readers';
import { notFound, query } from '../../../../api/api.server';
import { EditIndicatorReadersDocument } from '../../../../api/gql/graphql';
import type { EditIndicatorReadersQuery } from '../../../../api/gql/graphql';
import { TlpLabel } from '../../../../ui/static/tlp-label';
import { AudienceFields } from '../audience/audience-fields';
import { organisationsFor, peopleFor } from '../audience/readers.server';
import { editPath } from '../edit-sections';
import { saveSection } from '../save.server';
import { SectionForm } from '../section-form';
import { keyOf } from './indicator-key';
import { PartLabelRadios, WhichIndicators, WidenField } from './reader-fields';
import { readReaders } from './read-readers.server';
import { MAX_INDICATORS_SHOWN } from './read-indicators.server';

export type StoredIndicator = NonNullable<NonNullable<EditIndicatorReadersQuery['advisory']>['inWork']>['indicators'][number];

const NOBODY = { tiers: [], sectors: [], tierSectors: [], groups: [], organisations: [], persons: [] };

async function workOf(request: Request, trackingId: string) {
  const { advisory, groups } = await query(request, EditIndicatorReadersDocument, { trackingId });
  if (!advisory?.viewerCan.edit || advisory.inWork === null) return notFound();
  return { ...advisory.inWork, groups };
}

/** `?at=3` is the place in the list that one came from: an address holds nothing of an advisory's content. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const { indicators, ...work } = await workOf(request, params.id);
  const first = indicators[Number(new URL(request.url).searchParams.get('at') ?? '0')] ?? indicators[0];
  if (first === undefined) return notFound();
  const [organisations, people] = await Promise.all([organisationsFor(request), peopleFor(request)]);
  const others = indicators.slice(0, MAX_INDICATORS_SHOWN).filter((each) => keyOf(each) !== keyOf(first));
  return { ...work, first, listed: [first, ...others], organisations, people };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { indicators } = await workOf(request, params.id);
  const { changes, problem, typed: again } = readReaders(form, indicators);
  if (problem !== undefined) {
    return data({ errors: { [problem.field]: problem.why }, typed: {}, isConflict: false, again }, { status: 422 });
  }
  return saveSection({ request, trackingId: params.id, section: 'indicators', form, changes });
}

export default function Readers({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useTranslations('console.indicator-readers');
  const { first, listed, savedAt, labelText, groups, organisations, people } = loaderData;
  const typed = actionData?.errors ?? {};
  const errors = Object.fromEntries(
    Object.entries(typed).map(([field, why]) => [field, why === 'which' || why === 'nobody' || why === 'both' ? t(`errors.${why}`) : why]),
  );
  const answer = actionData === undefined ? undefined : { ...actionData, errors };
  const again = actionData !== undefined && 'again' in actionData ? actionData.again : undefined;
  return (
    <SectionForm
      key={`${params.id} ${keyOf(first)}`}
      title={t('title', { id: params.id })}
      savedAt={savedAt}
      answer={answer}
      isSavedByHand
      back={editPath(params.id, 'indicators')}
    >
      <p>
        {t('text')} {labelText === null ? null : <TlpLabel text={labelText} />}
      </p>
      <WhichIndicators listed={listed} chosen={again?.of ?? [keyOf(first)]} error={errors['of']} />
      <PartLabelRadios chosen={again === undefined ? first.label : again.label} error={errors['label']} />
      <AudienceFields
        audience={again?.audience ?? first.audience ?? NOBODY}
        {...{ groups, organisations, people }}
        hint={t('whom-hint')}
        error={errors['audience']}
      />
      <WidenField isTicked={again?.isForEveryone === true} error={errors['everyone']} />
    </SectionForm>
  );
}
