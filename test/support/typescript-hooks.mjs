// Lets a plain Node run the sources as Jest does: `node --import ./test/support/typescript-hooks.mjs some.ts`.
// Node's own type stripping is not enough: it knows no decorators, and our relative imports name the `.js` of the build.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const OURS = pathToFileURL(`${ROOT}/`).href;
const OPTIONS = {
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
  configFile: false,
  swcrc: false,
};

function isOurs(url) {
  return url?.startsWith(OURS) && !url.includes('/node_modules/');
}

function sourceOf(specifier, parentUrl) {
  const lib = /^#libs\/([\w-]+)$/u.exec(specifier)?.[1];
  if (lib !== undefined) return join(ROOT, 'libs', lib, 'src', 'index.ts');
  if (!/^\.\.?\/.*\.js$/u.test(specifier)) return undefined;
  const source = fileURLToPath(new URL(specifier.replace(/\.js$/u, '.ts'), parentUrl));
  return existsSync(source) ? source : undefined;
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    const source = isOurs(context.parentURL) ? sourceOf(specifier, context.parentURL) : undefined;
    return source === undefined ? nextResolve(specifier, context) : { url: pathToFileURL(source).href, shortCircuit: true };
  },
  load(url, context, nextLoad) {
    if (!isOurs(url) || !url.endsWith('.ts')) return nextLoad(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...OPTIONS, filename });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
