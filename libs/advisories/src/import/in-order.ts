/**
 * Works on a few inputs at a time and gives the results in the order of the inputs. When it ends early, because a result failed or the
 * caller stopped, what had begun has ended before.
 */
export async function* inOrder<Input, Result>(
  inputs: AsyncIterable<Input>,
  work: (input: Input) => Promise<Result>,
  ahead: number,
): AsyncGenerator<Result, void, undefined> {
  const running: Promise<Result>[] = [];
  try {
    for await (const input of inputs) {
      const result = work(input);
      // Awaited in its turn below; a failure before that must not end the process.
      result.catch(() => undefined);
      running.push(result);
      const first = running.length >= ahead ? running.shift() : undefined;
      if (first) yield await first;
    }
    for (let first = running.shift(); first; first = running.shift()) yield await first;
  } finally {
    await Promise.allSettled(running);
  }
}
