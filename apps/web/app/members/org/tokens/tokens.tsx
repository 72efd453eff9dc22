import { useTranslations } from 'use-intl';
import type { Route } from './+types/tokens';
import { query } from '../../../api/api.server';
import { MemberTokensDocument } from '../../../api/gql/graphql';
import type { MemberTokensQuery } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { Day, Instant } from '../../../i18n/times';
import { ButtonLink } from '../../../ui/static/button';
import { Table } from '../../../ui/static/parts';
import { doneIn } from '../../frame/done';
import { nowMs } from '../../frame/now';
import { MemberPage } from '../../frame/member-page';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { viewer: holder } = await query(request, MemberTokensDocument);
  return { viewer, tokens: holder.tokens, now: nowMs(), done: doneIn(request) };
}

type Token = MemberTokensQuery['viewer']['tokens'][number];

export default function Tokens({ loaderData: { viewer, tokens, now, done } }: Route.ComponentProps) {
  const t = useTranslations('members.tokens');
  const c = useTranslations('members.certificates');
  const isOver = ({ revokedAt, expiresAt }: Token) => revokedAt !== null || Date.parse(expiresAt) < now;
  return (
    <MemberPage viewer={viewer} current="tokens" title={t('title')} done={done}>
      <p className="govuk-body">{t('lead')}</p>
      <p className="govuk-body">
        {t('certificates')}{' '}
        <a className="govuk-link" href="/org/certificates">
          {c('title')}
        </a>
      </p>
      <ButtonLink href="/org/tokens/new">{t('new')}</ButtonLink>
      {tokens.length === 0 ? (
        <p className="govuk-body">{t('none')}</p>
      ) : (
        <Table
          caption={t('list')}
          rows={tokens}
          rowKey={({ id }) => id}
          columns={[
            { head: t('name'), cell: ({ name }) => name },
            { head: t('hint'), cell: ({ hint }) => <code>{hint}</code> },
            { head: t('scopes'), cell: ({ scopes }) => scopes.map((scope) => t(`scope.${scope}.name`)).join(', ') },
            { head: t('strength'), cell: ({ assurance }) => t(assurance >= 2 ? 'strong' : 'weak') },
            { head: t('used'), cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('never') : <Instant at={lastUsedAt} />) },
            {
              head: t('ends'),
              cell: (token) =>
                token.revokedAt === null ? (
                  <Day at={token.expiresAt} />
                ) : (
                  <>
                    {t('revoked')} <Day at={token.revokedAt} />
                  </>
                ),
            },
            {
              head: t('action'),
              cell: (token) =>
                isOver(token) ? (
                  t('over')
                ) : (
                  <a className="govuk-link" href={`/org/tokens/${token.id}/revoke`}>
                    {t('revoke')}
                    <span className="govuk-visually-hidden"> {token.name}</span>
                  </a>
                ),
            },
          ]}
        />
      )}
    </MemberPage>
  );
}
