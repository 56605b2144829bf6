import { constants, inflateRawSync } from 'node:zlib';
import { Refusal } from './refusal.js';

/** Signatures and sizes of the records that are read (PKWARE APPNOTE 6.3). */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  name: string;
  method: number;
  encrypted: boolean;
  /** Packed size as declared; 0 where it is in a data descriptor after the data. */
  packed: number;
  expanded: number;
  /** Offset of the data. */
  start: number;
  /** In MS-DOS format. */
  date: number;
  time: number;
}

/** A file in an archive according to its directory. */
export interface ZipMember {
  name: string;
  packed: number;
  expanded: number;
  encrypted: boolean;
  /** All of its bytes are present: the archive was not cut off before its end. */
  whole: boolean;
  /** Milliseconds since 1970, taken as local time of this machine; null where the archive gives none. */
  modified: number | null;
}

/**
 * The members of a ZIP file. One budget of expanded bytes covers everything read, so that a small file cannot become a
 * huge one.
 */
export class Zip {
  private readonly entries = new Map<string, Entry>();
  private readonly view: DataView;
  /** The directory at the end is missing: the file was cut off. */
  readonly truncated: boolean;

  constructor(
    private readonly bytes: Uint8Array,
    private budget: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.truncated = !this.readDirectory();
    if (this.truncated) this.readLocalHeaders();
  }

  /** Bytes of the budget that are left. */
  get left(): number {
    return this.budget;
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  list(): ZipMember[] {
    return [...this.entries.values()].map(({ name, packed, expanded, encrypted, start, date, time }) => ({
      name,
      packed,
      expanded,
      encrypted,
      whole: start + packed <= this.bytes.length,
      modified: modified(date, time),
    }));
  }

  /** A member's bytes, never more than `limit`. @throws Refusal. */
  expandWithin(name: string, limit: number): Uint8Array {
    const entry = this.entries.get(name);
    if (entry === undefined) throw new Refusal('corrupt', 'a part of the container is missing');
    const before = this.budget;
    this.budget = limit;
    try {
      return this.expand(entry);
    } finally {
      this.budget = before;
    }
  }

  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  isEncrypted(): boolean {
    return [...this.entries.values()].some((e) => e.encrypted);
  }

  /** A member's bytes, undefined where there is none; of a damaged member as much as can be read. */
  read(name: string): Uint8Array | undefined {
    const entry = this.find(name);
    if (entry === undefined) return undefined;
    const data = this.expand(entry);
    this.budget -= data.byteLength;
    return data;
  }

  /** Ignores slashes and case, in which writers differ. */
  private find(name: string): Entry | undefined {
    const exact = this.entries.get(name);
    if (exact !== undefined) return exact;
    const folded = name.toLowerCase();
    for (const [key, entry] of this.entries) if (key.replaceAll('\\', '/').toLowerCase() === folded) return entry;
    return undefined;
  }

  private expand(entry: Entry): Uint8Array {
    const end = entry.packed > 0 ? entry.start + entry.packed : this.bytes.length;
    const packed = this.bytes.subarray(entry.start, Math.min(end, this.bytes.length));
    if (Math.max(entry.expanded, entry.method === STORED ? packed.length : 0) > this.budget) throw this.tooLarge();
    if (entry.method === STORED) return packed;
    if (entry.method !== DEFLATED)
      throw new Refusal('corrupt', 'a part of the container is packed in a way that is not readable');
    try {
      // Z_SYNC_FLUSH returns what a cut-off stream still contains.
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, this.budget), finishFlush: constants.Z_SYNC_FLUSH });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw this.tooLarge();
      throw new Refusal('corrupt', 'a part of the container cannot be unpacked');
    }
  }

  private tooLarge(): Refusal {
    return new Refusal('expands_too_large', 'it expands to more bytes than the limit allows');
  }

  private readDirectory(): boolean {
    const end = this.findEnd();
    if (end < 0) return false;
    let at = this.view.getUint32(end + 16, true);
    const count = this.view.getUint16(end + 10, true);
    for (let i = 0; i < count; i++) {
      if (at + CENTRAL_SIZE > this.bytes.length || this.view.getUint32(at, true) !== CENTRAL)
        return this.entries.size > 0;
      at = this.readCentral(at);
    }
    return this.entries.size > 0;
  }

  private findEnd(): number {
    const stop = Math.max(0, this.bytes.length - END_SIZE - MAX_COMMENT);
    for (let at = this.bytes.length - END_SIZE; at >= stop; at--) if (this.view.getUint32(at, true) === END) return at;
    return -1;
  }

  private readCentral(at: number): number {
    const { view } = this;
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const next = at + CENTRAL_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (local + LOCAL_SIZE <= this.bytes.length && view.getUint32(local, true) === LOCAL) {
      const start = local + LOCAL_SIZE + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      this.add({
        name: this.name(at + CENTRAL_SIZE, nameLength),
        method: view.getUint16(at + 10, true),
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
        packed: view.getUint32(at + 20, true),
        expanded: view.getUint32(at + 24, true),
        start,
        time: view.getUint16(at + 12, true),
        date: view.getUint16(at + 14, true),
      });
    }
    return next;
  }

  /** A truncated file has no directory, but members before the cut still have their own headers. */
  private readLocalHeaders(): void {
    for (let at = this.nextLocal(0); at >= 0;) {
      const { view } = this;
      const nameLength = view.getUint16(at + 26, true);
      const start = at + LOCAL_SIZE + nameLength + view.getUint16(at + 28, true);
      const packed = view.getUint32(at + 18, true);
      this.add({
        name: this.name(at + LOCAL_SIZE, nameLength),
        method: view.getUint16(at + 8, true),
        encrypted: (view.getUint16(at + 6, true) & 1) === 1,
        packed,
        expanded: view.getUint32(at + 22, true),
        start,
        time: view.getUint16(at + 10, true),
        date: view.getUint16(at + 12, true),
      });
      at = this.nextLocal(start + packed);
    }
  }

  private nextLocal(from: number): number {
    for (let at = from; at + LOCAL_SIZE <= this.bytes.length; at++) {
      at = this.bytes.indexOf(0x50, at);
      if (at < 0 || at + LOCAL_SIZE > this.bytes.length) return -1;
      if (this.view.getUint32(at, true) === LOCAL) return at;
    }
    return -1;
  }

  private name(start: number, length: number): string {
    return Buffer.from(
      this.bytes.buffer,
      this.bytes.byteOffset + start,
      Math.max(0, Math.min(length, this.bytes.length - start)),
    ).toString('utf8');
  }

  private add(entry: Entry): void {
    if (!this.entries.has(entry.name)) this.entries.set(entry.name, entry);
  }
}

/** APPNOTE 4.4.6. Programs that give no date write 1980. */
function modified(date: number, time: number): number | null {
  const year = 1980 + (date >> 9);
  return year <= 1980
    ? null
    : new Date(year, ((date >> 5) & 15) - 1, date & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2).getTime();
}
