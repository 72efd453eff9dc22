// `npm run db:new -- create-something`: the next numbered migration, written and listed in migrations/index.ts.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, Refusal, ROOT, say } from './prepare.mjs';

const FOLDER = join(ROOT, 'migrations');

await command(() => {
  const name = process.argv[2] ?? '';
  if (!/^[a-z0-9]+(-[a-z0-9]+)+$/u.test(name)) {
    throw new Refusal(`What does it do? A verb and a noun in kebab-case, as in create-widgets; came: "${name}".`);
  }
  const numbers = readdirSync(FOLDER).map((file) => Number(/^(\d{4})-/u.exec(file)?.[1] ?? 0));
  const number = String(Math.max(0, ...numbers) + 1).padStart(4, '0');
  const className = name.replaceAll(/(^|-)([a-z0-9])/gu, (_, dash, letter) => letter.toUpperCase());
  writeFileSync(join(FOLDER, `${number}-${name}.ts`), migration(name, className, number), { flag: 'wx' });
  list(`${number}-${name}`, className);
  say(`migrations/${number}-${name}.ts`);
});

/** TypeORM orders by the thirteen digits at the end of the name, which it takes for an instant. */
function migration(name, className, number) {
  return `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  readonly name = '${name}-${number.padStart(13, '0')}';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STATEMENTS);
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}

const STATEMENTS = \`
\`;
`;
}

function list(file, className) {
  const index = join(FOLDER, 'index.ts');
  const text = readFileSync(index, 'utf8');
  const lastImport = text.lastIndexOf('import ');
  const afterImports = text.indexOf('\n', lastImport) + 1;
  const imported = `${text.slice(0, afterImports)}import { ${className} } from './${file}.js';\n${text.slice(afterImports)}`;
  writeFileSync(index, imported.replace(/,?\s*\];/u, `,\n  ${className},\n];`));
}
