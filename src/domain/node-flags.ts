/**
 * How Node.js starts our processes; the first line of bin/run.js says the same. With V8's own garbage-collecting threads,
 * the threads that read CVs collect at the priority of the main thread, which then answers late, and a pause of the main
 * thread waits for its helpers. V8 reads this flag when it starts and never later.
 * Figures: docs/decisions/garbage-collection.md.
 */
export const NODE_FLAGS: readonly string[] = ['--single-threaded-gc'];
