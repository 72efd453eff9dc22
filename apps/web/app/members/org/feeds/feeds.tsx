import { useTranslations } from 'use-intl';
import type { Route } from './+types/feeds';
import { query } from '../../../api/api.server';
import { MemberFeedAddressesDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { settings } from '../../../settings.server';
import { ButtonLink } from '../../../ui/static/button';
import { Table } from '../../../ui/static/parts';
import { doneIn } from '../../frame/done';
import { MemberPage } from '../../frame/member-page';
import { nowMs } from '../../frame/now';
import { AddressTable } from './address-table';

/** What programs read with a token, by the standard that it follows; paths are the API's. */
const MACHINE_FEEDS = [
  { key: 'taxii', path: '/taxii2/' },
  { key: 'csaf', path: '/csaf/provider-metadata.json' },
  { key: 'misp', path: '/misp/manifest.json' },
  { key: 'atom', path: '/feeds/members/en/all.atom' },
  { key: 'graphql', path: '/graphql' },
] as const;

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { viewer: holder } = await query(request, MemberFeedAddressesDocument);
  const addresses = holder.feedAddresses.filter(({ isClientCertificate }) => !isClientCertificate);
  return { viewer, addresses, api: settings().publicApiUrl, now: nowMs(), done: doneIn(request) };
}

export default function Feeds({ loaderData: { viewer, addresses, api, now, done } }: Route.ComponentProps) {
  const t = useTranslations('members.feeds');
  const c = useTranslations('members.certificates');
  return (
    <MemberPage viewer={viewer} current="feeds" title={t('title')} done={done}>
      <p className="govuk-body">{t('lead')}</p>
      <Table
        caption={t('list')}
        rows={MACHINE_FEEDS}
        rowKey={({ key }) => key}
        columns={[
          { head: t('format'), cell: ({ key }) => t(`${key}.name`) },
          { head: t('address'), cell: ({ path }) => <code>{`${api}${path}`}</code> },
          { head: t('what'), cell: ({ key }) => t(`${key}.text`) },
        ]}
      />
      <h2 className="govuk-heading-m">{t('personal')}</h2>
      <p className="govuk-body">{t('personal-text')}</p>
      <ButtonLink href="/org/feeds/new">{t('new')}</ButtonLink>
      <AddressTable addresses={addresses} now={now} />
      <h2 className="govuk-heading-m">{t('how')}</h2>
      <p className="govuk-body">
        {t('token')}{' '}
        <a className="govuk-link" href="/org/tokens">
          {t('tokens')}
        </a>
        {' · '}
        <a className="govuk-link" href="/org/certificates">
          {c('title')}
        </a>
      </p>
      <pre lang="en" translate="no" className="hl-scroll" tabIndex={0}>
        <code>{`curl -H 'authorization: Bearer hl_…' -H 'accept: application/taxii+json;version=2.1' ${api}/taxii2/`}</code>
      </pre>
    </MemberPage>
  );
}
