import { createHash, randomBytes } from 'node:crypto';
import { failure } from '../domain/index.js';
import type { ReceiveOptions, Refused } from './port.js';

/** Enough to recognise every format that can be recognised by its beginning. */
const HEAD_BYTES = 64 * 1024;

let last = '';

/**
 * Sorts by time, and in order within a millisecond, so that uploads of a batch are in order of arrival and new rows go
 * to the end of their index.
 */
export function newId(): string {
  const now = Date.now().toString(16).padStart(TIME_DIGITS, '0');
  const count = last.startsWith(now) ? parseInt(last.slice(TIME_DIGITS, 18), 16) + 1 : 0;
  last = now + count.toString(16).padStart(6, '0') + randomBytes(7).toString('hex');
  return last;
}

const TIME_DIGITS = 12;

/** Milliseconds since an id was made, at least 0. */
export function ageOfId(id: string): number {
  return Math.max(0, Date.now() - parseInt(id.slice(0, TIME_DIGITS), 16));
}

/** Size, hash and first bytes of one upload as it arrives; once refused, the rest is read and discarded. */
export class Reception {
  private size = 0;
  private readonly hash = createHash('sha256');
  private head: Uint8Array[] | null = [];
  private refused: Refused | null = null;

  constructor(
    private readonly write: (chunk: Uint8Array) => Promise<void>,
    private readonly options: ReceiveOptions,
  ) {}

  async all(
    source: AsyncIterable<Uint8Array>,
  ): Promise<{ size: number; hash: string | null; refused: Refused | null }> {
    for await (const chunk of source) await this.add(chunk);
    if (this.refused === null) this.look(true);
    return { size: this.size, hash: this.refused === null ? this.hash.digest('hex') : null, refused: this.refused };
  }

  private async add(chunk: Uint8Array): Promise<void> {
    this.size += chunk.length;
    if (this.refused !== null) return;
    if (this.size > this.options.maxSize) {
      this.refused = failure('file_too_large', `it has more than ${Math.round(this.options.maxSize / 1e5) / 10} MB`);
      return;
    }
    this.head?.push(chunk);
    if (this.size >= HEAD_BYTES) this.look(false);
    this.hash.update(chunk);
    await this.write(chunk);
  }

  private look(whole: boolean): void {
    if (this.head === null) return;
    this.refused = this.options.look(Buffer.concat(this.head), whole);
    this.head = null;
  }
}
