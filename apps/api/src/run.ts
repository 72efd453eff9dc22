import { loadConfig } from '#libs/config';
import { checkCatalogue } from '#libs/database';
import { createApp } from './create-app.js';

const config = loadConfig();

try {
  const findings = await checkCatalogue(config.databaseUrl);
  if (findings.length > 0) refuse('The database would not keep readers apart, so the API does not start:', findings);
} catch (error) {
  refuse('The database cannot be asked, so the API does not start:', [error instanceof Error ? error.message : 'no answer']);
}

const app = await createApp(config).catch((error: unknown) =>
  refuse('The API does not start:', [error instanceof Error ? error.message : 'no reason']),
);
await app.listen(config.apiPort, config.apiHost);

function refuse(why: string, lines: readonly string[]): never {
  process.stderr.write(`${why}\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
  process.exit(1);
}
