import { useTranslations } from 'use-intl';
import type { MemberAuditQuery } from '../../../api/gql/graphql';
import { Instant } from '../../../i18n/times';
import { Table } from '../../../ui/static/parts';

interface AuditTableProps {
  readonly entries: MemberAuditQuery['auditEntries']['entries'];
  readonly names: Readonly<Record<string, string>>;
}

export function AuditTable({ entries, names }: AuditTableProps) {
  const t = useTranslations('members.audit');
  return (
    <Table
      caption={t('list')}
      rows={entries}
      rowKey={({ id }) => id}
      columns={[
        { head: t('when'), cell: ({ at }) => <Instant at={at} /> },
        {
          head: t('who'),
          cell: ({ actorKind, actorPersonId }) =>
            actorPersonId === null
              ? t.has(`actor.${actorKind}` as never)
                ? t(`actor.${actorKind}` as never)
                : actorKind
              : (names[actorPersonId] ?? t('somebody')),
        },
        { head: t('what'), cell: ({ action }) => <code>{action}</code> },
        {
          head: t('about'),
          cell: ({ subjectType, subjectId }) => (
            <>
              {subjectType} <code className="hl-quiet">{subjectId}</code>
            </>
          ),
        },
        { head: t('detail'), cell: ({ detail }) => (detail === '{}' ? null : <code className="hl-quiet">{detail}</code>) },
      ]}
    />
  );
}
