// The ratios of a pass as bars: how much of the limit is kept, with the aim as a line. SVG by hand: a rectangle and two words a row.
import { figure } from './table.mjs';

const WIDTH = 960;
const ROW = 44;
const LEFT = 20;
const BAR = 620;
const FULL = 1.5;

export function drawRatios(rows) {
  const shown = rows.filter(({ ratio }) => ratio !== undefined);
  const height = shown.length * ROW + 60;
  const bars = shown.map((row, index) => bar(row, 40 + index * ROW)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="How much of the limit each operation keeps" font-family="system-ui, sans-serif" font-size="14">
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
<text x="${LEFT}" y="22" font-weight="700" fill="#1d2733">How much of the limit each operation keeps (1 is the limit itself; the line is the aim)</text>
${bars}
</svg>
`;
}

function bar({ operation, ratio, aim, ours, unit, limit }, y) {
  // Of times and memory less is better: twice the limit's keeps half of it.
  const keptOf = (value) => (unit === '/s' ? value : 1 / value);
  const across = (value) => Math.min(keptOf(value), FULL) * (BAR / FULL);
  const width = across(ratio);
  const wanted = Number(/ratio ([\d.]+)/.exec(aim ?? '')?.[1] ?? Number.NaN);
  const at = (LEFT + across(wanted)).toFixed(1);
  const isDrawn = keptOf(wanted) <= FULL;
  const told = Number.isNaN(wanted) ? '' : `, aim ${keptOf(wanted).toFixed(2)}`;
  const line = !isDrawn ? '' : `<line x1="${at}" x2="${at}" y1="${y + 16}" y2="${y + 36}" stroke="#b3261e" stroke-width="2"/>`;
  return `<text x="${LEFT}" y="${y + 12}" fill="#1d2733">${escaped(operation)}</text>
<rect x="${LEFT}" y="${y + 18}" width="${width.toFixed(1)}" height="16" fill="#1f6f8b"/>${line}
<text x="${LEFT + BAR + 12}" y="${y + 31}" fill="#1d2733">${keptOf(ratio).toFixed(2)}${told} (${figure(ours)} and ${figure(limit?.value ?? ours)} ${unit})</text>`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
