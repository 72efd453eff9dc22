// The peer's server, with its own best settings: the Amber preset, its cache of operation plans, no introspection of what is not asked for.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [, , folder, url] = process.argv;
const require = createRequire(join(folder, 'package.json'));
const { postgraphile } = require('postgraphile');
const { PostGraphileAmberPreset } = require('postgraphile/presets/amber');
const { makePgService } = require('postgraphile/adaptors/pg');
const { grafserv } = require('postgraphile/grafserv/node');

const peer = postgraphile({
  extends: [PostGraphileAmberPreset],
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  pgServices: [makePgService({ connectionString: url, schemas: ['peer'], poolConfig: { max: 10 } })],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  grafast: { explain: false },
});
const server = createServer();
const service = peer.createServ(grafserv);
server.on('error', (error) => {
  throw error;
});
await service.addTo(server);
if (process.env.BENCH_TALK === '1') {
  const { printSchema } = require('graphql');
  process.stdout.write(printSchema((await peer.getSchema()) ?? '').slice(0, 12_000));
}
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
