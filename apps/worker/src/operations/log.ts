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

/** What Nest and the libs say, on the same log. Their last argument is who speaks; one before it may hold the code of an error. */
export function nestLog(log: Logger): LoggerService {
  const on =
    (level: 'info' | 'warn' | 'error' | 'debug') =>
    (message: unknown, ...rest: unknown[]) => {
      const context = rest.at(-1);
      const code = codeIn([message, ...rest]);
      const fields = { ...(typeof context === 'string' ? { context } : {}), ...(code === undefined ? {} : { code }) };
      log[level === 'info' && CHATTER.has(String(context)) ? 'debug' : level](fields, textOf(message));
    };
  return { log: on('info'), warn: on('warn'), error: on('error'), debug: on('debug'), verbose: on('debug'), fatal: on('error') };
}

function codeIn(values: readonly unknown[]): string | undefined {
  for (const value of values) {
    if (typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string') return value.code;
    if (value instanceof Error) return value.name;
  }
  return undefined;
}

function textOf(message: unknown): string {
  return typeof message === 'string'
    ? message
    : message instanceof Error
      ? `${message.name}: ${message.message}`
      : 'something without words';
}
