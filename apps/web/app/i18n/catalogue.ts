import type site from './messages/en/site.json';
import type portal from './messages/en/portal.json';
import type duty from './messages/en/duty.json';
import type guidance from './messages/en/guidance.json';
import type members from './messages/en/members.json';
import type console from './messages/en/console.json';
import type refusals from './messages/en/refusals.json';
import type administration from './messages/en/administration.json';

/** The texts of one language: a namespace for each file. The English ones are the shape that the others have too (a test compares them). */
export interface Catalogue {
  readonly site: typeof site;
  readonly portal: typeof portal;
  readonly duty: typeof duty;
  readonly guidance: typeof guidance;
  readonly members: typeof members;
  readonly console: typeof console;
  readonly administration: typeof administration;
  readonly refusals: typeof refusals;
}

declare module 'use-intl' {
  interface AppConfig {
    Messages: Catalogue;
  }
}
