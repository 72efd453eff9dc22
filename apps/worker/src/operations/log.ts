import type { Config } from '#libs/config';
import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import type { Logger } from 'pino';

/** A structured log. It never holds content, an address, a header or a secret: only names, ids, codes and durations. */
export function makeLog(config: Pick<Config, 'logLevel'>): Logger {
  return pino({ level: config.logLevel, base: { process: 'worker' } });
}

/** Parts of Nest that tell every start at length. */
const CHATTER: ReadonlySet<string> = new Set(['NestFactory', 'InstanceLoader']);

/** What Nest and the libs say, on the same log. Their last argument is who speaks. */
export function nestLog(log: Logger): LoggerService {
  const on =
    (level: 'info' | 'warn' | 'error' | 'debug') =>
    (message: unknown, ...rest: unknown[]) => {
      const context = rest.at(-1);
      if (typeof context !== 'string') log[level](textOf(message));
      else log[level === 'info' && CHATTER.has(context) ? 'debug' : level]({ context }, textOf(message));
    };
  return { log: on('info'), warn: on('warn'), error: on('error'), debug: on('debug'), verbose: on('debug'), fatal: on('error') };
}

function textOf(message: unknown): string {
  return typeof message === 'string'
    ? message
    : message instanceof Error
      ? `${message.name}: ${message.message}`
      : 'something without words';
}
