// `node scripts/build.mjs`: what `npm start` builds, and nothing else; for container images.
import { command, ensureBuilt } from './prepare.mjs';

await command(ensureBuilt);
