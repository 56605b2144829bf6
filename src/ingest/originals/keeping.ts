import type { Originals } from '../../files/port.js';
import type { OriginalRows } from '../../store/port/index.js';
import { Containers } from '../containers.js';

/** Keeps the bytes of files on disk after their records were written, so that kept bytes always have a holder. */
export class Keeping {
  private readonly containers = new Containers();

  constructor(
    private readonly rows: Pick<OriginalRows, 'held'>,
    private readonly originals: Originals,
    /** Bytes. */
    private readonly maxSize: number,
  ) {}

  /** A file that has changed since it was read is skipped; the next run notices the change. */
  async keep(files: { path: string; hash: string | null }[]): Promise<void> {
    for (const { path, hash } of files) {
      if (hash === null || (await this.originals.has(hash))) continue;
      const read = await this.containers.read(path, this.maxSize);
      if (!read.ok || read.value.hash !== hash) continue;
      await this.originals.put(hash, read.value.bytes);
      // If the file was forgotten while its bytes were written, that removal found no bytes to delete, so they are
      // deleted here.
      if (!(await this.rows.held([hash])).has(hash)) await this.originals.remove([hash], (one) => this.rows.held(one));
    }
  }
}
