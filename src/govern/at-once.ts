/** Calls `body` for every item, at most `most` at a time, in no order. Stops at the first error, and when aborted. */
export async function atOnce<T>(
  items: readonly T[],
  most: number,
  signal: AbortSignal,
  body: (item: T) => Promise<void>,
): Promise<void> {
  const open = [...items].reverse();
  const work = async (): Promise<void> => {
    for (let item = open.pop(); item !== undefined; item = open.pop()) {
      signal.throwIfAborted();
      await body(item);
    }
  };
  await Promise.all(Array.from({ length: most }, work));
}
