import { Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/sources';
import { mutate, query } from '../../api/api.server';
import { AddSourceDocument, ConsoleSourcesDocument } from '../../api/gql/graphql';
import { refuseForm, textIn } from '../../forms/form.server';
import { issueWords } from '../../forms/refusal-words.server';
import { refuseInWords } from '../../forms/refuse-in-words.server';
import { Instant } from '../../i18n/times';
import { useLive } from '../../ui/console/use-live';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { TextField } from '../../ui/static/field';
import { Table } from '../../ui/static/parts';
import { requireSection } from '../console-access.server';

export async function loader({ request }: Route.LoaderArgs) {
  await requireSection(request, 'sources');
  return query(request, ConsoleSourcesDocument);
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const every = textIn(form, 'everyMinutes');
  if (!/^\d{0,9}$/u.test(every))
    return refuseForm({ everyMinutes: issueWords(request, { path: 'everyMinutes', expected: 'whole minutes' }) }, form);
  const input = { url: textIn(form, 'url'), isPaused: false, ...(every === '' ? {} : { everyMinutes: Number(every) }) };
  const { done, refusal } = await mutate(request, AddSourceDocument, { input });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { url: 'url', everyMinutes: 'everyMinutes' });
  const id = done.addSource.source?.id;
  return redirect(id === undefined ? '/console/sources' : `/console/sources/${encodeURIComponent(id)}`);
}

/** Providers of CSAF documents that the platform reads by itself: how their last run went, and when the next one is. */
export default function Sources({ loaderData: { sources }, actionData }: Route.ComponentProps) {
  const t = useTranslations('administration.sources');
  useLive('IMPORT');
  return (
    <>
      <title>{`${t('title')} – Harbourlight`}</title>
      <ErrorSummary errors={actionData?.errors} />
      <h1>{t('title')}</h1>
      <p className="govuk-body">{t('lead')}</p>
      {sources.length === 0 ? (
        <p className="govuk-body">{t('none')}</p>
      ) : (
        <Table
          caption={t('title')}
          rows={sources}
          rowKey={({ id }) => id}
          columns={[
            {
              head: t('provider'),
              cell: ({ id, publisher, url }) => <Link to={`/console/sources/${encodeURIComponent(id)}`}>{publisher ?? url}</Link>,
            },
            { head: t('state-head'), cell: ({ state, isRunning }) => (isRunning ? <strong>{t('running')}</strong> : t(`state.${state}`)) },
            {
              head: t('last'),
              cell: ({ lastEndedAt, lastOutcome }) =>
                lastEndedAt === null || lastOutcome === null ? (
                  '–'
                ) : (
                  <>
                    <Instant at={lastEndedAt} /> · {t(`outcome.${lastOutcome}`)}
                  </>
                ),
            },
            { head: t('documents'), cell: ({ counts }) => t('count', { done: counts.done, found: counts.found }), isNumeric: true },
            { head: t('problems'), cell: ({ counts }) => counts.refused + counts.unavailable, isNumeric: true },
            { head: t('next'), cell: ({ nextRunAt }) => (nextRunAt === null ? '–' : <Instant at={nextRunAt} />) },
          ]}
        />
      )}
      <h2>{t('add')}</h2>
      <form method="post" noValidate>
        <TextField
          name="url"
          label={t('url')}
          hint={t('url-hint')}
          type="url"
          defaultValue={actionData?.typed['url']}
          error={actionData?.errors['url']}
        />
        <TextField
          name="everyMinutes"
          label={t('every')}
          type="number"
          min={15}
          max={43_200}
          width={5}
          defaultValue={actionData?.typed['everyMinutes'] ?? '360'}
          error={actionData?.errors['everyMinutes']}
        />
        <Button>{t('add')}</Button>
      </form>
    </>
  );
}
