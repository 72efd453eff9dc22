import { useFormatter, useTranslations } from 'use-intl';
import type { PublicStatisticsQuery } from '../../api/gql/graphql';
import { useLocaleFacts } from '../../i18n/use-locale';
import { ChartFigure, Legend } from '../../ui/charts/chart-figure';
import { HorizontalBars, horizontalHeight } from '../../ui/charts/horizontal-bars';
import { LINE_HEIGHT, LineChart } from '../../ui/charts/line-chart';
import { BARS_HEIGHT, StackedBars } from '../../ui/charts/stacked-bars';
import { monthText } from '../alerts/alert-filter';
import { axisLabel } from './months';

type Statistics = PublicStatisticsQuery['advisoryStatistics'];
interface ByMonth {
  readonly months: Statistics['months'];
  readonly span: number;
}

const SERIES = ['low', 'medium', 'high', 'critical'] as const;
const WORD = { low: 'LOW', medium: 'MEDIUM', high: 'HIGH', critical: 'CRITICAL' } as const;

export function SeverityChart({ months, span }: ByMonth) {
  const t = useTranslations('portal.statistics');
  const severity = useTranslations('site.severity');
  const { tag } = useLocaleFacts();
  const caption = t('by-severity');
  const number = (key: (typeof SERIES)[number]) => ({
    head: severity(WORD[key]),
    cell: (row: ByMonth['months'][number]) => row[key],
    isNumeric: true,
  });
  return (
    <>
      <ChartFigure
        caption={caption}
        name={t('by-severity-name', { count: months.length })}
        height={BARS_HEIGHT}
        rows={months}
        rowKey={({ month }) => month}
        columns={[
          { head: t('month'), cell: ({ month }) => monthText(month, tag) },
          ...SERIES.map(number),
          { head: t('all'), cell: ({ total }) => total, isNumeric: true },
        ]}
      >
        <StackedBars bars={months.map((values, at) => ({ label: axisLabel(values.month, at, span), values }))} series={SERIES} />
      </ChartFigure>
      <Legend entries={SERIES.map((key) => ({ key, text: severity(WORD[key]) }))} />
    </>
  );
}

export function ExploitedChart({ months, span }: ByMonth) {
  const t = useTranslations('portal.statistics');
  const { tag } = useLocaleFacts();
  return (
    <ChartFigure
      caption={t('exploited')}
      name={t('exploited-name', { count: months.length })}
      height={LINE_HEIGHT}
      rows={months}
      rowKey={({ month }) => month}
      columns={[
        { head: t('month'), cell: ({ month }) => monthText(month, tag) },
        { head: t('exploited'), cell: ({ exploited }) => exploited, isNumeric: true },
      ]}
    >
      <LineChart
        points={months.map(({ month, exploited }, at) => ({ label: axisLabel(month, at, span), value: exploited }))}
        series="critical"
      />
    </ChartFigure>
  );
}

export function KindChart({ kinds }: { readonly kinds: Statistics['byKind'] }) {
  const t = useTranslations('portal.statistics');
  const words = useTranslations('site.kind');
  if (kinds.length === 0) return null;
  return (
    <ChartFigure
      caption={t('by-kind')}
      name={kinds.map(({ kind, advisories }) => `${words(kind)}: ${advisories}`).join('; ')}
      height={horizontalHeight(kinds.length)}
      rows={kinds}
      rowKey={({ kind }) => kind}
      columns={[
        { head: t('kind'), cell: ({ kind }) => words(kind) },
        { head: t('all'), cell: ({ advisories }) => advisories, isNumeric: true },
      ]}
    >
      <HorizontalBars points={kinds.map(({ kind, advisories }) => ({ label: words(kind), value: advisories }))} series="plain" />
    </ChartFigure>
  );
}

export function VendorChart({ vendors }: { readonly vendors: Statistics['topVendors'] }) {
  const t = useTranslations('portal.statistics');
  const format = useFormatter();
  if (vendors.length === 0) return null;
  return (
    <ChartFigure
      caption={t('by-vendor')}
      name={vendors.map(({ name, advisories }) => `${name}: ${advisories}`).join('; ')}
      height={horizontalHeight(vendors.length)}
      rows={vendors}
      rowKey={({ name }) => name}
      columns={[
        { head: t('vendor'), cell: ({ name }) => name },
        { head: t('all'), cell: ({ advisories }) => format.number(advisories), isNumeric: true },
      ]}
    >
      <HorizontalBars points={vendors.map(({ name, advisories }) => ({ label: name, value: advisories }))} series="plain" />
    </ChartFigure>
  );
}
