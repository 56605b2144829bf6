import type { Dispatcher } from '../queue/port.js';
import type { FileRecord, Intake, OriginalRows } from '../store/port/index.js';
import { eraseLoose, settleUploads, type StoreFiles } from './originals/settle.js';

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
 * Deals with what earlier processes left behind. Bytes of a CV that is in the store become its original. Bytes that
 * nobody will read are deleted once they are old enough, and those of forgotten files at once. Bytes of failed CVs stay
 * until `tasks drop` or until their task is forgotten, and so do those of near copies that were left out.
 */
export async function removeOrphans(
  files: StoreFiles,
  queue: Pick<Dispatcher, 'wanted'>,
  { intake, originals: rows }: { intake: Pick<Intake, 'known'>; originals: OriginalRows },
  ageMs = ORPHAN_AGE_MS,
): Promise<Cleaned> {
  const { uploads, originals } = files;
  await eraseLoose(rows, files);
  const unfinished = (await uploads.removeUnfinished(ageMs)) + (await originals.removeUnfinished(ageMs));
  let orphans = 0;
  for await (const page of uploads.older(0)) {
    const paths = page.map(({ path }) => path);
    const [wanted, known] = [await queue.wanted(paths), await intake.known(paths)];
    const done = page.filter(({ path }) => !wanted.has(path));
    const stored = done.flatMap(({ path }) => heldBy(known.get(path)));
    await settleUploads(files, stored);
    const taken = new Set(stored.map(({ path }) => path));
    const nobodys = done.filter((one) => !taken.has(one.path) && one.ageMs >= ageMs);
    await uploads.remove(nobodys.map(({ path }) => path));
    orphans += stored.length + nobodys.length;
  }
  return { unfinished, orphans };
}

function heldBy(record: FileRecord | undefined): { path: string; hash: string }[] {
  return record === undefined || record.cvId === null ? [] : [{ path: record.path, hash: record.cvId }];
}
