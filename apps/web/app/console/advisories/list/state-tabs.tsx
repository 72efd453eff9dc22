import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ConsoleTabsQuery } from '../../../api/gql/graphql';
import { LIST_TABS, TABS } from './list-filter';
import type { ListTab } from './list-filter';

export function StateTabs({ tab, counts }: { readonly tab: ListTab; readonly counts: ConsoleTabsQuery['advisoryStateCounts'] }) {
  const t = useTranslations('console.list');
  const states = useTranslations('console.state');
  return (
    <nav className="hl-tabs" aria-label={t('states')}>
      <ul>
        {TABS.map((each) => {
          const found = counts.find(({ state }) => state === LIST_TABS[each]);
          return (
            <li key={each}>
              <Link to={`?state=${each}`} className={each === tab ? 'active' : undefined} aria-current={each === tab ? 'page' : undefined}>
                {states(LIST_TABS[each])}{' '}
                <span className="hl-count">{found === undefined ? '' : `${found.count}${found.isMore ? '+' : ''}`}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
