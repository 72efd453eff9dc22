import { useTranslations } from 'use-intl';
import type { Route } from './+types/certificates';
import { requireViewer } from '../../../api/viewer.server';
import { settings } from '../../../settings.server';
import { ButtonLink } from '../../../ui/static/button';
import { doneIn } from '../../frame/done';
import { MemberPage } from '../../frame/member-page';
import { nowMs } from '../../frame/now';
import { CertificateTable } from './certificate-table';
import { ownCertificates } from './own-certificates.server';

/** What a certificate opens; paths are the API's. The parts of the CSAF provider and feeds that only members read. */
const OPENED = ['/csaf/provider-metadata.json', '/feeds/members/en/all.atom', '/misp/manifest.json'] as const;

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  return { viewer, certificates: await ownCertificates(request), api: settings().publicApiUrl, now: nowMs(), done: doneIn(request) };
}

export default function Certificates({ loaderData: { viewer, certificates, api, now, done } }: Route.ComponentProps) {
  const t = useTranslations('members.certificates');
  return (
    <MemberPage viewer={viewer} current="tokens" title={t('title')} crumbs={[{ text: t('tokens'), href: '/org/tokens' }]} done={done}>
      <p className="govuk-body">{t('lead')}</p>
      <ButtonLink href="/org/certificates/new">{t('new')}</ButtonLink>
      <CertificateTable certificates={certificates} now={now} />
      <h2 className="govuk-heading-m">{t('opens')}</h2>
      <p className="govuk-body">{t('opens-text')}</p>
      <ul className="govuk-list govuk-list--bullet">
        {OPENED.map((path) => (
          <li key={path}>
            <code translate="no">{`${api}${path}`}</code>
          </li>
        ))}
      </ul>
      <p className="govuk-body">{t('not-opened')}</p>
      <h2 className="govuk-heading-m">{t('how')}</h2>
      <p className="govuk-body">{t('proxy')}</p>
      <pre lang="en" translate="no" className="hl-scroll" tabIndex={0}>
        <code>{`openssl x509 -in client.pem -noout -fingerprint -sha256\ncurl --cert client.pem --key client.key ${api}${OPENED[0]}`}</code>
      </pre>
    </MemberPage>
  );
}
