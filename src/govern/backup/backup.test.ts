import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { diskBackups } from '../../files/disk/backups.js';
import { diskPlace } from '../../files/disk/index.js';
import { PLAIN } from '../../sealing/sealer.js';
import type { TenantFiles } from '../move/files.js';
import { addMarks, readMarks } from './erasures.js';
import { Backups } from './backups.js';
import { inPieces, makeBackup, type BackupSource, type MadeBackup } from './make.js';
import { backupIds, findBackup, readManifest } from './manifest.js';
import { hashOf } from './pieces.js';
import { restoreFiles, writeDatabases } from './restore.js';
import { listBackups, pruneBackups, verifyBackups } from './verify.js';

const signal = new AbortController().signal;
const quiet = { signal, onProgress: () => undefined };

function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-backup-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

function filesIn(folder: string): TenantFiles {
  return diskPlace(folder, () => ({ uploads: path.join(folder, 'u'), originals: path.join(folder, 'o') })).of(
    '',
    PLAIN,
  );
}

interface Store {
  files: TenantFiles;
  /** Bytes of its database. */
  database: Buffer;
  waiting: string[];
  /** Called when the moment is taken. */
  onHold: () => Promise<void>;
}

async function storeOf(texts: string[], database = 'rows'): Promise<Store> {
  const files = filesIn(temporary());
  for (const text of texts) await files.originals.put(hashOf(text), Buffer.from(text));
  return { files, database: Buffer.from(database), waiting: [], onHold: () => Promise.resolve() };
}

function sourceOf(store: Store, keyId: string | null = null): BackupSource {
  return {
    ...{ version: '1', workspace: 'w', tenants: [{ id: 'default', keyId }], marks: [] },
    files: () => store.files,
    hold: async () => {
      await store.onHold();
      const { waiting } = store;
      const stream = () => streamOf([store.database]);
      const database = {
        tenant: 'default',
        name: 'store.db',
        inPlace: true,
        size: () => store.database.length,
        stream,
      };
      return {
        databases: [database],
        waiting: () => Promise.resolve(waiting.map((one) => ({ tenant: 'default', path: one }))),
        release: () => Promise.resolve(),
      };
    },
  };
}

async function made(
  store: Store,
  where = temporary(),
  more: { full?: boolean; keyId?: string } = {},
): Promise<MadeBackup & { folder: Backups }> {
  const folder = await Backups.claim(diskBackups(where), 'w');
  const backup = await folder.alone(() =>
    makeBackup(sourceOf(store, more.keyId), folder, { full: more.full ?? false, ...quiet }),
  );
  return { ...backup, folder };
}

/** Everything that a backup gives back, by name. */
async function contentOf(folder: Backups, id?: string): Promise<Record<string, string>> {
  const to = temporary();
  const files = filesIn(to);
  const manifest = await readManifest(folder, await findBackup(folder, id));
  await readMarks(folder);
  await restoreFiles(
    folder,
    manifest,
    {
      databases: (all) => writeDatabases(all, () => path.join(to, 'store.db')),
      files: () => files,
    },
    quiet,
  );
  const content: Record<string, string> = { store: await readFile(path.join(to, 'store.db'), 'utf8') };
  for await (const page of files.originals.all())
    for (const hash of page) content[hash] = await textOf(files.originals.find(hash));
  for await (const page of files.uploads.older(0))
    for (const one of page) content[one.path] = await textOf(files.uploads.find(one.path));
  return content;
}

async function textOf(finding: ReturnType<TenantFiles['uploads']['find']>): Promise<string> {
  const stored = await finding;
  const parts: Uint8Array[] = [];
  for await (const part of stored!.stream()) parts.push(part);
  await stored!.close();
  return Buffer.concat(parts).toString();
}

const byHash = (texts: string[]): Record<string, string> =>
  Object.fromEntries(texts.map((text) => [hashOf(text), text]));

function allFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

describe('a backup', () => {
  it('gives back every byte of every backup, and keeps once what did not change', async () => {
    const large = 'x'.repeat(700_000);
    const store = await storeOf(['one', 'two', large], `${large}first`);
    const first = await made(store);
    await store.files.originals.put(hashOf('three'), Buffer.from('three'));
    store.database = Buffer.from(`${large}second`);
    await store.files.uploads.put('upload:a0000001', Buffer.from('waits'));
    const second = await made(store, first.folder.where);
    expect(await contentOf(first.folder, first.id)).toEqual({
      store: `${large}first`,
      ...byHash(['one', 'two', large]),
    });
    expect(await contentOf(first.folder)).toEqual({
      ...{ store: `${large}second`, 'upload:a0000001': 'waits' },
      ...byHash(['one', 'two', 'three', large]),
    });
    expect([first.originals, first.uploads, second.originals, second.uploads]).toEqual([3, 0, 4, 1]);
    expect(second.written).toBeLessThan(1000);
    expect((await made(store, first.folder.where)).written).toBe(0);
  });

  it('has the bytes of an upload that became an original around its moment', async () => {
    const store = await storeOf([]);
    let round = 0;
    store.onHold = async () => {
      round += 1;
      const name = `upload:a000000${round}`;
      store.waiting = [name];
      // It comes and goes before it can be copied, but for the third.
      if (round >= 3) await store.files.uploads.put(name, Buffer.from('waits'));
    };
    const { folder } = await made(store);
    expect(round).toBe(3);
    expect(await contentOf(folder)).toMatchObject({ 'upload:a0000003': 'waits' });
  });

  it('reads originals again where they are encrypted anew, and with --full', async () => {
    const store = await storeOf(['one']);
    const { folder } = await made(store);
    const [file] = allFiles(path.join(folder.where, 'pieces')).filter((one) => readFileSync(one, 'utf8') === 'one');
    rmSync(file!);
    await made(store, folder.where);
    await expect(contentOf(folder)).rejects.toMatchObject({ code: 'store_corrupt' });
    await made(store, folder.where, { keyId: 'k' });
    expect(await contentOf(folder)).toMatchObject(byHash(['one']));
    writeFileSync(file!, 'One');
    await made(store, folder.where, { keyId: 'k', full: true });
    expect(await contentOf(folder)).toMatchObject(byHash(['one']));
  });

  it('that is stopped is none, and the next one goes on', async () => {
    const store = await storeOf(['one', 'two']);
    const where = temporary();
    const folder = await Backups.claim(diskBackups(where), 'w');
    const stop = new AbortController();
    store.onHold = async () => Promise.resolve(stop.abort());
    const options = { full: false, signal: stop.signal, onProgress: () => undefined };
    await expect(folder.alone(() => makeBackup(sourceOf(store), folder, options))).rejects.toThrow();
    expect([
      await backupIds(folder),
      existsSync(path.join(folder.where, 'scratch')),
      existsSync(path.join(folder.where, 'in-use')),
    ]).toEqual([...[[], false, false]]);
    store.onHold = () => Promise.resolve();
    await made(store, where);
    expect(await contentOf(folder)).toEqual({ store: 'rows', ...byHash(['one', 'two']) });
  });

  it('is deleted with the pieces that no other needs', async () => {
    const store = await storeOf(['one', 'two']);
    const { folder } = await made(store);
    await store.files.originals.remove([hashOf('one')], () => Promise.resolve(new Set()));
    store.database = Buffer.from('other rows');
    await made(store, folder.where);
    const pieces = allFiles(path.join(folder.where, 'pieces')).length;
    writeFileSync(path.join(path.dirname(allFiles(path.join(folder.where, 'pieces'))[0]!), 'a.part'), 'cut off');
    const { removed, freed } = await pruneBackups(folder, 1);
    expect([removed.length, freed, allFiles(path.join(folder.where, 'pieces')).length]).toEqual([1, 14, pieces - 2]);
    expect(await contentOf(folder)).toEqual({ store: 'other rows', ...byHash(['two']) });
    expect(await pruneBackups(folder, 1)).toEqual({ removed: [], freed: 0, damaged: [] });
  });
});

describe('a damaged backup', () => {
  it('is never restored in silence: 60 damages by chance', async () => {
    const store = await storeOf(['one', 'y'.repeat(5000), 'three'], 'rows '.repeat(2000));
    const { folder } = await made(store);
    await addMarks(folder, [{ tenant: 'default', salt: 'a', mark: 'b', at: '2026', asked: false }]);
    const whole = await contentOf(folder);
    const copy = temporary();
    let told = 0;
    for (let i = 0; i < 60; i++) {
      rmSync(copy, { recursive: true });
      cpSync(folder.where, copy, { recursive: true });
      const files = allFiles(copy).filter((file) => !file.endsWith('erasures.jsonl'));
      damage(files[(i * 7919) % files.length]!, i);
      const found = await Backups.open(diskBackups(copy))
        .then((one) => contentOf(one).then((content) => ({ one, content })))
        .catch((error: unknown) => {
          expect(error).toMatchObject({ name: 'CvmatchError' });
          return null;
        });
      if (found === null) told += 1;
      // A byte of no meaning, such as the time in the head of what gzip wrote.
      else expect(found.content).toEqual(whole);
      const verified = await Backups.open(diskBackups(copy))
        .then((one) => verifyBackups(one, quiet).then(({ whole: is }) => is))
        .catch(() => false);
      expect(verified, `damage ${i}`).toBe(found !== null);
    }
    expect(told).toBeGreaterThan(40);
  });

  it('without the list of removals is refused, and verify says so', async () => {
    const { folder } = await made(await storeOf(['one']));
    rmSync(path.join(folder.where, 'erasures.jsonl'));
    expect(await verifyBackups(folder, quiet)).toMatchObject({ erasures: false, whole: false });
    await expect(contentOf(folder)).rejects.toMatchObject({ code: 'store_corrupt' });
  });

  it('is named by list and verify, and keeps others from being deleted', async () => {
    const store = await storeOf(['one']);
    const { folder, id } = await made(store);
    const second = await made(store, folder.where);
    const file = path.join(folder.where, 'backups', `${second.id}.jsonl`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"default"', '"defauld"'));
    expect(await listBackups(folder)).toMatchObject([
      { id, originals: 1 },
      { id: second.id, damaged: true },
    ]);
    expect((await verifyBackups(folder, quiet)).backups.map(({ whole }) => whole)).toEqual([true, false]);
    expect(await pruneBackups(folder, 1)).toEqual({ removed: [], freed: 0, damaged: [second.id] });
    expect(await backupIds(folder)).toHaveLength(2);
  });

  it('cannot lead out of the store, whoever wrote its list of files', async () => {
    const { folder, id } = await made(await storeOf(['one']));
    const file = path.join(folder.where, 'backups', `${id}.jsonl`);
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -2);
    for (const [from, to] of [
      [hashOf('one'), '../../../etc/passwd'],
      ['"tenant":"default"', '"tenant":"../.."'],
    ] as const) {
      const text = `${lines.join('\n').replaceAll(from, to)}\n`;
      writeFileSync(file, `${text}${JSON.stringify({ files: 2, sha256: hashOf(text) })}\n`);
      await expect(readManifest(folder, id)).rejects.toMatchObject({ code: 'store_corrupt' });
    }
  });
});

/** A byte is changed, or the end is cut off, or all of it. */
function damage(file: string, seed: number): void {
  const bytes = readFileSync(file);
  const at = (seed * 104_729) % bytes.length;
  if (seed % 10 === 0) writeFileSync(file, bytes.subarray(0, at));
  else if (seed % 10 === 1) rmSync(file);
  else {
    bytes[at]! ^= 1 << (seed % 8);
    writeFileSync(file, bytes);
  }
}

describe('a folder of backups', () => {
  it('belongs to one store, and holds nothing else', async () => {
    const where = temporary();
    await Backups.claim(diskBackups(where), 'w');
    await expect(Backups.claim(diskBackups(where), 'other')).rejects.toMatchObject({ code: 'bad_flag' });
    writeFileSync(path.join(temporary(), 'x'), '');
    const other = temporary();
    writeFileSync(path.join(other, 'x'), '');
    await expect(Backups.claim(diskBackups(other), 'w')).rejects.toMatchObject({ code: 'bad_flag' });
    await expect(Backups.claim(diskBackups(path.join(other, 'x')), 'w')).rejects.toMatchObject({ code: 'bad_flag' });
    await expect(Backups.open(diskBackups(path.join(other, 'none')))).rejects.toMatchObject({ code: 'path_not_found' });
    writeFileSync(path.join(where, 'cvmatch-backup.json'), '{"format":3,"workspace":"w"}');
    await expect(Backups.open(diskBackups(where))).rejects.toMatchObject({ code: 'store_newer' });
    writeFileSync(path.join(where, 'cvmatch-backup.json'), '{');
    await expect(Backups.open(diskBackups(where))).rejects.toMatchObject({ code: 'store_corrupt' });
    expect(statSync(where).mode & 0o077).toBe(0);
  });

  it('is worked on by one process at a time; that of a process which is gone counts for nothing', async () => {
    const folder = await Backups.claim(diskBackups(temporary()), 'w');
    await folder.alone(async () => {
      await expect(folder.alone(() => Promise.resolve())).rejects.toMatchObject({ code: 'store_locked' });
    });
    const lock = path.join(folder.where, 'in-use');
    writeFileSync(lock, JSON.stringify({ host: (await import('node:os')).hostname(), pid: 2 ** 22 + 1 }));
    expect(await folder.alone(() => Promise.resolve(1))).toBe(1);
    writeFileSync(lock, JSON.stringify({ host: 'elsewhere', pid: 1 }));
    await expect(folder.alone(() => Promise.resolve(1))).rejects.toMatchObject({ code: 'store_locked' });
    await mkdir(path.join(folder.where, 'x'));
  });

  it('is taken although a process was killed while it began there', async () => {
    const where = temporary();
    writeFileSync(path.join(where, 'cvmatch-backup.json.0a1b2c3d4e5f.part'), '{"for');
    expect((await Backups.claim(diskBackups(where), 'w')).workspace).toBe('w');
    expect(readdirSync(where)).toEqual(['cvmatch-backup.json']);
    writeFileSync(path.join(where, 'other.part'), 'x');
    rmSync(path.join(where, 'cvmatch-backup.json'));
    await expect(Backups.claim(diskBackups(where), 'w')).rejects.toMatchObject({ code: 'bad_flag' });
  });

  it('keeps marks whatever a crash cut off before', async () => {
    const folder = await Backups.claim(diskBackups(temporary()), 'w');
    const mark = (n: number) => ({ tenant: 't', salt: 's', mark: String(n), at: '2026', asked: n === 2 });
    await addMarks(folder, [mark(1), mark(2)]);
    const file = path.join(folder.where, 'erasures.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -5));
    await addMarks(folder, [mark(2), mark(3)]);
    expect(await readMarks(folder)).toEqual([mark(1), mark(2), mark(3)]);
    await addMarks(folder, []);
    expect(await readMarks(folder)).toHaveLength(3);
  });
});

it('pieces are the same bytes, all but the last of one size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 50 })),
      fc.integer({ min: 1, max: 40 }),
      async (chunks, size) => {
        const pieces: Uint8Array[] = [];
        for await (const piece of inPieces(streamOf(chunks), size)) pieces.push(piece);
        expect(Buffer.concat(pieces)).toEqual(Buffer.concat(chunks));
        expect(pieces.slice(0, -1).every(({ length }) => length === size)).toBe(true);
        expect(pieces.every(({ length }) => length > 0 && length <= size)).toBe(true);
      },
    ),
  );
});

async function* streamOf(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
