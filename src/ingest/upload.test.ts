import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CvmatchError, type ErrorCode } from '../errors.js';
import { diskOriginals } from '../files/disk/originals.js';
import { diskUploads } from '../files/disk.js';
import type { Uploads } from '../files/port.js';
import { PLAIN } from '../sealing/sealer.js';
import type { Intake } from '../store/port/index.js';
import { openSqliteStore, type SqliteStore } from '../store/sqlite/index.js';
import { Upload } from './upload.js';

let folder: string;
let store: SqliteStore;
let uploads: Uploads;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-upload-'));
  store = await openSqliteStore({ path: path.join(folder, 'store.db') });
  uploads = diskUploads(path.join(folder, 'uploads'), PLAIN);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const BATCH = { keyId: null, idempotencyKey: 'once' };

async function uploadOf(intake: Intake): Promise<Upload> {
  const limits = { timeoutMs: 1000, memoryMb: 100, maxSize: 1e6 };
  const reading = { ...limits, fingerprint: 'f', ocr: null, duplicates: 'keep' as const };
  const originals = diskOriginals(path.join(folder, 'originals'), () => null, PLAIN);
  const upload = new Upload({ intake, uploads, originals, keepsUploads: true, reading });
  await upload.add('ada.txt', [Buffer.from('Ada Example')] as unknown as AsyncIterable<Uint8Array>);
  return upload;
}

/** `before`: whether the transaction fails, or only its answer is lost. */
function failing(code: ErrorCode, before: boolean): Intake {
  const open: Intake['open'] = async (...given) => {
    if (!before) await store.intake.open(...given);
    throw new CvmatchError(code, 'lost');
  };
  return { ...store.intake, open };
}

async function lying(): Promise<string[]> {
  const paths: string[] = [];
  for await (const page of uploads.older(0)) paths.push(...page.map(({ path: one }) => one));
  return paths;
}

it('keeps the bytes where the database was lost while it committed: sent again, they are those of the rows', async () => {
  const first = await uploadOf(failing('store_unreachable', false));
  await expect(first.commit(BATCH)).rejects.toMatchObject({ code: 'store_unreachable' });
  const again = await uploadOf(store.intake);
  const batch = await again.commit(BATCH);
  const tasks = await store.tasks.list({});
  expect(tasks.map((task) => [task.batch, task.name, task.status])).toEqual([[batch, 'ada.txt', 'pending']]);
  expect(await lying()).toEqual(tasks.map((task) => task.path));
  expect(await uploads.read(tasks[0]!.path, 100)).toMatchObject({ ok: true });
});

it('removes the bytes where the transaction failed for any other reason', async () => {
  const upload = await uploadOf(failing('store_full', true));
  await expect(upload.commit(BATCH)).rejects.toMatchObject({ code: 'store_full' });
  expect([await lying(), await store.tasks.list({})]).toEqual([[], []]);
});
