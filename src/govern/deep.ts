import { isCvmatchError } from '../errors.js';
import type { Originals } from '../files/port.js';
import { cvPages } from '../store/pages.js';
import type { Store } from '../store/port/index.js';
import type { DeepFinding } from '../store/port/deep.js';

/** Reads every CV as people do. For stores that have no closer look of their own. */
export async function* deepRecords({ cvs }: Pick<Store, 'cvs'>): AsyncGenerator<DeepFinding> {
  for await (const page of cvPages(cvs, { allRevisions: true }))
    for (const { cvId, ...row } of page) {
      const whole = await cvs.get(cvId).catch((error: unknown) => {
        if (isCvmatchError(error) && !isCvmatchError(error, 'store_corrupt')) throw error;
        return 'unreadable' as const;
      });
      if (whole === 'unreadable') yield { cvId, what: 'record' };
      // Null: it was removed meanwhile.
      else if (whole !== null && (whole.profile.resume.basics.name ?? null) !== row.name)
        yield { cvId, what: 'profile' };
    }
}

/** Reads every original and compares it with its hash; returns their number. */
export async function deepOriginals(originals: Originals, onDamaged: (hash: string) => void): Promise<number> {
  let read = 0;
  for await (const page of originals.all())
    for (const hash of page) {
      const found = await originals.read(hash, Infinity);
      read += 1;
      if (!found.ok && (await originals.has(hash))) onDamaged(hash);
    }
  return read;
}
