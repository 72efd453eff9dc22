import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { nestLog } from './log.js';

describe('the log of the worker', () => {
  function lines(say: (log: ReturnType<typeof nestLog>) => void): Record<string, unknown>[] {
    const written: string[] = [];
    const log = pino(
      { base: {}, timestamp: false },
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          written.push(chunk.toString());
          done();
        },
      }),
    );
    say(nestLog(log));
    return written.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it('holds the code of an error in a field of its own, beside who speaks', () => {
    const [line] = lines((log) => {
      log.error('results could not be written', { code: '23505' }, 'send-webhook');
    });
    expect(line).toEqual({ level: 50, context: 'send-webhook', code: '23505', msg: 'results could not be written' });
  });

  it('names an error that has no code, and leaves the field out where nothing failed', () => {
    const [failed, fine] = lines((log) => {
      log.warn('could not relay', new TypeError('never shown'), 'relay');
      log.log('at work', 'worker');
    });
    expect(failed).toMatchObject({ context: 'relay', code: 'TypeError', msg: 'could not relay' });
    expect(fine).toEqual({ level: 30, context: 'worker', msg: 'at work' });
  });
});
