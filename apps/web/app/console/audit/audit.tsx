import { useTranslations } from 'use-intl';
import type { Route } from './+types/audit';
import { query } from '../../api/api.server';
import { ConsoleAuditDocument } from '../../api/gql/graphql';
import { Instant } from '../../i18n/times';
import { issueWords } from '../../forms/refusal-words.server';
import { ErrorSummary } from '../../ui/static/error-summary';
import type { FormErrors } from '../../ui/static/error-summary';
import { Button } from '../../ui/static/button';
import { TextField } from '../../ui/static/field';
import { Paging, Table } from '../../ui/static/parts';
import { actorNames } from './actor-names.server';
import { AUDIT_FIELDS, auditFilter, auditSearch, auditValuesIn, unreadDays } from './audit-filter';
import { requireSection } from '../console-access.server';

interface Shown {
  readonly names: Readonly<Record<string, string>>;
  readonly errors: FormErrors;
}

const NOTHING: Shown = { names: {}, errors: {} };

export async function loader({ request }: Route.LoaderArgs) {
  await requireSection(request, 'audit');
  const { searchParams } = new URL(request.url);
  const values = auditValuesIn(searchParams);
  const unread = unreadDays(values);
  if (unread.length > 0) {
    const told = issueWords(request, { path: '', expected: 'a date as in 2026-01-31' });
    const errors: FormErrors = Object.fromEntries(unread.map((field) => [field, told]));
    return { values, before: null, entries: [], next: null, ...NOTHING, errors };
  }
  const before = searchParams.get('before');
  const filter = { ...auditFilter(values), ...(before === null ? {} : { before }) };
  const [{ auditEntries }, names] = await Promise.all([query(request, ConsoleAuditDocument, { filter }), actorNames(request)]);
  return { values, before, ...auditEntries, ...NOTHING, names };
}

export default function Audit({ loaderData: { values, before, names, entries, next, errors } }: Route.ComponentProps) {
  const t = useTranslations('administration.audit');
  return (
    <>
      <title>{`${t('title')} – Harbourlight`}</title>
      <ErrorSummary errors={errors} />
      <h1>{t('title')}</h1>
      <p className="govuk-body">{t('lead')}</p>
      <form method="get" className="hl-filter-row">
        {AUDIT_FIELDS.map((field) => (
          <TextField
            key={field}
            name={field}
            label={t(`field.${field}`)}
            type={field === 'from' || field === 'to' ? 'date' : 'text'}
            defaultValue={values[field]}
            error={errors[field]}
          />
        ))}
        <Button look="secondary">{t('filter')}</Button>
      </form>
      <p className="govuk-body">
        <a href={`/console/audit.csv${auditSearch(values)}`} download>
          {t('export')}
        </a>
      </p>
      {entries.length === 0 ? (
        <p className="govuk-body">{t('none')}</p>
      ) : (
        <Table
          caption={t('title')}
          rows={entries}
          rowKey={({ id }) => id}
          columns={[
            { head: t('at'), cell: ({ at }) => <Instant at={at} /> },
            { head: t('field.action'), cell: ({ action }) => <code>{action}</code> },
            {
              head: t('actor'),
              cell: ({ actorKind, actorPersonId }) =>
                actorPersonId === null ? t(`actors.${actorOf(actorKind)}`) : (names[actorPersonId] ?? <code>{actorPersonId}</code>),
            },
            {
              head: t('subject'),
              cell: ({ subjectType, subjectId }) => (
                <a href={`/console/audit${auditSearch({ action: '', subjectType, subjectId, from: '', to: '' })}`}>
                  {subjectType} <code>{subjectId.slice(0, 8)}</code>
                </a>
              ),
            },
            { head: t('detail'), cell: ({ detail }) => <code className="hl-wrap">{detail}</code> },
            { head: t('sealed'), cell: ({ isSealed }) => (isSealed ? t('yes') : t('not-yet')) },
          ]}
        />
      )}
      <Paging
        first={before === null ? undefined : `/console/audit${auditSearch(values)}`}
        next={next === null ? undefined : `/console/audit${auditSearch(values, { before: next })}`}
      />
    </>
  );
}

const ACTORS = ['person', 'organisation', 'anonymous', 'system'] as const;

function actorOf(kind: string): (typeof ACTORS)[number] {
  return ACTORS.find((each) => each === kind) ?? 'system';
}
