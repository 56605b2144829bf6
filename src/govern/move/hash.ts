import { createHash } from 'node:crypto';
import type { MovedRow } from '../../store/port/move.js';

/** Of rows in an order: the same for the same rows, however they came in pages. */
export class RowHash {
  rows = 0;
  private readonly hash = createHash('sha256');

  add(rows: MovedRow[]): void {
    this.rows += rows.length;
    const plain: string[] = [];
    for (const row of rows) {
      const bytes = row.filter((value) => value instanceof Uint8Array);
      plain.push(JSON.stringify(bytes.length === 0 ? row : row.map(lengthOfBytes)), '\n');
      if (bytes.length === 0) continue;
      this.hash.update(plain.splice(0).join(''));
      for (const each of bytes) this.hash.update(each);
    }
    this.hash.update(plain.join(''));
  }

  /** 64 hex digits. Nothing can be added afterwards. */
  digest(): string {
    return this.hash.digest('hex');
  }
}

/** The bytes themselves follow their row. */
function lengthOfBytes(value: MovedRow[number]): unknown {
  return value instanceof Uint8Array ? { bytes: value.length } : value;
}
