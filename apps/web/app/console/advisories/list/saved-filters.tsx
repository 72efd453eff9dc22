import { Form, Link, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ConsoleTabsQuery } from '../../../api/gql/graphql';
import { Button } from '../../../ui/static/button';
import { TextField } from '../../../ui/static/field';
import { keptQuery } from './list-filter';
import type { Told } from '../../../ui/static/told-text';

interface SavedFiltersProps {
  readonly filters: ConsoleTabsQuery['savedFilters'];
  readonly error: Told | undefined;
  readonly typed: string | undefined;
}

/** One's own lists by name, and this one to be kept. */
export function SavedFilters({ filters, error, typed }: SavedFiltersProps) {
  const t = useTranslations('console.list');
  const [search] = useSearchParams();
  const now = keptQuery(search);
  return (
    <section className="hl-saved-filters">
      <h2>{t('saved')}</h2>
      {filters.length === 0 ? <p className="govuk-hint">{t('none-saved')}</p> : null}
      <ul>
        {filters.map(({ id, name, query }) => (
          <li key={id}>
            <Link to={`?${query}`}>{name}</Link>
            <Form method="post">
              <input type="hidden" name="query" value={now} />
              <button className="hl-link-button" name="forget" value={id}>
                {t('forget')} <span className="govuk-visually-hidden">{name}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
      <Form method="post" className="hl-inline">
        <input type="hidden" name="query" value={now} />
        <TextField name="name" label={t('keep-name')} width={20} maxLength={100} defaultValue={typed} error={error} />
        <Button look="secondary">{t('keep')}</Button>
      </Form>
    </section>
  );
}
