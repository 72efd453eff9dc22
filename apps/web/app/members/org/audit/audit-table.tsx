import { useTranslations } from 'use-intl';
import type { MemberAuditQuery } from '../../../api/gql/graphql';
import { Instant } from '../../../i18n/times';
import { Table } from '../../../ui/static/parts';
import { useAuditWords } from './use-audit-words';

interface AuditTableProps {
  readonly entries: MemberAuditQuery['auditEntries']['entries'];
  readonly names: Readonly<Record<string, string>>;
}

export function AuditTable({ entries, names }: AuditTableProps) {
  const t = useTranslations('members.audit');
  const words = useAuditWords(names);
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
        { head: t('what'), cell: ({ action }) => words.action(action) },
        {
          head: t('about'),
          cell: ({ subjectType, subjectId }) => (
            <>
              {words.subject(subjectType)}{' '}
              {names[subjectId] === undefined ? <code className="hl-quiet">{subjectId}</code> : <span>{names[subjectId]}</span>}
            </>
          ),
        },
        { head: t('detail'), cell: ({ detail }) => <span className="hl-quiet">{words.detail(detail)}</span> },
      ]}
    />
  );
}
