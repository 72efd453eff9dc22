import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { ValueAxis } from './axes';
import { CHART_WIDTH } from './chart-figure';

export const LINE_HEIGHT = 240;
const MARGIN = { left: 48, right: 24, top: 12, bottom: 36 };

export interface Point {
  readonly label: string;
  readonly value: number;
}

/** One value for each label, joined by a line; each point is marked, so that a single one is seen too. */
export function LineChart({ points, series }: { readonly points: readonly Point[]; readonly series: string }) {
  const x = scalePoint<number>()
    .domain(points.map((_, at) => at))
    .range([MARGIN.left, CHART_WIDTH - MARGIN.right])
    .padding(0.5);
  const y = scaleLinear()
    .domain([0, Math.max(4, ...points.map(({ value }) => value))])
    .nice()
    .range([LINE_HEIGHT - MARGIN.bottom, MARGIN.top]);
  const path = line<Point>()
    .x((_, at) => x(at) ?? 0)
    .y(({ value }) => y(value))([...points]);
  return (
    <>
      <ValueAxis scale={y} left={MARGIN.left} right={CHART_WIDTH - MARGIN.right} />
      {path === null ? null : <path className={`hl-curve hl-curve--${series}`} d={path} />}
      {points.map(({ label, value }, at) => (
        <g key={label}>
          <circle className={`hl-series hl-series--${series}`} cx={x(at)} cy={y(value)} r={4} />
          <text className="hl-axis" x={x(at)} y={LINE_HEIGHT - MARGIN.bottom + 20} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
    </>
  );
}
