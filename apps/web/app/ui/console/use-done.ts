import { useSearchParams } from 'react-router';

/** What a form has done, as its action says in the address that it leads to; the words are ours. */
export const DONE = [
  'saved', 'created', 'submitted', 'discarded', 'returned', 'published', 'scheduled', 'unscheduled', 'revised', 'withdrawn', 'commented',
  'resent', 'filter-kept', 'filter-removed', 'published-unread', 'returned-unread', 'withdrawn-unread',
] as const; // prettier-ignore
export type Done = (typeof DONE)[number];

export function useDone(): { readonly done: Done; readonly id: string } | undefined {
  const [search] = useSearchParams();
  const done = DONE.find((each) => each === search.get('done'));
  return done && { done, id: trackingIdIn(search.get('id') ?? '') };
}

/** Of an address anybody may write: shown where it has the form of a tracking id, as in `HL-2026-018842`. */
function trackingIdIn(text: string): string {
  return /^[A-Z][A-Z0-9-]{0,20}-\d{4}-\d{6,12}$/u.test(text) ? text : '';
}
