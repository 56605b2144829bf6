import type { Originals } from '../../files/port.js';
import type { OriginalRows } from '../../store/port/index.js';
import { Containers } from '../containers.js';

/** Keeps files that lie on the disk, after their records were written: what is kept is always somebody's. */
export class Keeping {
  private readonly containers = new Containers();

  constructor(
    private readonly rows: Pick<OriginalRows, 'held'>,
    private readonly originals: Originals,
    /** Bytes. */
    private readonly maxSize: number,
  ) {}

  /** One that has changed since it was read is left: the next run finds it changed. */
  async keep(files: { path: string; hash: string | null }[]): Promise<void> {
    for (const { path, hash } of files) {
      if (hash === null || (await this.originals.has(hash))) continue;
      const read = await this.containers.read(path, this.maxSize);
      if (!read.ok || read.value.hash !== hash) continue;
      await this.originals.put(hash, read.value.bytes);
      // Forgotten while it was written: whoever forgot it found nothing to remove.
      if (!(await this.rows.held([hash])).has(hash)) await this.originals.remove([hash], (one) => this.rows.held(one));
    }
  }
}
