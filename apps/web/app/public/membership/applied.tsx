import { useTranslations } from 'use-intl';
import { ToldPage } from '../told-page';

export default function Applied() {
  const t = useTranslations('portal.membership.applied');
  return <ToldPage title={t('title')} text={t('text')} path="/membership/applied" />;
}
