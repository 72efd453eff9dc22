import { useTranslations } from 'use-intl';
import type { Route } from './+types/org';
import { requireViewer } from '../api/viewer.server';
import { MemberShell } from './shell';

export async function loader({ request }: Route.LoaderArgs) {
  return { viewer: await requireViewer(request) };
}

export default function Org({ loaderData: { viewer } }: Route.ComponentProps) {
  const t = useTranslations('site.member');
  return (
    <MemberShell viewer={viewer}>
      <title>{`${t('title')} – Harbourlight`}</title>
      <h1 className="govuk-heading-l">{t('title')}</h1>
    </MemberShell>
  );
}
