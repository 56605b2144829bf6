import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { ok } from '../domain/index.js';
import { diskPlace } from '../files/disk/index.js';
import { PLAIN } from '../sealing/sealer.js';
import { fileResult, idOf, MODEL, person } from '../store/contract/index.js';
import { openSqliteStore } from '../store/sqlite/index.js';
import { EFFORTS, finishErasures } from './erasure.js';
import { keepErasing } from './erasure-keeper.js';

async function opened() {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-govern-'));
  const bytes = path.join(folder, 'uploads');
  mkdirSync(bytes);
  const store = await openSqliteStore({ path: path.join(folder, 'store.db') });
  await store.model.adopt(MODEL);
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const filesWith = (trace: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file).includes(trace))
      .map((file) => path.basename(file));
  const reader = () => {
    const connection = new Sqlite(path.join(folder, 'store.db'), { readonly: true });
    connection.exec('BEGIN');
    connection.prepare('SELECT count(*) FROM cvs').get();
    return connection;
  };
  const folders = { uploads: bytes, originals: path.join(folder, 'originals') };
  const files = diskPlace(folder, () => folders).of('default', PLAIN);
  return { parts: { store, ...files }, store, bytes, filesWith, reader };
}

const TEXT = 'Eve Zebramarker worked with things for a long time';

it('removes the bytes of uploads that the removal named, whoever comes to it', async () => {
  const { parts, store, bytes, filesWith } = await opened();
  writeFileSync(path.join(bytes, 'a0000001'), TEXT);
  writeFileSync(path.join(bytes, 'b0000001'), 'of somebody else');
  const file = { path: 'upload:a0000001', size: 1, mtimeMs: 1, name: 'eve.txt' };
  await store.intake.open({ id: 'b1', source: 'upload' }, [file, { ...file, path: 'upload:b0000001' }]);
  await store.intake.commit([fileResult('upload:a0000001', 'eve', ok(person({ text: TEXT })))]);
  // As if the removing process had ended here.
  await store.intake.prune(['upload:a0000001']);
  expect(filesWith('Zebramarker')).not.toEqual([]);
  expect((await finishErasures(parts, EFFORTS.opening)).pending).toEqual([]);
  expect(filesWith('Zebramarker')).toEqual([]);
  expect(readdirSync(bytes)).toEqual(['b0000001']);
});

it('waits for bytes of the CV that lie among the uploads and that no row knows', async () => {
  const { parts, store, bytes } = await opened();
  const hash = '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae';
  await store.intake.commit([{ ...fileResult('/cvs/eve.txt', 'eve', ok(person({ text: TEXT }))), hash }]);
  await store.cvs.remove([hash]);
  // "foo", whose hash is that of the CV, and the CV's text within other bytes.
  for (const lying of ['foo', `copy: ${TEXT}`]) {
    writeFileSync(path.join(bytes, 'a0000009'), lying);
    expect((await finishErasures(parts, EFFORTS.opening)).pending).toMatchObject([{ waitsFor: 'files' }]);
  }
  writeFileSync(path.join(bytes, 'a0000009'), 'of somebody else');
  expect((await finishErasures(parts, EFFORTS.opening)).pending).toEqual([]);
});

it('waits for an original that is still stored', async () => {
  const { parts, store } = await opened();
  const hash = '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae';
  await store.intake.commit([{ ...fileResult('/cvs/eve.txt', 'eve', ok(person({ text: TEXT }))), hash }]);
  await store.cvs.remove([hash]);
  await finishErasures(
    {
      ...parts,
      originals: {
        ...parts.originals,
        all: async function* () {
          yield [hash];
        },
      },
    },
    EFFORTS.opening,
  );
  expect(await store.erasures.pending()).toMatchObject([{ waitsFor: 'files' }]);
  expect((await finishErasures(parts, EFFORTS.opening)).pending).toEqual([]);
});

it('is gone on with in the background until the reader has ended, and then stops', async () => {
  const { parts, store, filesWith, reader } = await opened();
  await store.intake.commit([fileResult('/cvs/eve.txt', 'eve', ok(person({ text: TEXT })))]);
  const connection = reader();
  await store.cvs.remove([idOf('eve')]);
  const errors: unknown[] = [];
  const stop = keepErasing(parts, (error) => errors.push(error), 10);
  await expect.poll(async () => (await store.erasures.pending())[0]?.waitsFor).toBe('log');
  expect(filesWith('Zebramarker')).not.toEqual([]);
  connection.close();
  await expect.poll(() => store.erasures.pending(), { timeout: 10_000 }).toEqual([]);
  await stop();
  expect(filesWith('Zebramarker')).toEqual([]);
  expect(errors).toEqual([]);
});

it('tells a round that failed, and makes up for it', async () => {
  const { parts, store } = await opened();
  await store.intake.commit([fileResult('/cvs/eve.txt', 'eve', ok(person({ text: TEXT })))]);
  await store.cvs.remove([idOf('eve')]);
  let failures = 1;
  const failing = {
    ...parts.uploads,
    remove: (paths: string[]) => (failures-- > 0 ? Promise.reject(new Error('no disk')) : parts.uploads.remove(paths)),
  };
  const errors: unknown[] = [];
  const stop = keepErasing({ ...parts, uploads: failing }, (error) => errors.push(error), 10);
  await expect.poll(() => store.erasures.pending(), { timeout: 10_000 }).toEqual([]);
  await stop();
  expect(errors).toMatchObject([{ message: 'no disk' }]);
});
