import type { Dispatcher } from './port.js';

/** Asked before an upload is accepted. */
export interface Backlog {
  /** Seconds after which `files` more of an API key may be tried again; null: they are accepted now. */
  refuses(files: number, keyId: string | null): Promise<number | null>;
}

/** Counting needs a query; between two counts, accepted files are added up. */
const COUNT_EVERY_MS = 250;
const LONGEST_S = 300;

/**
 * Bounds the number of waiting tasks. Without a bound, a flood would fill the disk, and every CV would wait longer and
 * longer unnoticed. The price is refused uploads, which their sender still has and sends again; accepted ones are never
 * lost. One key must not use up the bound for the others: a key with less than its equal share of `limit` is accepted even
 * when the limit is reached.
 */
export function openBacklog(
  queue: Pick<Dispatcher, 'counts' | 'openByKey'>,
  limit: number,
  now: () => number = Date.now,
): Backlog {
  let counted: Counted | null = null;
  const look = async (): Promise<Counted> => {
    if (counted !== null && now() - counted.at <= COUNT_EVERY_MS) return counted;
    const { pending, running, endedLastMinute } = await queue.counts();
    return (counted = {
      at: now(),
      waiting: pending + running,
      perSecond: endedLastMinute / 60,
      accepted: new Map(),
      byKey: null,
    });
  };
  return {
    async refuses(files, keyId) {
      const current = await look();
      const tooMany = current.waiting + files - limit;
      if (tooMany > 0) {
        const byKey = await (current.byKey ??= queue.openByKey());
        const own = (byKey.get(keyId) ?? 0) + (current.accepted.get(keyId) ?? 0) + files;
        const keys = new Set([...byKey.keys(), ...current.accepted.keys(), keyId]).size;
        if (own > limit / keys) return secondsUntil(tooMany, current.perSecond);
      }
      current.waiting += files;
      current.accepted.set(keyId, (current.accepted.get(keyId) ?? 0) + files);
      return null;
    },
  };
}

interface Counted {
  at: number;
  waiting: number;
  perSecond: number;
  /** Files accepted since then, by API key. */
  accepted: Map<string | null, number>;
  /** Asked for only when the limit is reached. */
  byKey: Promise<Map<string | null, number>> | null;
}

function secondsUntil(tooMany: number, perSecond: number): number {
  return Math.min(LONGEST_S, Math.max(1, Math.ceil(tooMany / Math.max(perSecond, 0.1))));
}
