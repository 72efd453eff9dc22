import { useFormatter, useTranslations } from 'use-intl';
import { useLocaleFacts } from '../../i18n/use-locale';
import { FilterLinks } from '../../ui/static/filter-links';
import type { FilterLink } from '../../ui/static/filter-links';
import { addressWith } from '../address';
import { KINDS, monthText, SEVERITIES } from './alert-filter';
import type { AlertFilter } from './alert-filter';

interface AlertFiltersProps {
  readonly path: string;
  readonly filter: AlertFilter;
  readonly months: readonly { readonly month: string; readonly total: number }[];
  readonly products: readonly { readonly name: string; readonly advisories: number }[];
}

/** Each filter as links; choosing a value keeps the others, and choosing it again takes it away. */
export function AlertFilters({ path, filter, months, products }: AlertFiltersProps) {
  const t = useTranslations('portal.alerts.filter');
  const words = useTranslations('site');
  const format = useFormatter();
  const { tag } = useLocaleFacts();
  const now = filter as Readonly<Record<string, string>>;
  const link = (name: keyof AlertFilter, value: string, text: string, count?: number): FilterLink => ({
    text,
    isChosen: filter[name] === value,
    href: addressWith(path, now, { [name]: filter[name] === value ? undefined : value }),
    count: count === undefined ? undefined : format.number(count),
  });
  return (
    <>
      <FilterLinks title={t('severity')} links={SEVERITIES.map((each) => link('severity', each, words(`severity.${each}`)))} />
      <FilterLinks title={t('exploited')} links={[link('exploited', 'yes', t('exploited-yes'))]} />
      <FilterLinks title={t('kind')} links={KINDS.map((each) => link('kind', each, words(`kind.${each}`)))} />
      {months.length === 0 ? null : (
        <FilterLinks title={t('month')} links={months.map(({ month, total }) => link('month', month, monthText(month, tag), total))} />
      )}
      {products.length === 0 ? null : (
        <FilterLinks title={t('product')} links={products.map(({ name, advisories }) => link('product', name, name, advisories))} />
      )}
    </>
  );
}
