import { Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/advisories';
import { mutate, query } from '../../../api/api.server';
import {
  ConsoleInWorkDocument, ConsolePublishedDocument, ConsoleSearchDocument, ConsoleTabsDocument, ForgetFilterDocument, KeepFilterDocument,
} from '../../../api/gql/graphql'; // prettier-ignore
import type { AdvisoryFilterInput } from '../../../api/gql/graphql';
import { textIn } from '../../../forms/form.server';
import { refuseInWords } from '../../../forms/refuse-in-words.server';
import { ConsolePage } from '../../../ui/console/console-page';
import { useLive } from '../../../ui/console/use-live';
import { requireSection } from '../../console-access.server';
import { AdvisoryRows } from './advisory-rows';
import { FilterForm } from './filter-form';
import { filterOf, inWorkFilterOf, isInWork, keptQuery, LIST_TABS, tabOf } from './list-filter';
import type { ListTab } from './list-filter';
import { SavedFilters } from './saved-filters';
import { StateTabs } from './state-tabs';

const PAGE = 'console-advisories';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireSection(request, 'advisories');
  const search = new URL(request.url).searchParams;
  const tab = tabOf(search);
  const [list, tabs] = await Promise.all([listOf(request, tab, search), query(request, ConsoleTabsDocument, { page: PAGE })]);
  return { tab, ...list, counts: tabs.advisoryStateCounts, savedFilters: tabs.savedFilters, can: viewer.viewerCan };
}

async function listOf(request: Request, tab: ListTab, search: URLSearchParams) {
  const after = search.get('after');
  if (isInWork(tab)) {
    const { advisoriesInWork } = await query(request, ConsoleInWorkDocument, {
      states: [LIST_TABS[tab]],
      filter: inWorkFilterOf(search),
      after,
    });
    return { rows: advisoriesInWork.nodes, pageInfo: advisoriesInWork.pageInfo };
  }
  const { nodes, pageInfo } = await publishedOf(request, filterOf(search, tab), search.get('q')?.trim() ?? '', after);
  return { rows: nodes.map((row) => ({ ...row, inWork: null })), pageInfo };
}

async function publishedOf(request: Request, filter: AdvisoryFilterInput, words: string, after: string | null) {
  if (words === '') return (await query(request, ConsolePublishedDocument, { filter, after })).advisories;
  return (await query(request, ConsoleSearchDocument, { query: words, filter, after })).searchAdvisories;
}

export type ConsoleRow = Awaited<ReturnType<typeof listOf>>['rows'][number];

/** A filter is kept under a name, or forgotten; the list itself is never changed here. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const kept = keptQuery(new URLSearchParams(textIn(form, 'query')));
  const back = (done: string) => redirect(`/console/advisories?${kept === '' ? '' : `${kept}&`}done=${done}`);
  const forget = textIn(form, 'forget');
  if (forget !== '') {
    const { refusal } = await mutate(request, ForgetFilterDocument, { input: { id: forget } });
    return refusal === undefined ? back('filter-removed') : refuseInWords(request, refusal, form);
  }
  const { refusal } = await mutate(request, KeepFilterDocument, { input: { page: PAGE, name: textIn(form, 'name'), query: kept } });
  return refusal === undefined ? back('filter-kept') : refuseInWords(request, refusal, form, { name: 'name' });
}

export default function Advisories({ loaderData, actionData }: Route.ComponentProps) {
  const t = useTranslations('console.list');
  useLive('ADVISORY', 'IMPORT');
  const { tab, rows, pageInfo, counts, savedFilters, can } = loaderData;
  return (
    <ConsolePage title={t('title')} errors={actionData?.errors}>
      {can.draftAdvisory ? (
        <Link className="govuk-button" to="/console/advisories/new">
          {t('new')}
        </Link>
      ) : null}
      <StateTabs tab={tab} counts={counts} />
      <FilterForm tab={tab} />
      <AdvisoryRows tab={tab} rows={rows} pageInfo={pageInfo} />
      {can.withdrawAdvisory ? (
        <p>
          <Link to="/console/advisories/withdraw">{t('withdraw-by-id')}</Link>
        </p>
      ) : null}
      <SavedFilters filters={savedFilters} error={actionData?.errors['name']} typed={actionData?.typed['name']} />
    </ConsolePage>
  );
}
