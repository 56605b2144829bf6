/**
 * The directory and streams of an OLE compound file ([MS-CFB]): enough to tell a Word document from a spreadsheet, a
 * message or an encrypted package. Damaged chains end early, and no chain can loop.
 */
const FREE = 0xfffffffa;
const ENTRY_SIZE = 128;
const MAX_SECTORS = 1 << 20;

interface OleEntry {
  name: string;
  start: number;
  size: number;
}

interface Node extends OleEntry {
  type: number;
  left: number;
  right: number;
  child: number;
}

const STREAM_OR_STORAGE = [1, 2];
const ROOT = 5;

export class Ole {
  /** Streams and storages of the root only, since those of embedded documents have the same names. */
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
    const folded = name.toLowerCase();
    return this.entries.find((e) => e.name.toLowerCase() === folded);
  }

  /** As many bytes of the stream as can be read; undefined where there is none of that name. */
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
    const nodes = this.readNodes();
    const root = nodes.find((node) => node?.type === ROOT);
    if (root === undefined) return;
    this.miniStart = root.start;
    const seen = new Set<number>();
    const open = [root.child];
    while (open.length > 0) {
      const id = open.pop()!;
      const node = nodes[id];
      if (node === undefined || seen.has(id)) continue;
      seen.add(id);
      open.push(node.left, node.right);
      if (STREAM_OR_STORAGE.includes(node.type)) this.entries.push(node);
    }
  }

  private readNodes(): (Node | undefined)[] {
    const directory = this.chain(this.u32(48), this.bytes.length);
    const nodes: (Node | undefined)[] = [];
    for (let at = 0; at + ENTRY_SIZE <= directory.length; at += ENTRY_SIZE)
      nodes.push(readNode(directory.subarray(at, at + ENTRY_SIZE)));
    return nodes;
  }
}

function readNode(entry: Uint8Array): Node | undefined {
  const view = new DataView(entry.buffer, entry.byteOffset, ENTRY_SIZE);
  const type = entry[66] ?? 0;
  const length = Math.min(64, view.getUint16(64, true));
  if (type === 0 || length < 2) return undefined;
  const name = Buffer.from(entry.subarray(0, length - 2)).toString('utf16le');
  return {
    name,
    type,
    left: view.getUint32(68, true),
    right: view.getUint32(72, true),
    child: view.getUint32(76, true),
    start: view.getUint32(116, true),
    size: view.getUint32(120, true),
  };
}
