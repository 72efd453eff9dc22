import { setTimeout as pause } from 'node:timers/promises';

const QUERY = 'subscription { advisoryPublished { event } }';
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Calls back whenever something public was published, updated or withdrawn, as the API tells any anonymous visitor (GraphQL over server-sent
 * events, distinct connections mode), and after each interruption, in which something may have been missed. Ends with the signal.
 */
export async function followPublications(apiUrl: string, onPublication: () => void, signal: AbortSignal): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const wasHeard = await listen(apiUrl, onPublication, signal).catch(() => false);
    onPublication();
    pauseMs = wasHeard ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Answers when the stream ends: whether it was ever heard. */
async function listen(apiUrl: string, onPublication: () => void, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(`${apiUrl}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: QUERY }),
    signal,
  });
  if (!response.ok || response.body === null) return false;
  const decoder = new TextDecoder();
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    if (decoder.decode(chunk, { stream: true }).includes('event: next')) onPublication();
  }
  return true;
}
