import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Csaf21Validator {
  /** What is wrong with a document: the strict schema and every mandatory test of the draft that the BSI's library has. */
  readonly flaws: (bytes: Buffer) => Promise<readonly string[]>;
  readonly close: () => void;
}

export async function csaf21Validator(): Promise<Csaf21Validator> {
  const child = fork(fileURLToPath(new URL('csaf-2-1-child.mjs', import.meta.url)), [], { serialization: 'advanced', execArgv: [] });
  const answer = async (): Promise<unknown> => {
    const stop = new AbortController();
    const ended = once(child, 'exit', { signal: stop.signal }).then(() => Promise.reject(new Error('the validator ended')));
    try {
      const [message] = (await Promise.race([once(child, 'message', { signal: stop.signal }), ended])) as readonly unknown[];
      return message;
    } finally {
      stop.abort();
    }
  };
  await answer();
  const flaws = async (bytes: Buffer): Promise<readonly string[]> => {
    const verdict = answer();
    child.send(bytes);
    return (await verdict) as readonly string[];
  };
  return { flaws, close: () => child.kill() };
}
