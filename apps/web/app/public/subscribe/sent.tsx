import { useTranslations } from 'use-intl';
import { ToldPage } from '../told-page';

export default function Sent() {
  const t = useTranslations('portal.subscribe.sent');
  return <ToldPage title={t('title')} text={t('text')} path="/subscribe/sent" current="subscribe" />;
}
