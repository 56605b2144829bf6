import { SingleBar } from 'cli-progress';
import { bars } from './bars.js';

/** A progress bar on stderr if that is a terminal, else nothing, since stdout is for data only. */
export function counter(noun: string, total: number): { update: (done: number) => void; stop: () => void } {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    stream: bars,
    hideCursor: true,
    clearOnComplete: true,
    format: `{bar} {percentage} %  {value}/{total} ${noun}  ETA {eta_formatted}`,
    etaBuffer: 500,
  });
  bar.start(total, 0);
  return {
    update: (done) => {
      bar.update(done);
    },
    stop: () => {
      bar.stop();
    },
  };
}
