import type { WriteStream } from 'node:tty';

/**
 * stderr for progress bars only. They move the cursor, so they must bypass bin/terminal.js, which escapes everything that
 * is written; they show nothing but figures and our own words. The prototype's `write` is the one that was not replaced.
 */
export const bars = Object.create(process.stderr, {
  write: {
    value: (...args: Parameters<WriteStream['write']>) =>
      (Object.getPrototypeOf(process.stderr) as WriteStream).write.apply(process.stderr, args),
  },
}) as WriteStream;

/** `JDs 50/120` on one line of a terminal, updated every `every` items; prints nothing where stderr is no terminal. */
export function counted(what: string, done: number, total: number, every = 50): void {
  if (process.stderr.isTTY && (done % every === 0 || done === total))
    bars.write(`\r${what} ${done}/${total}${done === total ? '\n' : ''}`);
}
