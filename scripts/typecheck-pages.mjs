// Checks the types of apps/web/app. With `--only-types`, writes those that the router and the API's schema give, which linting needs too.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pinnedNode, ROOT } from './prepare.mjs';
import { writeDocuments } from './web-documents.mjs';

const WEB = join(ROOT, 'apps', 'web');
const inModules = (path) => join(ROOT, 'node_modules', path);

await writeDocuments();
run(inModules('@react-router/dev/bin.cjs'), 'typegen');
if (!process.argv.includes('--only-types')) run(inModules('typescript/bin/tsc'), '-p', join(WEB, 'tsconfig.json'));

function run(...args) {
  const { status } = spawnSync(pinnedNode(), args, { cwd: WEB, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
