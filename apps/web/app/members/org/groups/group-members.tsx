import { useTranslations } from 'use-intl';
import type { GroupPartsFragment } from '../../../api/gql/graphql';
import { Table } from '../../../ui/static/parts';

/** Who is in the group, as far as the reader may see them. */
export function GroupMembers({ group, isOwner }: { readonly group: GroupPartsFragment; readonly isOwner: boolean }) {
  const t = useTranslations('members.groups');
  const rows = [
    ...group.organisations.map((each) => ({ ...each, kind: t('organisation') })),
    ...group.persons.map((each) => ({ ...each, kind: t('person') })),
  ];
  if (rows.length === 0) return <p className="govuk-body">{t('empty')}</p>;
  return (
    <Table
      caption={t('members')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { head: t('name'), cell: ({ name }) => name },
        { head: t('kind'), cell: ({ kind }) => kind },
        ...(isOwner
          ? [
              {
                head: t('action'),
                cell: ({ id, name }: { readonly id: string; readonly name: string }) => (
                  <a className="govuk-link" href={`/org/groups/${group.id}?remove=${id}`}>
                    {t('remove')}
                    <span className="govuk-visually-hidden"> {name}</span>
                  </a>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
