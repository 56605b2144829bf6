import type { Uploads } from '../files/port.js';
import type { Queue } from '../queue/port.js';

/** An upload's bytes are on the disk before its row is in the store, so what is young may be on its way. */
export const ORPHAN_AGE_MS = 3_600_000;

export interface Cleaned {
  /** Uploads that broke off. */
  unfinished: number;
  /** Bytes that no task asks for any more, e.g. because the process ended between the two. */
  orphans: number;
}

/** Removes bytes that nobody will read. Those of failed CVs stay, until `tasks drop` or until their task is forgotten. */
export async function removeOrphans(uploads: Uploads, queue: Pick<Queue, 'wanted'>, ageMs = ORPHAN_AGE_MS): Promise<Cleaned> {
  const unfinished = await uploads.removeUnfinished(ageMs);
  const old = await uploads.older(ageMs);
  const wanted = await queue.wanted(old);
  const orphans = old.filter((path) => !wanted.has(path));
  await uploads.remove(orphans);
  return { unfinished, orphans: orphans.length };
}
