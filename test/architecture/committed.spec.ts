import { describe, expect, it } from '@jest/globals';
import { committedFiles, read } from './committed-files.js';

const TEXT = /\.(ts|tsx|mjs|cjs|js|json|ya?ml|md|graphql|sh|txt|css|html)$|(^|\/)(\.[\w.]+|Dockerfile|run)$/u;

/** Parts of addresses of package registries: where packages come from is the machine's affair. */
const REGISTRIES = [
  /\bregistry\.(npmjs|yarnpkg)\./iu,
  /\bnpm\.pkg\.github\./iu,
  /\bartifactory\b/iu,
  /\/-\/[\w@.-]+\.tgz/iu,
  /_authToken|_password\s*=/u,
];

function hostOfThisMachine(): string | undefined {
  const registry = process.env['npm_config_registry'];
  return registry === undefined ? undefined : new URL(registry).host;
}

describe('what is committed', () => {
  const files = committedFiles().filter(
    (path) => TEXT.test(path) && !path.startsWith('test/fixtures/') && path !== 'test/architecture/committed.spec.ts',
  );

  it('names no package registry and no credential of one', () => {
    const host = hostOfThisMachine();
    const wrong = files.filter((path) => {
      const text = read(path);
      return REGISTRIES.some((pattern) => pattern.test(text)) || (host !== undefined && text.includes(host));
    });
    expect(wrong).toEqual([]);
  });

  it('holds no private key and no environment file', () => {
    expect(committedFiles().filter((path) => /(^|\/)\.env$|\.pem$|\.key$/u.test(path) && !path.startsWith('test/fixtures/'))).toEqual([]);
  });

  it('leaves no test that runs alone and so silences the others', () => {
    const specs = files.filter((path) => path.endsWith('.spec.ts'));
    expect(specs.filter((path) => /\b(?:it|describe|test)\.only\(|\bf(?:it|describe)\(/u.test(read(path)))).toEqual([]);
  });
});
