// `npm run bench`: the quick pass over every measurement of bench/ (100,000 advisories and subscriptions); `--full` with 1,000,000;
// `npm run bench -- NAME …` the named ones. Ends with a table of all rows; `--charts` draws it into docs/images too.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawRatios } from './bench/draw-ratios.mjs';
import { tableOf } from './bench/table.mjs';
import { command, prepare, Refusal, ROOT, say } from './prepare.mjs';

/** As the worker is started: what sends thousands of alerts at once has room for what is young. */
const NODE_FLAGS = ['--max-semi-space-size=32'];

/** What fetches a package of its own is run where it is named. */
const ON_DEMAND = new Set(['web/lighthouse', 'peers/bullmq', 'peers/postgraphile']);

await command(async () => {
  const node = await prepare();
  const all = readdirSync(join(ROOT, 'bench'), { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('support'))
    .map((file) => file.slice(0, -'.ts'.length));
  const words = process.argv.slice(2);
  const unknown = words.filter((word) => !['--full', '--charts', ...all].includes(word));
  if (unknown.length > 0)
    throw new Refusal(`There is no measurement "${unknown.join(', ')}". There are: ${all.join(', ')}; and --full, --charts.`);
  const asked = words.filter((word) => !word.startsWith('-'));
  const failed = [];
  const times = [];
  const folder = mkdtempSync(join(tmpdir(), 'harbourlight-results-'));
  try {
    const results = join(folder, 'rows.jsonl');
    const environment = {
      ...process.env,
      BENCH_RESULTS: results,
      BENCH_FULL: words.includes('--full') ? '1' : '0',
      BENCH_KEEP: join(folder, 'filled'),
    };
    for (const name of asked.length > 0 ? asked : all.filter((each) => !ON_DEMAND.has(each))) {
      say(`\n== ${name}`);
      const hooks = join(ROOT, 'test', 'support', 'typescript-hooks.mjs');
      const args = [...NODE_FLAGS, '--import', hooks, join(ROOT, 'bench', `${name}.ts`)];
      const [rowsBefore, startedAt] = [rowsIn(results).length, performance.now()];
      const { status } = spawnSync(node, args, { cwd: ROOT, stdio: 'inherit', env: environment });
      const seconds = (performance.now() - startedAt) / 1_000;
      const told = rowsIn(results).length - rowsBefore;
      say(`-- ${name}: ${told} rows, ${seconds.toFixed(0)} s`);
      if (status !== 0) failed.push(`${name} failed`);
      else if (told === 0) failed.push(`${name} measured nothing`);
      times.push([name, seconds]);
    }
    const rows = rowsIn(results);
    process.stdout.write(`\n${tableOf(rows)}\n`);
    const total = times.reduce((sum, [, seconds]) => sum + seconds, 0);
    say(`\n${times.map(([name, seconds]) => `${name} ${seconds.toFixed(0)} s`).join(', ')}; ${(total / 60).toFixed(1)} minutes in all.`);
    for (const reason of failed) say(`FAILED: ${reason}`);
    if (failed.length > 0) process.exitCode = 1;
    if (words.includes('--charts')) writeFileSync(join(ROOT, 'docs', 'images', 'performance-ratios.svg'), drawRatios(rows));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function rowsIn(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
