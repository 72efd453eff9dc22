import { useTranslations } from 'use-intl';
import { useLive } from '../../ui/console/use-live';

export default function Dashboard() {
  const t = useTranslations('console.dashboard');
  useLive();
  return (
    <>
      <title>{`${t('title')} – Harbourlight`}</title>
      <h1>{t('title')}</h1>
    </>
  );
}
