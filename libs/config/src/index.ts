export { ConfigError, loadConfig, readConfig } from './config.js';
export type { Config } from './config.js';
export { ENVIRONMENT } from './env.js';
