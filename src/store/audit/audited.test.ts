import { expect, it } from 'vitest';
import path from 'node:path';
import { temporaryFolder } from '../../../commands/_shared/testing.js';
import { fileResult, idOf, MODEL, person, put } from '../contract/index.js';
import { ok } from '../../domain/index.js';
import { openSqliteStore, recorded, type SqliteStore } from '../sqlite/index.js';
import { actingAs } from './acting.js';
import { STORE_CHANGES } from './changes.js';

const ANN = { actor: 'key:ann', origin: 'api 10.0.0.7' };
const JO = { by: 'Jo', keyId: null };

async function opened(): Promise<SqliteStore> {
  const store = recorded(await openSqliteStore({ path: path.join(temporaryFolder(), 'store.db') }));
  await store.model.adopt(MODEL);
  return store;
}

const listed = async ({ audit }: SqliteStore) => (await audit.list({ order: 'oldest', limit: 100 })).records;

it('records each change by who made it, in the words of the code, and nothing where nothing changed', async () => {
  const store = await opened();
  const { intake, restrictions, retention, cvs, jds, decisions, candidates, tasks } = store;
  const jd = { id: idOf('jd').slice(0, 12), hash: idOf('jd'), title: 'Rigger', truncated: false, text: 'A rigger' };
  await actingAs(ANN, async () => {
    const upload = [{ path: 'upload:1', size: 1, mtimeMs: 1, name: 'ada.txt' }];
    await intake.open({ id: 'b', source: 'upload', keyId: 'ann', idempotencyKey: 'once' }, upload);
    await intake.open({ id: 'c', source: 'upload', keyId: 'ann', idempotencyKey: 'once' }, upload);
    await intake.commit(
      ['a', 'b', 'z'].map((seed) => fileResult(`/${seed}`, seed, ok(person({ name: 'Ada', email: 'a@example.com' })))),
    );
    await jds.add({ ...jd, source: 'api', addedAt: '2026-03-01T00:00:00.000Z' });
    const decision = { jdHash: jd.hash, cvId: idOf('a'), decision: 'rejected', stage: null, reason: 'secret' } as const;
    await decisions.add(decision, JO);
    await decisions.add(decision, JO);
    await decisions.undo(1, JO, null);
    await candidates.merge({ cvs: [idOf('a'), idOf('b')] }, JO);
    await candidates.undo(1, JO);
    await candidates.split({ cvs: [idOf('a'), idOf('b')] }, JO);
    await restrictions.restrict(idOf('a'), 'secret', JO);
    await restrictions.lift(idOf('a'));
    await restrictions.lift(idOf('a'));
    await cvs.rectify(idOf('a'), person({ name: 'Ada' }), { before: [], fingerprint: 'f1' });
    await cvs.rectify(idOf('none'), person(), { before: [], fingerprint: 'f1' });
    await tasks.pause();
    await tasks.pause();
    await tasks.resume();
    await tasks.retry({});
    await intake.commit([fileResult('upload:1', 'c', { ok: false, state: 'failed', code: 'corrupt', message: 'x' })]);
    await tasks.retry({});
    await intake.commit([fileResult('upload:1', 'c', { ok: false, state: 'failed', code: 'corrupt', message: 'x' })]);
    await tasks.drop({});
    const rule = { name: 'old', of: 'all', where: [], afterDays: -1, warnDays: 0 } as const;
    await retention.set({ ...rule, where: [] });
    await retention.set({ ...rule, where: [] });
    await retention.hold({ id: 'h1', reason: 'secret', cvIds: [idOf('z')] }, JO);
    await retention.erase('old', [idOf('z')], 'removal-0');
    await retention.release('h1');
    await retention.release('h1');
    await retention.erase('old', [idOf('z')], 'removal-0');
    await retention.remove('old');
    await retention.remove('old');
    await intake.prune(['/b']);
    await cvs.remove([idOf('a')], 'removal-1', { asked: { keyId: null } });
    await cvs.remove([idOf('a')]);
    await intake.readmit(idOf('a'), null);
    await intake.readmit(idOf('a'), null);
    await jds.release(jd.id, 'nobody');
    await jds.remove(jd.id);
    await jds.remove(jd.id);
  });
  const all = await listed(store);
  expect(all.map(({ action, detail, count }) => `${action} ${detail} ${count}`)).toEqual([
    'ingest intake.open 1',
    'ingest intake.commit 3',
    'ingest jds.add 0',
    'decide decisions.add rejected 1',
    'decide decisions.undo 1',
    'decide candidates.merge 2',
    'decide candidates.undo 2',
    'decide candidates.split 2',
    'decide restrictions.restrict 1',
    'decide restrictions.lift 1',
    'decide cvs.rectify 1',
    'configure tasks.pause 0',
    'configure tasks.resume 0',
    'ingest intake.commit 1',
    'configure tasks.retry 1',
    'ingest intake.commit 1',
    'erase tasks.drop 1',
    'configure retention.set old: all after -1 d, warning 0 d 0',
    'configure retention.hold h1 1',
    'configure retention.release h1 1',
    'erase retention.erase old 1',
    'configure retention.remove old 0',
    'erase intake.prune 1',
    'erase cvs.remove 1',
    'ingest intake.readmit 1',
    'erase jds.remove 0',
  ]);
  expect(new Set(all.map(({ actor, origin }) => `${actor} ${origin}`))).toEqual(new Set(['key:ann api 10.0.0.7']));
  const [key, text] = [await store.audit.key(), JSON.stringify(all)];
  expect(all[1]!.cvs).toEqual(['a', 'b', 'z'].map((seed) => key.pseudonym('cv', idOf(seed))));
  expect(new Set(all.flatMap((record) => record.jd || []))).toEqual(new Set([key.pseudonym('jd', jd.id)]));
  for (const personal of ['Ada', 'ada.txt', 'secret', 'upload:', idOf('a').slice(0, 12), '/b'])
    expect(text).not.toContain(personal);
  const names = Object.entries(STORE_CHANGES).flatMap(([part, methods]) =>
    Object.keys(methods).map((method) => `${part}.${method}`),
  );
  for (const name of names.filter((one) => one !== 'jds.release')) expect(text).toContain(name);
  await store.close();
});

it('records nothing of what fails, and undoes what cannot be recorded', async () => {
  const store = await opened();
  await put(store, '/a', 'a');
  const before = (await listed(store)).length;
  const decision = { jdHash: idOf('jd'), cvId: idOf('none'), decision: 'maybe', stage: null, reason: null } as const;
  await expect(store.decisions.add(decision, JO)).rejects.toMatchObject({ code: 'not_found' });
  expect(await listed(store)).toHaveLength(before);
  store.database.exec("CREATE TRIGGER refuse BEFORE INSERT ON audit_open BEGIN SELECT RAISE(ABORT, 'no'); END");
  await expect(store.cvs.remove([idOf('a')])).rejects.toThrow();
  expect(await store.cvs.get(idOf('a'))).not.toBeNull();
  store.database.exec('DROP TRIGGER refuse');
  expect(await store.cvs.remove([idOf('a')])).toBe(1);
  expect((await listed(store)).at(-1)).toMatchObject({ action: 'erase', count: 1 });
  await store.close();
});

it('records a change once where one call follows another, and by the right actor where many act at once', async () => {
  const store = await opened();
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      actingAs({ actor: `key:${i}`, origin: 'api ::1' }, async () => {
        await put(store, `/${i}`, `cv${i}`);
        await store.cvs.remove([idOf(`cv${i}`)]);
      }),
    ),
  );
  const key = await store.audit.key();
  const all = await listed(store);
  expect(all).toHaveLength(40);
  for (let i = 0; i < 20; i++)
    expect(all.filter(({ actor }) => actor === `key:${i}`)).toMatchObject(
      ['ingest', 'erase'].map((action) => ({ action, cvs: [key.pseudonym('cv', idOf(`cv${i}`))] })),
    );
  await store.close();
});
