import { Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/source';
import { mutate, notFound, query } from '../../api/api.server';
import { ChangeSourceDocument, ConsoleSourceDocument } from '../../api/gql/graphql';
import type { SourceStep } from '../../api/gql/graphql';
import { textIn } from '../../forms/form.server';
import { refuseInWords } from '../../forms/refuse-in-words.server';
import { Instant } from '../../i18n/times';
import { useLive } from '../../ui/console/use-live';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { Facts, Table } from '../../ui/static/parts';
import { requireSection } from '../console-access.server';

const STEPS = ['RUN', 'PAUSE', 'RESUME', 'REMOVE'] as const satisfies readonly SourceStep[];

export async function loader({ request, params }: Route.LoaderArgs) {
  await requireSection(request, 'sources');
  const { sources, sourceProblems } = await query(request, ConsoleSourceDocument, { id: params.id });
  const source = sources.find(({ id }) => id === params.id);
  if (source === undefined) notFound();
  return { source, problems: sourceProblems };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const step = STEPS.find((each) => each === textIn(form, 'step'));
  if (step === undefined) notFound();
  const { refusal } = await mutate(request, ChangeSourceDocument, { input: { sourceId: params.id, step } });
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect(step === 'REMOVE' ? '/console/sources' : `/console/sources/${encodeURIComponent(params.id)}`);
}

export default function Source({ loaderData: { source, problems }, actionData }: Route.ComponentProps) {
  const t = useTranslations('administration.sources');
  useLive('IMPORT');
  const { counts } = source;
  return (
    <>
      <title>{`${source.publisher ?? source.url} – Harbourlight`}</title>
      <p>
        <Link to="/console/sources">{t('title')}</Link>
      </p>
      <ErrorSummary errors={actionData?.errors} />
      <h1>{source.publisher ?? source.url}</h1>
      <Facts
        facts={[
          { name: t('url'), value: <code className="hl-wrap">{source.url}</code> },
          { name: t('state-head'), value: source.isRunning ? t('running') : t(`state.${source.state}`) },
          { name: t('every'), value: source.everyMinutes },
          source.lastStartedAt === null ? undefined : { name: t('last'), value: <Instant at={source.lastStartedAt} /> },
          source.lastOutcome === null ? undefined : { name: t('outcome-head'), value: t(`outcome.${source.lastOutcome}`) },
          source.lastError === null ? undefined : { name: t('error'), value: source.lastError },
          source.nextRunAt === null ? undefined : { name: t('next'), value: <Instant at={source.nextRunAt} /> },
        ]}
      />
      {source.isRunning ? (
        <p className="govuk-body" role="status">
          <progress max={Math.max(counts.found, 1)} value={counts.done} aria-label={t('running')} />{' '}
          {t('count', { done: counts.done, found: counts.found })}
        </p>
      ) : null}
      <Facts
        facts={(['imported', 'updated', 'unchanged', 'refused', 'unavailable'] as const).map((each) => ({
          name: t(`counts.${each}`),
          value: counts[each],
        }))}
      />
      {source.hasImporter ? null : <p className="govuk-inset-text">{t('no-importer')}</p>}
      <form method="post" className="hl-acts">
        <Button name="step" value="RUN" disabled={source.isRunning}>
          {t('step.RUN')}
        </Button>
        <Button name="step" value={source.state === 'ACTIVE' ? 'PAUSE' : 'RESUME'} look="secondary">
          {t(source.state === 'ACTIVE' ? 'step.PAUSE' : 'step.RESUME')}
        </Button>
      </form>
      <details className="govuk-details">
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">{t('step.REMOVE')}</span>
        </summary>
        <form method="post" className="govuk-details__text">
          <p className="govuk-body">{t('remove-text')}</p>
          <Button name="step" value="REMOVE" look="warning">
            {t('step.REMOVE')}
          </Button>
        </form>
      </details>
      <h2>{t('problems')}</h2>
      {problems.length === 0 ? (
        <p className="govuk-body">{t('no-problems')}</p>
      ) : (
        <Table
          caption={t('problems')}
          rows={problems}
          rowKey={({ url, at }) => `${url} ${at}`}
          columns={[
            { head: t('at'), cell: ({ at }) => <Instant at={at} /> },
            { head: t('document'), cell: ({ url }) => <code className="hl-wrap">{url}</code> },
            { head: t('place'), cell: ({ place }) => (place === null ? '–' : <code className="hl-wrap">{place}</code>) },
            { head: t('reason'), cell: ({ reason }) => reason },
            { head: t('tries'), cell: ({ tries }) => tries, isNumeric: true },
          ]}
        />
      )}
    </>
  );
}
