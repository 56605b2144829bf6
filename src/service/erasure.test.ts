import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { filesHolding } from '../../commands/_shared/testing-traces.js';
import { cvText, testService } from './testing.js';

const TRACE = 'person1@example.com';

it('says of a CV that is deleted beside a reader that it is not gone yet, and finishes it by itself', async () => {
  const service = await testService();
  const { body } = await service.upload([cvText(1), cvText(2)]);
  await service.settled(body.batch);
  const filesWith = () => filesHolding(service.folder, [TRACE]);
  const reader = new Sqlite(path.join(service.folder, 'store.db'), { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM cvs').get();
  const answer = await fetch(`${service.url}/v1/cvs/${body.cvs[0].id}`, { method: 'DELETE' });
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({
    status: 'erasure_pending',
    waitsFor: 'log',
    message: 'another process still reads the store as it was before',
  });
  expect((await service.get(`/v1/cvs/${body.cvs[0].id}`)).status).toBe(404);
  expect(filesWith()).not.toEqual([]);
  const pending = async () => (await service.get('/v1/stats')).body.store.erasuresPending as number;
  await expect.poll(pending, { timeout: 5000 }).toBe(1);
  reader.close();
  await expect.poll(pending, { timeout: 25_000 }).toBe(0);
  expect(filesWith()).toEqual([]);
  expect((await service.get('/metrics')).body).toContain('cvmatch_erasures_total{result="certified"} 1');
});

it('says the same of a JD and of dropped tasks', async () => {
  const service = await testService({ workers: 0 });
  const jd = await service.post('/v1/jds', { text: 'Keeper\n\nRequirements\n- Zebramarkers\n- SQL' });
  await service.upload([{ name: 'Zebramarker.txt', bytes: 'Welder of ships' }]);
  const reader = new Sqlite(path.join(service.folder, 'store.db'), { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM cvs').get();
  const deleted = await fetch(`${service.url}/v1/jds/${jd.body.id}`, { method: 'DELETE' });
  expect([deleted.status, ((await deleted.json()) as { status: string }).status]).toEqual([202, 'erasure_pending']);
  const dropped = await service.post('/v1/tasks/drop', {});
  expect([dropped.status, dropped.body]).toMatchObject([202, { tasks: 1, status: 'erasure_pending', waitsFor: 'log' }]);
  reader.close();
  await expect
    .poll(async () => (await service.get('/v1/stats')).body.store.erasuresPending, { timeout: 25_000 })
    .toBe(0);
  expect(filesHolding(service.folder, ['zebramarker'])).toEqual([]);
}, 120_000);
