import type { Dispatcher } from './port.js';

/** Asked before an upload is accepted. */
export interface Backlog {
  /** Seconds after which `files` more may be tried again; null: they are accepted now. */
  refuses(files: number): Promise<number | null>;
}

/** Counting needs a query; between two counts, accepted files are added up. */
const COUNT_EVERY_MS = 250;
const LONGEST_S = 300;

/**
 * Bounds the number of waiting tasks. Without a bound, a flood would fill the disk, and every CV would wait longer and
 * longer unnoticed. The price is refused uploads, which their sender still has and sends again; accepted ones are never
 * lost.
 */
export function openBacklog(queue: Pick<Dispatcher, 'counts'>, limit: number, now: () => number = Date.now): Backlog {
  let counted = { at: -Infinity, waiting: 0, perSecond: 0 };
  return {
    async refuses(files) {
      if (now() - counted.at > COUNT_EVERY_MS) {
        const { pending, running, endedLastMinute } = await queue.counts();
        counted = { at: now(), waiting: pending + running, perSecond: endedLastMinute / 60 };
      }
      if (counted.waiting + files > limit) return secondsUntil(counted.waiting + files - limit, counted.perSecond);
      counted.waiting += files;
      return null;
    },
  };
}

function secondsUntil(tooMany: number, perSecond: number): number {
  return Math.min(LONGEST_S, Math.max(1, Math.ceil(tooMany / Math.max(perSecond, 0.1))));
}
