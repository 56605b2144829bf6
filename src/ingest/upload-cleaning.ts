import type { Uploads } from '../files/port.js';
import type { Dispatcher } from '../queue/port.js';
import type { FileRecord, Intake } from '../store/port/index.js';

/** An upload's bytes are on the disk before its row is in the store, so what is young may be on its way. */
export const ORPHAN_AGE_MS = 3_600_000;

export interface Cleaned {
  /** Uploads that broke off. */
  unfinished: number;
  /** Bytes that no task asks for any more, e.g. because the process ended between the two. */
  orphans: number;
}

/**
 * Removes bytes that nobody will read: at once those of a CV that is in the store, because the process ended between the
 * two; others when they are old enough. Those of failed CVs stay, until `tasks drop` or until their
 * task is forgotten, and those of near copies that were left out.
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
