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
const ON_DEMAND = new Set(['web/lighthouse']);

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
  const folder = mkdtempSync(join(tmpdir(), 'harbourlight-results-'));
  try {
    const results = join(folder, 'rows.jsonl');
    const environment = { ...process.env, BENCH_RESULTS: results, BENCH_FULL: words.includes('--full') ? '1' : '0' };
    for (const name of asked.length > 0 ? asked : all.filter((each) => !ON_DEMAND.has(each))) {
      say(`\n== ${name}`);
      const hooks = join(ROOT, 'test', 'support', 'typescript-hooks.mjs');
      const args = [...NODE_FLAGS, '--import', hooks, join(ROOT, 'bench', `${name}.ts`)];
      const { status } = spawnSync(node, args, { cwd: ROOT, stdio: 'inherit', env: environment });
      if (status !== 0) process.exitCode = 1;
    }
    const rows = existsSync(results)
      ? readFileSync(results, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [];
    process.stdout.write(`\n${tableOf(rows)}\n`);
    if (words.includes('--charts')) writeFileSync(join(ROOT, 'docs', 'images', 'performance-ratios.svg'), drawRatios(rows));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
