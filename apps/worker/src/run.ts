import { loadConfig } from '#libs/config';
import { checkCatalogue } from '#libs/database';
import { createWorker } from './create-worker.js';
import { QueueNotFit } from './queue/prepare-queue.js';

/** Whoever runs the process is told in plain words, and it ends. */
function refuse(why: string, lines: readonly string[]): never {
  process.stderr.write(`${why}\n${lines.map((line) => `  ${line}\n`).join('')}`);
  process.exit(1);
}

const config = loadConfig();

const findings = await checkCatalogue(config.databaseUrl);
if (findings.length > 0) refuse('The database would not keep readers apart, so the worker does not start:', findings);

const worker = await createWorker(config).catch((error: unknown) => {
  if (error instanceof QueueNotFit) refuse('The queue is not fit for production, so the worker does not start:', error.message.split('\n'));
  throw error;
});

let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    // What hangs beyond every limit must not keep the process: its leases run out and another worker goes on.
    setTimeout(() => process.exit(1), 20_000).unref();
    void worker.stop().finally(() => process.exit(0));
  });
}
