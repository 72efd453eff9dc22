/** Who may import whom (HOUSE.md section 3). Arrows point down this list and never back. */
const ORDER = [
  'core',
  'config',
  'database',
  'access',
  'audit',
  'outbox',
  'accounts',
  'advisories',
  'renditions',
  'subscriptions',
  'deliveries',
  'guidance',
  'incidents',
];

/** lib → what it may import: everything that stands before it. `embedded` starts a database and knows only core. */
const MAY_IMPORT = Object.fromEntries(ORDER.map((lib, at) => [lib, ORDER.slice(0, at)]));
MAY_IMPORT.embedded = ['core'];

const roomRules = Object.entries(MAY_IMPORT).map(([lib, allowed]) => ({
  name: `${lib}-imports-only-what-stands-above-it`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: '^libs/', pathNot: `^libs/(${[lib, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...roomRules,
    {
      name: 'a-lib-is-entered-through-its-front-door',
      severity: 'error',
      from: { path: '^(libs/([^/]+)|apps/[^/]+|migrations)/' },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts$)', pathNot: '^libs/$2/' },
    },
    { name: 'apps-never-import-apps', severity: 'error', from: { path: '^apps/([^/]+)/' }, to: { path: '^apps/', pathNot: '^apps/$1/' } },
    { name: 'libs-never-import-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'libs-do-not-know-transport',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: 'node_modules/(@nestjs/(?!common)|@apollo|graphql|fastify|@fastify|bullmq|ioredis)' },
    },
    {
      name: 'bullmq-exists-in-the-worker-alone',
      severity: 'error',
      from: { pathNot: '^apps/worker/' },
      to: { path: 'node_modules/bullmq' },
    },
    { name: 'nothing-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.spec\\.ts$|^dist|^apps/web)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
