/** Requests to S3 that run beside each other for one call. */
const AT_ONCE = 8;

/** Does the same with each, several at once; results in the order of the given. */
export async function inGroups<T, R>(given: readonly T[], body: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = [...given.entries()].reverse();
  const worker = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) results[next[0]] = await body(next[1]);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, given.length) }, worker));
  return results;
}
