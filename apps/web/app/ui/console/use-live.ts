import { useEffect } from 'react';
import { useRevalidator } from 'react-router';
import { createClient } from 'graphql-ws';

const EVERY_MS = 30_000;
const QUERY = 'subscription { advisoryPublished { event } }';

/**
 * Loads the page's data again when something that the reader may see is published, updated or withdrawn (graphql-transport-ws), and every
 * 30 s, since a connection may be down without a word.
 */
export function useLive(): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const url = new URL('/live', window.location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const client = createClient({ url: url.href, retryAttempts: Number.MAX_SAFE_INTEGER });
    const renew = () => void revalidate();
    const stop = client.subscribe({ query: QUERY }, { next: renew, error: () => undefined, complete: () => undefined });
    const timer = window.setInterval(renew, EVERY_MS);
    return () => {
      window.clearInterval(timer);
      stop();
      void client.dispose();
    };
  }, [revalidate]);
}
