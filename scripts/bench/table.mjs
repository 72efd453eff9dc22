// The rows of a pass as a Markdown table.
const HEAD = ['operation', 'ours', 'limit or peer', 'ratio', 'CPU us each', 'memory MB', 'aim'];

export function tableOf(rows) {
  const lines = rows.map((row) => [
    row.operation,
    row.leftOut === undefined ? `${figure(row.ours)} ${row.unit}` : `left out: ${row.leftOut}`,
    row.limit === undefined ? '' : `${row.limit.name}: ${figure(row.limit.value)} ${row.unit}`,
    row.ratio === undefined ? '' : row.ratio.toFixed(2),
    row.cpuUs === undefined
      ? ''
      : `${row.cpuUs.toFixed(0)}${row.postgresUs === undefined ? '' : ` + ${row.postgresUs.toFixed(0)} PostgreSQL`}`,
    row.peakMb === undefined ? '' : row.peakMb.toFixed(0),
    row.aim ?? '',
  ]);
  return [HEAD, HEAD.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function figure(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2);
}
