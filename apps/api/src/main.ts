import { loadConfig } from '#libs/config';
import { checkCatalogue } from '#libs/database';
import { createApp } from './create-app.js';

const config = loadConfig();

const findings = await checkCatalogue(config.databaseUrl);
if (findings.length > 0) {
  process.stderr.write(
    `The database would not keep readers apart, so the API does not start:\n${findings.map((line) => `  ${line}`).join('\n')}\n`,
  );
  process.exit(1);
}

const app = await createApp(config);
await app.listen(config.apiPort, config.apiHost);
