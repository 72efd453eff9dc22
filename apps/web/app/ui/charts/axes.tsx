import type { ScaleLinear } from 'd3-scale';
import { useFormatter } from 'use-intl';

interface ValueAxisProps {
  readonly scale: ScaleLinear<number, number>;
  readonly left: number;
  readonly right: number;
}

/** Numbers at the left and a thin line at each. */
export function ValueAxis({ scale, left, right }: ValueAxisProps) {
  const format = useFormatter();
  return scale
    .ticks(4)
    .filter((tick) => Number.isInteger(tick))
    .map((tick) => (
      <g key={tick}>
        <line className="hl-grid" x1={left} x2={right} y1={scale(tick)} y2={scale(tick)} />
        <text className="hl-axis" x={left - 8} y={scale(tick)} dy="0.35em" textAnchor="end">
          {format.number(tick)}
        </text>
      </g>
    ));
}
