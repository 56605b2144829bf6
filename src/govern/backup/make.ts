import type { StoredFile } from '../../files/port.js';
import type { HeldDatabase, HeldStore } from '../../store/port/backup.js';
import type { TenantFiles } from '../move/files.js';
import { atOnce } from '../../domain/index.js';
import type { Backups } from './backups.js';
import { cutByContent } from './cut.js';
import { addMarks, settleMarks, type KeptMark } from './erasures.js';
import { backupIds, newId, readManifest, writeManifest, type BackupHead, type KeptFile } from './manifest.js';

/** Bytes of a piece. A change in a database writes a whole one again; a smaller one is one more file. */
const PIECE_BYTES = 256 * 1024;
/** How often the moment is chosen anew if an upload went through it meanwhile. */
const TRIES = 5;

/** What a backup is made of. The bytes of files are those that lie on the disk: encrypted ones stay encrypted. */
export interface BackupSource {
  version: string;
  workspace: string;
  tenants: BackupHead['tenants'];
  hold(): Promise<HeldStore>;
  files(tenant: string): TenantFiles;
  /** Of everything that was ever removed. */
  marks: KeptMark[];
}

export interface BackupOptions {
  /** Reads everything, and makes sure that what is there already is whole. */
  full: boolean;
  signal: AbortSignal;
  /** Bytes that were read, of all that are known of. */
  onProgress: (done: number, total: number) => void;
}

export interface MadeBackup {
  id: string;
  at: string;
  tenants: number;
  originals: number;
  uploads: number;
  /** Of all files together; on the disk this backup took `written` more. */
  bytes: number;
  written: number;
  seconds: number;
}

/**
 * Makes a backup of everything at one moment, while others read and write. It is there once this resolves; if stopped, what was
 * copied is found again by the next one. @throws CvmatchError of the store, `store_full`, `store_unreachable`.
 */
export async function makeBackup(source: BackupSource, backups: Backups, options: BackupOptions): Promise<MadeBackup> {
  const began = performance.now();
  const at = new Date();
  await addMarks(backups, source.marks);
  await settleMarks(backups);
  const head = { id: newId(at), at: at.toISOString(), version: source.version, workspace: source.workspace };
  const making = new Making(source, backups, options);
  await making.begin();
  const files = await making.all();
  await writeManifest(backups, { ...head, tenants: source.tenants, files });
  const of = (kind: KeptFile['kind']): number => files.filter((one) => one.kind === kind).length;
  return {
    id: head.id,
    at: head.at,
    tenants: source.tenants.length,
    originals: of('original'),
    uploads: of('upload'),
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    written: making.written,
    seconds: (performance.now() - began) / 1000,
  };
}

class Making {
  written = 0;
  private readonly files = new Map<string, KeptFile>();
  private earlier = new Map<string, KeptFile>();
  private done = 0;
  private total = 0;

  constructor(
    private readonly source: BackupSource,
    private readonly backups: Backups,
    private readonly options: BackupOptions,
  ) {}

  /** An original never changes, so one that the last backup has is not read again. */
  async begin(): Promise<void> {
    const last = (await backupIds(this.backups)).at(-1);
    if (last === undefined || this.options.full) return;
    const found = await readManifest(this.backups, last).catch(() => null);
    const sameKey = new Set(
      this.source.tenants
        .filter(({ id, keyId }) => found?.tenants.some((one) => one.id === id && one.keyId === keyId))
        .map(({ id }) => id),
    );
    const originals = found?.files.filter(({ tenant, kind }) => kind === 'original' && sameKey.has(tenant)) ?? [];
    this.earlier = new Map(originals.map((one) => [keyOf(one), one]));
  }

  async all(): Promise<KeptFile[]> {
    const held = await this.moment();
    try {
      this.total += held.databases.reduce((sum, database) => sum + database.size(), 0);
      const scratch = await this.backups.place.scratch();
      for (const database of held.databases) await this.keepDatabase(database, scratch);
    } finally {
      await held.release();
    }
    for (const { id } of this.source.tenants) await this.keepOriginals(id);
    return [...this.files.values()];
  }

  /**
   * The moment. A worker turns an upload into an original under another name, so the bytes of those that wait at the moment are
   * copied before it and right after it; should one have come and gone between the two, another moment is chosen.
   */
  private async moment(): Promise<HeldStore> {
    for (let attempt = 1; ; attempt++) {
      await this.keepUploads();
      const held = await this.source.hold();
      try {
        await this.keepUploads();
        const isWhole = (await held.waiting()).every(({ tenant, path: name }) =>
          this.files.has(keyOf({ tenant, kind: 'upload', name })),
        );
        if (isWhole || attempt === TRIES) return held;
      } catch (error) {
        await held.release();
        throw error;
      }
      await held.release();
    }
  }

  private async keepUploads(): Promise<void> {
    for (const { id: tenant } of this.source.tenants) {
      const { uploads } = this.source.files(tenant);
      const keep = async ({ path: name }: { path: string }): Promise<void> => {
        if (this.files.has(keyOf({ tenant, kind: 'upload', name }))) return;
        await this.keepFile({ tenant, kind: 'upload', name }, await uploads.find(name));
      };
      for await (const page of uploads.older(0))
        await atOnce(this.backups.place.atOnce, page, keep, this.options.signal);
    }
  }

  private async keepOriginals(tenant: string): Promise<void> {
    const { originals } = this.source.files(tenant);
    const keep = async (name: string): Promise<void> =>
      this.keepFile({ tenant, kind: 'original', name }, await originals.find(name));
    for await (const page of originals.all()) await atOnce(this.backups.place.atOnce, page, keep, this.options.signal);
  }

  /** A file that is gone was removed, or is an original by now. */
  private async keepFile(file: Omit<KeptFile, 'size' | 'pieces'>, stored: StoredFile | null): Promise<void> {
    if (stored === null) return;
    try {
      const earlier = this.earlier.get(keyOf(file));
      this.total += stored.size;
      const pieces =
        earlier?.size === stored.size
          ? earlier.pieces
          : await this.keepPieces(inPieces(stored.stream(), PIECE_BYTES * 4));
      this.files.set(keyOf(file), { ...file, size: stored.size, pieces });
      if (earlier !== undefined) this.count(stored.size);
    } finally {
      await stored.close();
    }
  }

  private async keepDatabase({ tenant, name, inPlace, stream }: HeldDatabase, scratch: string): Promise<void> {
    let size = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const bytes of stream(scratch)) {
        size += bytes.length;
        yield bytes;
      }
    }
    const pieces = await this.keepPieces(inPlace ? inPieces(counted(), PIECE_BYTES) : cutByContent(counted()));
    this.files.set(keyOf({ tenant, kind: 'store', name }), { tenant, kind: 'store', name, size, pieces });
  }

  private async keepPieces(pieces: AsyncIterable<Uint8Array>): Promise<string[]> {
    const hashes: Promise<string>[] = [];
    const open = new Set<Promise<string>>();
    for await (const bytes of pieces) {
      this.options.signal.throwIfAborted();
      const keeping = this.keepPiece(bytes).finally(() => open.delete(keeping));
      open.add(keeping);
      hashes.push(keeping);
      if (open.size >= this.backups.place.atOnce) await Promise.race(open);
    }
    return Promise.all(hashes);
  }

  private async keepPiece(bytes: Uint8Array): Promise<string> {
    const { hash, written } = await this.backups.pieces.put(bytes, this.options.full);
    this.written += written;
    this.count(bytes.length);
    return hash;
  }

  private count(bytes: number): void {
    this.done += bytes;
    this.options.onProgress(Math.min(this.done, this.total), this.total);
  }
}

function keyOf({ tenant, kind, name }: Pick<KeptFile, 'tenant' | 'kind' | 'name'>): string {
  return `${tenant} ${kind} ${name}`;
}

/** The same bytes in pieces of this size; the last may be smaller. */
export async function* inPieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let some: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source)
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + size - length);
      some.push(part);
      at += part.length;
      length += part.length;
      if (length < size) continue;
      yield Buffer.concat(some);
      some = [];
      length = 0;
    }
  if (length > 0) yield Buffer.concat(some);
}
