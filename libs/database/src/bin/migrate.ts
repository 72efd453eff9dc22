import { loadConfig } from '#libs/config';
import { migrate } from '../migrate.js';

const config = loadConfig();
await migrate({ adminUrl: config.databaseUrl, secretKey: config.secretKey });
