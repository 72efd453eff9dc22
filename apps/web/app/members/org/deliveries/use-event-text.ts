import { useTranslations } from 'use-intl';

/** What a message tells of, in words. */
export function useEventText(): (event: string) => string {
  const t = useTranslations('members.event');
  return (event) => {
    const key = event.replace('.', '-');
    return t.has(key as never) ? t(key as never) : event;
  };
}
