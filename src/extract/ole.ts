/**
 * The directory and streams of an OLE compound file ([MS-CFB]): enough to tell a Word document from a spreadsheet, a
 * message or an encrypted package. Damaged chains end early and never loop.
 */
const FREE = 0xfffffffa;
const ENTRY_SIZE = 128;
const MAX_SECTORS = 1 << 20;

interface OleEntry {
  name: string;
  start: number;
  size: number;
}

export class Ole {
  readonly entries: OleEntry[] = [];
  private readonly view: DataView;
  private readonly sectorSize: number;
  private readonly miniCutoff: number;
  private readonly fat: number[] = [];
  private readonly miniFatStart: number;
  private miniStart = FREE;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const shift = this.u16(30);
    this.sectorSize = shift === 12 ? 4096 : 512;
    this.miniCutoff = this.u32(56);
    this.miniFatStart = this.u32(60);
    this.readFat();
    this.readEntries();
  }

  find(name: string): OleEntry | undefined {
    return this.entries.find((e) => e.name === name);
  }

  /** The stream's bytes, as many as can be reached; undefined when there is none of that name. */
  stream(name: string, limit = Infinity): Uint8Array | undefined {
    const entry = this.find(name);
    if (entry === undefined) return undefined;
    const size = Math.min(entry.size, limit);
    return entry.size < this.miniCutoff ? this.mini(entry.start, size) : this.chain(entry.start, size);
  }

  private u16(at: number): number {
    return at + 2 <= this.bytes.length ? this.view.getUint16(at, true) : 0;
  }

  private u32(at: number): number {
    return at + 4 <= this.bytes.length ? this.view.getUint32(at, true) : FREE;
  }

  private sectorAt(sector: number): number {
    return (sector + 1) * this.sectorSize;
  }

  private readFat(): void {
    const sectors: number[] = [];
    for (let i = 0; i < 109; i++) sectors.push(this.u32(76 + 4 * i));
    const perSector = this.sectorSize / 4 - 1;
    let next = this.u32(68);
    for (let left = 1000; next < FREE && left > 0; left--) {
      const at = this.sectorAt(next);
      for (let i = 0; i < perSector; i++) sectors.push(this.u32(at + 4 * i));
      next = this.u32(at + 4 * perSector);
    }
    for (const sector of sectors.filter((s) => s < FREE)) {
      const at = this.sectorAt(sector);
      if (at >= this.bytes.length || this.fat.length > MAX_SECTORS) return;
      for (let i = 0; i < this.sectorSize / 4; i++) this.fat.push(this.u32(at + 4 * i));
    }
  }

  private chain(start: number, size: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let left = size;
    const seen = new Set<number>();
    for (let sector = start; sector < FREE && left > 0 && !seen.has(sector); sector = this.fat[sector] ?? FREE) {
      seen.add(sector);
      const part = this.bytes.subarray(this.sectorAt(sector), this.sectorAt(sector) + Math.min(left, this.sectorSize));
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }

  private mini(start: number, size: number): Uint8Array {
    const table = this.chain(this.miniFatStart, this.bytes.length);
    const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
    const store = this.chain(this.miniStart, this.bytes.length);
    const parts: Uint8Array[] = [];
    const seen = new Set<number>();
    for (let sector = start, left = size; sector < FREE && left > 0 && !seen.has(sector); left -= 64) {
      seen.add(sector);
      parts.push(store.subarray(sector * 64, sector * 64 + Math.min(64, left)));
      sector = sector * 4 + 4 <= table.length ? view.getUint32(sector * 4, true) : FREE;
    }
    return Buffer.concat(parts);
  }

  private readEntries(): void {
    const directory = this.chain(this.u32(48), this.bytes.length);
    const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
    for (let at = 0; at + ENTRY_SIZE <= directory.length; at += ENTRY_SIZE) {
      const type = directory[at + 66];
      const length = Math.min(64, view.getUint16(at + 64, true));
      if (type === undefined || type === 0 || length < 2) continue;
      const name = Buffer.from(directory.subarray(at, at + length - 2)).toString('utf16le');
      const entry = { name, start: view.getUint32(at + 116, true), size: view.getUint32(at + 120, true) };
      if (type === 5) this.miniStart = entry.start;
      else this.entries.push(entry);
    }
  }
}
