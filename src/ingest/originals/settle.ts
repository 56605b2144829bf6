import type { Originals, Uploads } from '../../files/port.js';
import type { OriginalRows } from '../../store/port/index.js';

/** Where the bytes of a store's files lie. */
export interface StoreFiles {
  uploads: Uploads;
  originals: Originals;
  /** Whether what was uploaded is kept when the work on it has ended. */
  keepsUploads: boolean;
}

/** The CVs of these uploads are in the store: their bytes are originals from now on, or go. */
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
 * Erases the bytes of what was forgotten, unless another file or CV is of the same ones; gives how many went. To be called
 * after whatever forgets: what is not reached, e.g. because the process ends, is left to the next call.
 */
export async function eraseLoose(
  rows: OriginalRows,
  { uploads, originals }: Pick<StoreFiles, 'uploads' | 'originals'>,
): Promise<number> {
  let erased = 0;
  for (;;) {
    const loose = await rows.loose(PAGE);
    if (loose.length === 0) return erased;
    // Uploads first: a worker may be about to move one among the originals.
    await uploads.remove(loose.flatMap(({ path }) => path ?? []));
    const gone = await originals.remove(
      loose.flatMap(({ hash }) => hash ?? []),
      (hashes) => rows.held(hashes),
    );
    erased += gone.length;
    await rows.looked(loose.map(({ id }) => id));
  }
}

/** Originals that no file and no CV is of: a look at all of them, for what no call of `eraseLoose` can know. */
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
