import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** A process of its own that answers one question after the other: receivers, limits and crowds of clients, so that their CPU time is not ours. */
export class Child {
  private constructor(
    private readonly process: ChildProcess,
    /** The first thing that it told: usually its port. */
    readonly told: Readonly<Record<string, unknown>>,
  ) {}

  /** Runs `file` (a path) again with these arguments; it tells something once it is ready. */
  static async start(file: string, parameters: readonly string[]): Promise<Child> {
    const process = fork(file, [...parameters]);
    return new Child(process, await nextFrom(process));
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get port(): number {
    return Number(this.told['port']);
  }

  async ask<Answer extends object>(question: object): Promise<Answer> {
    const answer = nextFrom(this.process);
    this.process.send(question);
    return (await answer) as Answer;
  }

  /** Asks again and again until an answer is good; throws after `withinMs`. */
  async until<Answer extends object>(question: object, isGood: (answer: Answer) => boolean, withinMs = 60_000): Promise<Answer> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const answer = await this.ask<Answer>(question);
      if (isGood(answer)) return answer;
      if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${JSON.stringify(answer).slice(0, 200)}`);
      await pause(10);
    }
  }

  stop(): void {
    this.process.kill();
  }
}

/** What a child answers with; a question whose answer throws ends the child, and so the run. */
export function answer(reply: (question: never) => object | Promise<object>): void {
  process.on('message', (question) => {
    void Promise.resolve(reply(question as never)).then((told) => process.send?.(told));
  });
}

function nextFrom(child: ChildProcess): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const ended = () => {
      reject(new Error('a process of the measurement ended'));
    };
    child.once('exit', ended);
    child.once('message', (told) => {
      child.off('exit', ended);
      resolve(told as Record<string, unknown>);
    });
  });
}
