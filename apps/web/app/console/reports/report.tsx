import { Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/report';
import { mutate, notFound, query } from '../../api/api.server';
import { ChangeIncidentStateDocument, ConsoleReportDocument, NoteOnIncidentDocument } from '../../api/gql/graphql';
import type { ConsoleReportQuery, IncidentState } from '../../api/gql/graphql';
import { textIn } from '../../forms/form.server';
import { refuseInWords } from '../../forms/refuse-in-words.server';
import { choose } from '../../i18n/localised';
import { Instant } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { RadiosField, TextAreaField } from '../../ui/static/field';
import { Facts } from '../../ui/static/parts';
import { requireSection } from '../console-access.server';

const STATES = ['RECEIVED', 'IN_WORK', 'CLOSED'] as const satisfies readonly IncidentState[];

export async function loader({ request, params }: Route.LoaderArgs) {
  await requireSection(request, 'reports');
  const { incidentReport, incidentKinds } = await query(request, ConsoleReportDocument, { id: params.id });
  if (incidentReport === null) notFound();
  return { report: incidentReport, kind: incidentKinds.find((kind) => kind.class === incidentReport.class) };
}

export async function action({ request, params: { id } }: Route.ActionArgs) {
  const form = await request.formData();
  const state = STATES.find((each) => each === textIn(form, 'state'));
  const body = textIn(form, 'note');
  const { refusal } =
    state === undefined
      ? await mutate(request, NoteOnIncidentDocument, { input: { id, body } })
      : await mutate(request, ChangeIncidentStateDocument, { input: { id, state, ...(body === '' ? {} : { note: body }) } });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { body: 'note', note: 'note', state: 'state' });
  return redirect(`/console/reports/${encodeURIComponent(id)}`);
}

export default function Report({ loaderData: { report, kind }, actionData }: Route.ComponentProps) {
  const t = useTranslations('administration.reports');
  const locale = useLocale();
  const { contact } = report;
  const reached = [contact?.name, contact?.email, contact?.phone].filter(Boolean).join(' · ');
  return (
    <>
      <title>{`${report.reference} – Harbourlight`}</title>
      <p>
        <Link to="/console/reports">{t('title')}</Link>
      </p>
      <ErrorSummary errors={actionData?.errors} />
      <h1>{report.reference}</h1>
      <Facts
        facts={[
          { name: t('state-head'), value: <strong>{t(`state.${report.state}`)}</strong> },
          { name: t('kind'), value: choose(kind?.title, locale).text },
          { name: t('reporter'), value: t(`reporters.${report.reporter}`) },
          { name: t('contact'), value: reached === '' ? t('no-contact') : reached },
          { name: t('received'), value: <Instant at={report.receivedAt} /> },
          report.happenedAt === null ? undefined : { name: t('happened'), value: <Instant at={report.happenedAt} /> },
          report.awareAt === null ? undefined : { name: t('aware'), value: <Instant at={report.awareAt} /> },
          { name: t('may-share'), value: report.mayShare ? t('yes') : t('no') },
          ...report.clocks.map(({ law, hours, dueAt, isOver }) => ({
            name: t('duty', { law, hours }),
            value: (
              <>
                <Instant at={dueAt} /> {isOver ? <strong>{t('over')}</strong> : null}
              </>
            ),
          })),
        ]}
      />
      <h2>{t('what')}</h2>
      <p className="hl-plain">{report.whatHappened}</p>
      {report.affected === null ? null : (
        <>
          <h2>{t('affected')}</h2>
          <p className="hl-plain">{report.affected}</p>
        </>
      )}
      <Notes notes={report.notes} />
      <form method="post" noValidate>
        <TextAreaField
          name="note"
          label={t('note')}
          hint={t('note-hint')}
          defaultValue={actionData?.typed['note']}
          error={actionData?.errors['note']}
        />
        <RadiosField
          name="state"
          label={t('move')}
          isSmall
          error={actionData?.errors['state']}
          chosen={['']}
          choices={[{ value: '', label: t('stay') }, ...report.nextStates.map((state) => ({ value: state, label: t(`state.${state}`) }))]}
        />
        <Button>{t('save')}</Button>
      </form>
    </>
  );
}

function Notes({ notes }: { readonly notes: NonNullable<ConsoleReportQuery['incidentReport']>['notes'] }) {
  const t = useTranslations('administration.reports');
  return (
    <>
      <h2>{t('notes')}</h2>
      {notes.length === 0 ? <p className="govuk-body">{t('no-notes')}</p> : null}
      <ol className="hl-notes">
        {notes.map(({ id, body, state, writtenAt, author }) => (
          <li key={id}>
            <p className="govuk-hint">
              {author?.name} · <Instant at={writtenAt} />
            </p>
            {state === null ? null : <p>{t('moved', { state: t(`state.${state}`) })}</p>}
            {body === null ? null : <p className="hl-plain">{body}</p>}
          </li>
        ))}
      </ol>
    </>
  );
}
