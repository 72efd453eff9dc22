import { useTranslations } from 'use-intl';
import type { TeamQuery } from '../../../api/gql/graphql';
import { Instant } from '../../../i18n/times';
import { Table } from '../../../ui/static/parts';

/** Invitations that nobody has followed yet. One that has ended can be sent again by inviting once more. */
export function Invitations({ invitations }: { readonly invitations: TeamQuery['viewer']['invitations'] }) {
  const t = useTranslations('members.team');
  const roles = useTranslations('members.role');
  if (invitations.length === 0) return <p className="govuk-body">{t('no-invitations')}</p>;
  return (
    <Table
      caption={t('invitations')}
      rows={invitations}
      rowKey={({ email }) => email}
      columns={[
        { head: t('name'), cell: ({ name }) => name },
        { head: t('email'), cell: ({ email }) => email },
        { head: t('roles'), cell: (invitation) => invitation.roles.map((role) => roles(`${role}.name`)).join(', ') },
        { head: t('ends'), cell: ({ expiresAt }) => <Instant at={expiresAt} /> },
      ]}
    />
  );
}
