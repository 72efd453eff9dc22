import type { AdvisoryFilterInput, AdvisoryState, InWorkFilterInput } from '../../../api/gql/graphql';
import { ADVISORY_KINDS, LABELS, SEVERITIES } from '../vocabulary';

/** The tabs of the list, as they stand in its address. */
export const LIST_TABS = { draft: 'DRAFT', review: 'IN_REVIEW', scheduled: 'SCHEDULED', published: 'PUBLISHED', withdrawn: 'WITHDRAWN' } as const satisfies Readonly<Record<string, AdvisoryState>>; // prettier-ignore
export type ListTab = keyof typeof LIST_TABS;

export const TABS = Object.keys(LIST_TABS) as ListTab[];

export function tabOf(search: URLSearchParams): ListTab {
  return TABS.find((tab) => tab === search.get('state')) ?? 'published';
}

export function isInWork(tab: ListTab): boolean {
  return tab === 'draft' || tab === 'review' || tab === 'scheduled';
}

/** What the address narrows the list to; a value that there is not narrows nothing. */
export function filterOf(search: URLSearchParams, tab: ListTab): AdvisoryFilterInput {
  const severities = SEVERITIES.filter((each) => search.getAll('severity').includes(each));
  const kinds = ADVISORY_KINDS.filter((each) => search.getAll('kind').includes(each));
  const labels = LABELS.filter((each) => search.getAll('label').includes(each));
  return {
    states: [LIST_TABS[tab]],
    ...(severities.length === 0 ? {} : { severities }),
    ...(kinds.length === 0 ? {} : { kinds }),
    ...(labels.length === 0 ? {} : { labels }),
    ...(search.get('exploited') === 'yes' ? { exploited: true } : {}),
  };
}

/** The same of what is in work, where words are looked for too and one may see one's own alone. */
export function inWorkFilterOf(search: URLSearchParams): InWorkFilterInput {
  const words = search.get('q')?.trim() ?? '';
  return {
    severities: SEVERITIES.filter((each) => search.getAll('severity').includes(each)),
    kinds: ADVISORY_KINDS.filter((each) => search.getAll('kind').includes(each)),
    labels: LABELS.filter((each) => search.getAll('label').includes(each)),
    ...(words === '' ? {} : { words }),
    ...(search.get('own') === 'yes' ? { isOwn: true } : {}),
  };
}

const KEPT = ['state', 'severity', 'kind', 'label', 'exploited', 'own', 'q'];

/** The address's filters alone, without the place in the list and without messages: what is saved as a filter. */
export function keptQuery(search: URLSearchParams): string {
  return new URLSearchParams([...search].filter(([name, value]) => KEPT.includes(name) && value !== '')).toString();
}

/** Whether anything but the tab narrows the list: then an empty one says so. */
export function isNarrowed(search: URLSearchParams): boolean {
  return KEPT.some((name) => name !== 'state' && (search.get(name) ?? '') !== '');
}
