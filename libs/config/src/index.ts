export { ConfigError, loadConfig, loadWebConfig, readConfig, readWebConfig } from './config.js';
export type { Config, ContactFacts, WebConfig } from './config.js';
export { ENVIRONMENT } from './env.js';
export { SecretBox } from './secret-box.js';

/** Where Nest finds the Config of the process: `@Inject(CONFIG) config: Config`. */
export const CONFIG = Symbol('CONFIG');
