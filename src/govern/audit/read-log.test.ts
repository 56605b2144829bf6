import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../commands/_shared/testing.js';
import { NODE_FLAGS } from '../../domain/node-flags.js';
import { actingAs } from '../../store/audit/acting.js';
import { openSqliteStore, type SqliteStore } from '../../store/sqlite/index.js';
import { ReadLog, takeLeftReads } from './read-log.js';

const ANN = { actor: 'key:ann', origin: 'api 10.0.0.7' };
const ROOT = path.resolve(import.meta.dirname, '../../..');

async function opened(): Promise<{ folder: string; store: SqliteStore; files: () => string[] }> {
  const folder = temporaryFolder();
  const store = await openSqliteStore({ path: path.join(folder, 'store.db') });
  return {
    folder,
    store,
    files: () => (existsSync(path.join(folder, 'audit')) ? readdirSync(path.join(folder, 'audit')) : []),
  };
}

const details = async ({ audit }: SqliteStore): Promise<string[]> =>
  (await audit.list({ order: 'oldest', limit: 1000 })).records.map(({ detail }) => detail).sort();

const read = (detail: string) => [{ action: 'read', detail } as const];

it('has each read on the disk before it resolves, and in the log once it is taken in', async () => {
  const { folder, store, files } = await opened();
  const log = await ReadLog.open(folder, store.audit);
  await actingAs(ANN, () => log.note(read('one')));
  const [name] = files();
  expect(readFileSync(path.join(folder, 'audit', name!), 'utf8')).toContain('key:ann');
  expect(await details(store)).toEqual([]);
  await log.takeIn();
  expect(await details(store)).toEqual(['one']);
  expect(files()).toHaveLength(1);
  await log.close();
  expect(files()).toEqual([]);
  await store.close();
});

it('loses none and doubles none where many are written while others are taken in', async () => {
  const { folder, store, files } = await opened();
  const log = await ReadLog.open(folder, store.audit);
  const all = Array.from({ length: 500 }, (_, i) => `read ${String(i).padStart(3, '0')}`);
  await Promise.all(
    all.map(async (detail, i) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (i % 50 === 0) void log.takeIn();
      await log.note(read(detail));
    }),
  );
  await log.close();
  expect(await details(store)).toEqual(all);
  expect(files()).toEqual([]);
  await store.close();
});

it('takes in what a killed process left: each read that it answered, once, whatever the last line is', async () => {
  const { folder, store, files } = await opened();
  const key = await store.audit.key();
  await store.audit.note(read('here'));
  const script = `
    import { ReadLog } from ${JSON.stringify(path.join(ROOT, 'dist/src/govern/audit/read-log.js'))};
    import { openSqliteStore } from ${JSON.stringify(path.join(ROOT, 'dist/src/store/sqlite/index.js'))};
    const store = await openSqliteStore({ path: ${JSON.stringify(path.join(folder, 'store.db'))} });
    const log = await ReadLog.open(${JSON.stringify(folder)}, store.audit);
    for (let i = 0; ; i++) {
      await log.note([{ action: 'read', detail: 'answered ' + i }]);
      process.stdout.write(i + '\\n');
    }`;
  const child = spawn(process.execPath, [...NODE_FLAGS, '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.length > 500) child.kill('SIGKILL');
  });
  await once(child, 'close');
  const answered = said.split('\n').slice(0, -1);
  expect(answered.length).toBeGreaterThan(50);
  const [name] = files();
  const file = path.join(folder, 'audit', name!);
  appendFileSync(file, '["0123');
  const left = readFileSync(file);
  await takeLeftReads(folder, store.audit);
  expect(files()).toEqual([]);
  // A crash between the taking and the deletion, and after the sealing as well.
  while ((await store.audit.seal()) > 0);
  writeFileSync(file, left);
  await takeLeftReads(folder, store.audit);
  const found = await details(store);
  for (const i of answered) expect(found.filter((detail) => detail === `answered ${i}`)).toHaveLength(1);
  expect(found.length).toBeLessThanOrEqual(answered.length + 2);
  expect(key.pseudonym('cv', 'x')).toHaveLength(24);
  await store.close();
}, 60_000);

it('refuses what it cannot write, and leaves the file of a process that is running, or of another machine', async () => {
  const { folder, store, files } = await opened();
  writeFileSync(path.join(folder, 'audit-blocked'), '');
  await expect(ReadLog.open(path.join(folder, 'audit-blocked'), store.audit)).rejects.toThrow();
  const log = await ReadLog.open(folder, store.audit);
  const foreign = path.join(folder, 'audit', 'elsewhere~1~abcdef.jsonl');
  writeFileSync(foreign, 'x\n');
  await log.takeIn();
  expect(files()).toContain('elsewhere~1~abcdef.jsonl');
  await log.close();
  await store.close();
});
