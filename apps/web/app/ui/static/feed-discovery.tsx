import { useLocaleFacts } from '../../i18n/use-locale';
import { useApi } from '../site';

/** As the addresses of feeds name it. */
export function useFeedLanguage(): string {
  const { tag, key } = useLocaleFacts();
  return key === 'en' ? 'en' : tag.slice(0, 'zh-Hant'.length);
}

/** So that a feed reader that is given the address of any page finds the alerts (RSS Advisory Board, RSS Autodiscovery). */
export function FeedDiscovery() {
  const base = `${useApi()}/feeds/${useFeedLanguage()}/all`;
  return (
    <>
      <link rel="alternate" type="application/atom+xml" title="Harbourlight (Atom)" href={`${base}.atom`} />
      <link rel="alternate" type="application/feed+json" title="Harbourlight (JSON Feed)" href={`${base}.json`} />
    </>
  );
}
