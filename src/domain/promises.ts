/** Thrown by `within`. */
export class Late extends Error {}

/** The same promise, which rejects with `Late` after `ms`; what it waits for goes on. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Late(`no answer within ${ms / 1000} s`));
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A wait that may be ended before its time, by whoever knows that it is in vain. */
export class Pause {
  private resolve: () => void = () => undefined;

  async wait(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.resolve = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Does nothing while nobody waits. */
  end(): void {
    this.resolve();
  }
}

/**
 * Calls `body` for each, at most `most` at a time; results in the order of the given. After an error, or once aborted, no more are
 * begun.
 */
export async function atOnce<T, R>(
  most: number,
  given: readonly T[],
  body: (one: T) => Promise<R>,
  signal?: AbortSignal,
): Promise<R[]> {
  const results: R[] = [];
  const left = given.entries();
  let failed = false;
  const work = async (): Promise<void> => {
    for (const [index, one] of left) {
      if (failed) return;
      signal?.throwIfAborted();
      results[index] = await body(one);
    }
  };
  const workers = Array.from({ length: Math.min(most, given.length) }, () =>
    work().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  await Promise.all(workers);
  return results;
}

/**
 * Runs `body` every so many milliseconds, never twice at once; it keeps no process alive. Returns a function that stops it and
 * waits for the run in progress.
 */
export function repeatedly(
  everyMs: number,
  body: () => Promise<unknown>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let round: Promise<void> | null = null;
  const timer = setInterval(() => {
    round ??= body()
      .then(() => undefined, onError)
      .finally(() => {
        round = null;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await round;
  };
}
