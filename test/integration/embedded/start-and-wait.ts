// A process of its own for embedded.spec.ts: starts the server of a data folder, says where it is, and waits to be killed.
import { startEmbedded } from '#libs/embedded';

const [, , dataDir = ''] = process.argv;
const { adminUrl, port } = await startEmbedded({ dataDir, mode: 'test' });
process.stdout.write(`${JSON.stringify({ adminUrl, port })}\n`);
setInterval(() => undefined, 60_000);
