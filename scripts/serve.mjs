// One process of an installation whose services run elsewhere, as in a container: `node scripts/serve.mjs api|worker|web|migrate`.
// DATABASE_URL needs a name and password for `migrate` alone, which acts as the owner; the others connect as their service role,
// whose password follows from SECRET_KEY, so the owner's never reaches a process that talks to the world.
const ROLES = { api: 'harbourlight_api', worker: 'harbourlight_worker' };
const dist = new URL('../dist/', import.meta.url);

const name = process.argv[2] ?? '';
if (name === 'migrate') {
  await import(new URL('libs/database/src/bin/migrate.js', dist).href);
} else if (name === 'web') {
  await import(new URL('apps/web/src/main.js', dist).href);
} else if (Object.hasOwn(ROLES, name)) {
  const { serviceUrl } = await import(new URL('libs/database/src/index.js', dist).href);
  const { DATABASE_URL, SECRET_KEY } = process.env;
  // Where one of them is missing or wrong, the process itself says so, together with everything else that is.
  if (SECRET_KEY && URL.canParse(DATABASE_URL ?? '')) process.env.DATABASE_URL = serviceUrl(DATABASE_URL, ROLES[name], SECRET_KEY);
  await import(new URL(`apps/${name}/src/main.js`, dist).href);
} else {
  process.stderr.write(`Which process? One of: ${[...Object.keys(ROLES), 'web', 'migrate'].join(', ')}; came: "${name}".\n`);
  process.exit(1);
}
