import type { Originals, Uploads } from '../../files/port.js';
import type { OriginalRows } from '../../store/port/index.js';

/** Where the bytes of a store's files are kept. */
export interface StoreFiles {
  uploads: Uploads;
  originals: Originals;
  /** Whether an upload's bytes are kept once the work on it has ended. */
  keepsUploads: boolean;
}

/** The CVs of these uploads are in the store: their bytes become originals or are deleted. */
export async function settleUploads(
  { uploads, originals, keepsUploads }: StoreFiles,
  files: { path: string; hash: string }[],
): Promise<void> {
  const rest: string[] = [];
  for (const { path, hash } of files) if (!keepsUploads || !(await originals.take(path, hash))) rest.push(path);
  await uploads.remove(rest);
}

const PAGE = 500;

/**
 * Deletes the bytes of forgotten files and CVs, unless another file or CV has the same bytes; returns how many were
 * deleted. Call it after every operation that forgets something. What it does not reach, e.g. because the process ends,
 * is left to the next call.
 */
export async function eraseLoose(
  rows: OriginalRows,
  { uploads, originals }: Pick<StoreFiles, 'uploads' | 'originals'>,
): Promise<number> {
  let erased = 0;
  for (;;) {
    const loose = await rows.loose(PAGE);
    if (loose.length === 0) return erased;
    // Uploads first, because a worker may be about to turn one into an original.
    await uploads.remove(loose.flatMap(({ path }) => path ?? []));
    const gone = await originals.remove(
      loose.flatMap(({ hash }) => hash ?? []),
      (hashes) => rows.held(hashes),
    );
    erased += gone.length;
    await rows.looked(loose.map(({ id }) => id));
  }
}

/**
 * Deletes originals that no file and no CV has. It checks all of them, which finds those that `eraseLoose` cannot know
 * of.
 */
export async function eraseUnheld(rows: Pick<OriginalRows, 'held'>, originals: Originals): Promise<number> {
  let erased = 0;
  for await (const page of originals.all()) {
    const held = await rows.held(page);
    const gone = await originals.remove(
      page.filter((hash) => !held.has(hash)),
      (hashes) => rows.held(hashes),
    );
    erased += gone.length;
  }
  return erased;
}
