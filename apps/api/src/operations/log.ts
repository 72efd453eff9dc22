import type { Config } from '#libs/config';
import { pino } from 'pino';
import type { DestinationStream, Logger, LoggerOptions } from 'pino';

/** Where Nest finds the process's log. */
export const LOG = Symbol('LOG');

/** A structured log. It never holds a header, a body, a variable or an address: only names, ids, codes and durations. */
export function makeLog(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    name: 'api',
    level: config.logLevel,
    base: { process: 'api' },
    redact: ['req.headers', 'headers', 'authorization', 'password', 'token', 'secret'],
    serializers: { err: (error: Error) => ({ type: error.name, message: error.message, stack: error.stack }) },
  };
  return destination ? pino(options, destination) : pino(options);
}
