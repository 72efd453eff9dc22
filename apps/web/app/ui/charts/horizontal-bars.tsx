import { scaleLinear } from 'd3-scale';
import { useFormatter } from 'use-intl';
import { CHART_WIDTH } from './chart-figure';
import type { Point } from './line-chart';

const ROW = 44;
const BAR = 16;

export function horizontalHeight(rows: number): number {
  return rows * ROW;
}

/** One bar a row under its name, with its number at the end: names may be long. */
export function HorizontalBars({ points, series }: { readonly points: readonly Point[]; readonly series: string }) {
  const format = useFormatter();
  const width = scaleLinear()
    .domain([0, Math.max(1, ...points.map(({ value }) => value))])
    .range([0, CHART_WIDTH - 64]);
  return points.map(({ label, value }, at) => (
    <g key={label}>
      <text className="hl-axis" x={0} y={at * ROW + 14}>
        {label}
      </text>
      <rect className={`hl-series hl-series--${series}`} x={0} y={at * ROW + 20} width={width(value)} height={BAR} />
      <text className="hl-axis" x={width(value) + 8} y={at * ROW + 20 + BAR / 2} dy="0.35em">
        {format.number(value)}
      </text>
    </g>
  ));
}
