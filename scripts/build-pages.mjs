// Builds apps/web/app into dist/apps/web/pages: typed documents, the router's build, and every file compressed beside itself.
import { spawn } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ROOT } from './prepare.mjs';
import { GENERATED, writeDocuments } from './web-documents.mjs';

const WEB = join(ROOT, 'apps', 'web');
const PAGES = join(ROOT, 'dist', 'apps', 'web', 'pages');
const COMPRESSED = /\.(?:css|js|svg|json|txt)$/u;
/** Higher ones take seconds for a few bytes. */
const BROTLI_QUALITY = 9;

await writeDocuments();
await reactRouter('build');
compress(join(PAGES, 'client'));
// The API answers these documents by their hash alone.
copyFileSync(join(GENERATED, 'persisted-documents.json'), join(dirname(PAGES), 'persisted-operations.json'));

async function reactRouter(...args) {
  const bin = join(ROOT, 'node_modules', '@react-router', 'dev', 'bin.cjs');
  const child = spawn(process.execPath, [bin, ...args], { cwd: WEB, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) process.exit(code ?? 1);
}

function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) compress(path);
    else if (COMPRESSED.test(entry.name)) {
      const bytes = readFileSync(path);
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }));
    }
  }
}
