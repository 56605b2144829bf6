import type { Uploads } from '../files/port.js';
import type { Dispatcher } from '../queue/port.js';
import type { FileRecord, Intake } from '../store/port/index.js';

/**
 * Milliseconds. An upload's bytes are on disk before its row is in the store, so young ones may still be in progress.
 */
export const ORPHAN_AGE_MS = 3_600_000;

export interface Cleaned {
  /** Number of uploads that broke off. */
  unfinished: number;
  /** Number of uploads that no task needs any more, e.g. because the process ended before it removed them. */
  orphans: number;
}

/**
 * Removes bytes that nobody will read: those of a CV that is in the store at once, others when they are old enough.
 * Bytes of failed CVs stay until `tasks drop` or until their task is forgotten; so do those of near copies that were
 * left out.
 */
export async function removeOrphans(
  uploads: Uploads,
  queue: Pick<Dispatcher, 'wanted'>,
  intake: Pick<Intake, 'known'>,
  ageMs = ORPHAN_AGE_MS,
): Promise<Cleaned> {
  const unfinished = await uploads.removeUnfinished(ageMs);
  let orphans = 0;
  for await (const page of uploads.older(0)) {
    const paths = page.map(({ path }) => path);
    const [wanted, known] = [await queue.wanted(paths), await intake.known(paths)];
    const nobodys = page.filter((one) => !wanted.has(one.path) && (one.ageMs >= ageMs || holdsCv(known.get(one.path))));
    await uploads.remove(nobodys.map(({ path }) => path));
    orphans += nobodys.length;
  }
  return { unfinished, orphans };
}

function holdsCv(record: FileRecord | undefined): boolean {
  return record !== undefined && record.cvId !== null;
}
