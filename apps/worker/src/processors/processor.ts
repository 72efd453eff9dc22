import type { JobName } from '../jobs.js';
import type { JobData } from '../queue/queue-connection.js';

/** Where Nest finds all processors. */
export const PROCESSORS = Symbol('PROCESSORS');

/** Does the work of one job: loads, calls one use case, reports. May run twice, and several at once. */
export interface Processor {
  readonly job: JobName;
  process(data: JobData): Promise<void>;
}
