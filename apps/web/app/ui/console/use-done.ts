import { useSearchParams } from 'react-router';

/** What a form has done, as its action says in the address that it leads to; the words are ours. */
export const DONE = [
  'saved', 'created', 'submitted', 'discarded', 'returned', 'published', 'scheduled', 'unscheduled', 'revised', 'withdrawn', 'commented',
  'resent', 'filter-kept', 'filter-removed',
] as const; // prettier-ignore
export type Done = (typeof DONE)[number];

export function useDone(): Done | undefined {
  const [search] = useSearchParams();
  return DONE.find((each) => each === search.get('done'));
}
