import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const ASSETS = 'dist/apps/web/pages/client/assets';
const MANIFEST = /^manifest-[\w-]+\.js$/u;

interface BuiltModule {
  readonly module: string;
  readonly imports?: readonly string[];
}

interface BuiltRoute extends BuiltModule {
  readonly id: string;
  readonly parentId?: string;
}

interface Manifest {
  readonly entry: BuiltModule;
  readonly routes: Readonly<Record<string, BuiltRoute>>;
}

/** What `npm run build` made of the pages, as far as browsers load it. Throws where it was not built. */
export class BuiltPages {
  private constructor(private readonly manifest: Manifest) {}

  static read(): BuiltPages {
    const file = readdirSync(ASSETS).find((name) => MANIFEST.test(name));
    if (file === undefined) throw new Error(`${ASSETS} holds no manifest: npm run build`);
    const script = readFileSync(join(ASSETS, file), 'utf8');
    return new BuiltPages(JSON.parse(script.slice(script.indexOf('=') + 1).replace(/;\s*$/u, '')) as Manifest);
  }

  /** The routes of the console; no other has scripts. */
  get consoleRoutes(): string[] {
    return Object.keys(this.manifest.routes).filter((id) => id.startsWith('console/'));
  }

  /** Bytes, gzip, of a style sheet. */
  cssBytes(name: 'console' | 'portal'): number {
    const file = readdirSync(ASSETS).find((each) => each.startsWith(`${name}-`) && each.endsWith('.css'));
    if (file === undefined) throw new Error(`${ASSETS} holds no ${name} style sheet`);
    return gzipBytes(file);
  }

  /** Bytes, gzip, of every script that a page of a route loads in the end: with what it loads lazily, and the words of one language. */
  scriptBytes(routeId: string): number {
    const chain: BuiltModule[] = [];
    for (let id: string | undefined = routeId; id !== undefined; id = this.manifest.routes[id]?.parentId) {
      const route = this.manifest.routes[id];
      if (route !== undefined) chain.push(route);
    }
    const files = new Set<string>();
    for (const each of chain) addWithLazy(each, files);
    addModule(this.manifest.entry, files);
    for (const words of oneLanguage(lazyOf(nameOf(this.manifest.entry.module)))) files.add(words);
    return [...files].reduce((sum, file) => sum + gzipBytes(file), 0);
  }

  /** Bytes, gzip, of the largest script that is loaded when it is first needed. */
  largestLazyChunk(): number {
    const lazy = readdirSync(ASSETS)
      .filter((file) => file.endsWith('.js') && !MANIFEST.test(file))
      .flatMap(lazyOf);
    return Math.max(...lazy.map(gzipBytes));
  }
}

function addModule({ module, imports = [] }: BuiltModule, files: Set<string>): void {
  for (const path of [module, ...imports]) files.add(nameOf(path));
}

function addWithLazy(module: BuiltModule, files: Set<string>): void {
  const own = new Set<string>();
  addModule(module, own);
  for (const file of own) {
    if (files.has(file)) continue;
    files.add(file);
    for (const lazy of lazyOf(file)) if (!files.has(lazy)) addWithLazy({ module: lazy, imports: staticOf(lazy) }, files);
  }
}

/** Of each set of words the largest: a browser loads those of its reader's language. */
function oneLanguage(files: readonly string[]): string[] {
  const largest = new Map<string, string>();
  for (const file of files) {
    const name = file.replace(/-[\w-]{8}\.js$/u, '');
    const known = largest.get(name);
    if (known === undefined || gzipBytes(file) > gzipBytes(known)) largest.set(name, file);
  }
  return [...largest.values()];
}

function lazyOf(file: string): string[] {
  return [...textOf(file).matchAll(/\bimport\(\s*[`"']\.\/([\w.-]+\.js)[`"']\s*\)/gu)].flatMap(([, name]) => name ?? []);
}

function staticOf(file: string): string[] {
  return [...textOf(file).matchAll(/\bfrom\s*[`"']\.\/([\w.-]+\.js)[`"']/gu)].flatMap(([, name]) => name ?? []);
}

function textOf(file: string): string {
  return readFileSync(join(ASSETS, file), 'utf8');
}

/** The build puts every file beside itself, compressed as it is sent. */
function gzipBytes(file: string): number {
  return statSync(join(ASSETS, `${file}.gz`)).size;
}

function nameOf(path: string): string {
  return basename(path);
}
