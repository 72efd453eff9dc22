import type site from './messages/en/site.json';
import type portal from './messages/en/portal.json';
import type duty from './messages/en/duty.json';
import type guidance from './messages/en/guidance.json';
import type members from './messages/en/members.json';
import type console from './messages/en/console.json';

/** The texts of one language: a namespace for each file. The English ones are the shape that the others have too (a test compares them). */
export interface Catalogue {
  readonly site: typeof site;
  readonly portal: typeof portal;
  readonly duty: typeof duty;
  readonly guidance: typeof guidance;
  readonly members: typeof members;
  readonly console: typeof console;
}

declare module 'use-intl' {
  interface AppConfig {
    Messages: Catalogue;
  }
}
