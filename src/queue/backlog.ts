import type { Dispatcher } from './port.js';

/** Asked before an upload is taken. */
export interface Backlog {
  /** Seconds after which `files` more may be offered again; null: they may come now. */
  refuses(files: number): Promise<number | null>;
}

/** Counting costs a query; between two counts the files let in are added up. */
const COUNT_EVERY_MS = 250;
const LONGEST_S = 300;

/**
 * Bounds what waits: without it a flood would fill the disk and every CV would wait longer and longer, unseen. It trades
 * refused uploads, which their sender holds and sends again, for a wait that stays bounded; what was taken is never lost.
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
