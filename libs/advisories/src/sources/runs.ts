import { systemActor } from '#libs/access';

/** The platform itself while it asks providers: it sees sources and no content. */
export const RUNS = systemActor('run-sources');
