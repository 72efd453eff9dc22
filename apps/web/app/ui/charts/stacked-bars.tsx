import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { ValueAxis } from './axes';
import { CHART_WIDTH } from './chart-figure';

export const BARS_HEIGHT = 280;
const MARGIN = { left: 48, right: 8, top: 12, bottom: 36 };

export interface Bar<Key extends string> {
  readonly label: string;
  readonly values: Readonly<Record<Key, number>>;
}

/** One bar for each label, built of its series from below. */
export function StackedBars<Key extends string>({ bars, series }: { readonly bars: readonly Bar<Key>[]; readonly series: readonly Key[] }) {
  const totals = bars.map(({ values }) => series.reduce((sum, key) => sum + values[key], 0));
  const x = scaleBand<number>()
    .domain(bars.map((_, at) => at))
    .range([MARGIN.left, CHART_WIDTH - MARGIN.right])
    .padding(0.25);
  const y = scaleLinear()
    .domain([0, Math.max(4, ...totals)])
    .nice()
    .range([BARS_HEIGHT - MARGIN.bottom, MARGIN.top]);
  const layers = stack<unknown, Bar<Key>, Key>()
    .keys(series)
    .value(({ values }, key) => values[key])([...bars]);
  return (
    <>
      <ValueAxis scale={y} left={MARGIN.left} right={CHART_WIDTH - MARGIN.right} />
      {layers.map((layer) => (
        <g key={layer.key} className={`hl-series hl-series--${layer.key}`}>
          {layer.map(([low, high], at) =>
            low === high ? null : <rect key={at} x={x(at)} width={x.bandwidth()} y={y(high)} height={y(low) - y(high)} />,
          )}
        </g>
      ))}
      {bars.map(({ label }, at) => (
        <text key={label} className="hl-axis" x={(x(at) ?? 0) + x.bandwidth() / 2} y={BARS_HEIGHT - MARGIN.bottom + 20} textAnchor="middle">
          {label}
        </text>
      ))}
    </>
  );
}
