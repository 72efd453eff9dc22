import { useEffect } from 'react';
import { useRevalidator } from 'react-router';
import { createClient } from 'graphql-ws';

const EVERY_MS = 30_000;
const PUBLISHED = 'subscription { advisoryPublished { event } }';
const DESK = 'subscription { deskChanged { change } }';

/** DeskChangeKind of the API, as far as pages ask for it; subscriptions are no generated documents. */
export type DeskChange = 'ADVISORY' | 'APPLICATION' | 'COMMENT' | 'DELIVERY' | 'GUIDANCE' | 'IMPORT' | 'INCIDENT_REPORT';

interface DeskData extends Record<string, unknown> {
  readonly deskChanged: { readonly change: DeskChange };
}

/**
 * Loads the page's data again (graphql-transport-ws) when something that the reader may see is published, updated or withdrawn; for people of the
 * operating CERT also when one of `changes` happens on their desk; and every 30 s, since a connection may be down without a word.
 */
export function useLive(...changes: readonly DeskChange[]): void {
  const { revalidate } = useRevalidator();
  const wanted = changes.join(' ');
  useEffect(() => {
    const url = new URL('/live', window.location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const client = createClient({ url: url.href, retryAttempts: Number.MAX_SAFE_INTEGER });
    const renew = oneAtATime(revalidate);
    const ended = { error: () => undefined, complete: () => undefined };
    client.subscribe({ query: PUBLISHED }, { next: renew, ...ended });
    // Refused to whoever is not of the desk: their pages are renewed as before.
    client.subscribe<DeskData>(
      { query: DESK },
      {
        next: ({ data }) => {
          if (data && wanted.split(' ').includes(data.deskChanged.change)) renew();
        },
        ...ended,
      },
    );
    const timer = window.setInterval(renew, EVERY_MS);
    return () => {
      window.clearInterval(timer);
      void client.dispose();
    };
  }, [revalidate, wanted]);
}

/** What is asked for meanwhile is done once more afterwards: a renewal that is begun anew before it ends would never end. */
function oneAtATime(work: () => Promise<void>): () => void {
  let isRunning = false;
  let isAskedAgain = false;
  const end = () => {
    isRunning = false;
    if (!isAskedAgain) return;
    isAskedAgain = false;
    begin();
  };
  const begin = () => {
    isAskedAgain = isRunning;
    if (isRunning) return;
    isRunning = true;
    work().then(end, end);
  };
  return begin;
}
