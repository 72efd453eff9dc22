// A process for supervised.spec.ts: ready on the port it is given, and told by arguments how to misbehave.
import { createServer } from 'node:http';

const { TEST_PORT: port, TEST_FAULT: fault } = process.env;
if (fault === 'refuses-its-settings') {
  process.stderr.write('The configuration is not valid\n');
  process.exit(1);
}
const server = createServer((request, response) => response.end(String(process.pid))).listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
