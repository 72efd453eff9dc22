import { data } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/indicators';
import { mutate, notFound, query } from '../../../../api/api.server';
import { EditIndicatorsDocument, ExtractIndicatorsDocument } from '../../../../api/gql/graphql';
import type { ExtractIndicatorsQuery, IndicatorInput } from '../../../../api/gql/graphql';
import { textIn, typedIn } from '../../../../forms/form.server';
import { errorsOf } from '../../../../forms/refuse-in-words.server';
import { consoleWords } from '../../../words.server';
import { refuseSection, saveSection } from '../save.server';
import type { SectionAnswer } from '../save.server';
import { SectionForm } from '../section-form';
import { FoundIndicators, IndicatorTable, PasteText } from './indicator-table';
import { foundIn, indicatorsIn, MAX_INDICATORS_SHOWN } from './read-indicators.server';

export type Found = ExtractIndicatorsQuery['extractIndicators'][number];
export type IndicatorsAnswer = SectionAnswer & { readonly found?: readonly Found[] };

async function workOf(request: Request, trackingId: string) {
  const { advisory } = await query(request, EditIndicatorsDocument, { trackingId });
  if (!advisory?.viewerCan.edit || advisory.inWork === null) return notFound();
  return advisory.inWork;
}

export async function loader({ request, params }: Route.LoaderArgs) {
  const { savedAt, indicators } = await workOf(request, params.id);
  return {
    savedAt,
    count: indicators.length,
    shown: indicators.slice(0, MAX_INDICATORS_SHOWN),
    at: new URL(request.url).searchParams.get('at') ?? '',
  };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  if (textIn(form, 'do') === 'extract') return extract(request, form);
  if (textIn(form, 'do') !== 'autosave' && textIn(form, 'new.comment') !== '' && textIn(form, 'new.value') === '')
    return refuseSection({ 'new.value': consoleWords(request)('indicators.remark-alone') }, form);
  const { indicators } = await workOf(request, params.id);
  const before = indicators.map(({ type, value, comment }): IndicatorInput => ({ type, value, ...(comment === null ? {} : { comment }) }));
  const now = [...indicatorsIn(form, before), ...foundIn(form, before)];
  const changes = JSON.stringify(now) === JSON.stringify(before) ? {} : { content: { indicators: now } };
  return saveSection({ request, trackingId: params.id, section: 'indicators', form, changes });
}

async function extract(request: Request, form: FormData) {
  const { done, refusal } = await mutate(request, ExtractIndicatorsDocument, { text: textIn(form, 'text') });
  if (refusal !== undefined) return refuseSection(errorsOf(request, refusal, { text: 'text' }), form);
  return data<IndicatorsAnswer>({ errors: {}, typed: typedIn(form), isConflict: false, found: done.extractIndicators });
}

export default function Indicators({ loaderData: { savedAt, shown, count, at }, actionData, params }: Route.ComponentProps) {
  const t = useTranslations('console.indicators');
  const answer: IndicatorsAnswer | undefined = actionData;
  return (
    <SectionForm key={`${params.id} ${at}`} title={t('title', { id: params.id })} savedAt={savedAt} answer={answer}>
      {count > shown.length ? <p className="hl-note">{t('long', { count, shown: shown.length })}</p> : null}
      <PasteText answer={answer} />
      {answer?.found === undefined ? null : <FoundIndicators found={answer.found} known={shown} />}
      <IndicatorTable indicators={shown} answer={answer} />
    </SectionForm>
  );
}
