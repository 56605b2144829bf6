import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { addKey } from '../../app/keys.js';
import { addTenant, removeTenant } from '../../app/tenants.js';
import { newOwner } from '../../ingest/owner.js';
import { openSqliteStore } from '../../store/sqlite/index.js';
import { cvText, testService, type TestService } from '../testing.js';

const keyOf = async ({ config }: TestService, tenant: string): Promise<string> =>
  (await addKey({ ...config, tenant }, 'all', ['read', 'write', 'all', 'admin'])).token;

async function two(): Promise<{ service: TestService; a: string; b: string }> {
  const service = await testService();
  for (const id of ['a', 'b']) await addTenant(service.config, id);
  return { service, a: await keyOf(service, 'a'), b: await keyOf(service, 'b') };
}

async function send(service: TestService, token: string, ...numbers: number[]) {
  const { body } = await service.upload(numbers.map(cvText), { token });
  await service.settled(body.batch, token);
  return body as { batch: string; cvs: { id: string }[] };
}

it('shows a tenant nothing of another, whatever its scopes', async () => {
  const { service, a, b } = await two();
  const sent = await send(service, a, 1, 2);
  const jd = (await service.post('/v1/jds', { text: 'Engineer with SQL' }, a)).body;
  const { cvs } = (await service.get('/v1/cvs', a)).body;
  expect(cvs).toHaveLength(2);
  for (const where of [
    `/v1/cvs/${cvs[0].cvId}`,
    `/v1/cvs/${sent.cvs[0]!.id}`,
    `/v1/batches/${sent.batch}`,
    `/v1/batches/${sent.batch}/events`,
    `/v1/jds/${jd.id}`,
    `/v1/cvs/${cvs[0].cvId}/recommendations`,
  ])
    expect([where, (await service.get(where, b)).status]).toEqual([where, 404]);
  expect((await service.get('/v1/cvs', b)).body.cvs).toEqual([]);
  expect((await service.get('/v1/jds', b)).body.jds).toEqual([]);
  expect((await service.get('/v1/stats', b)).body).toMatchObject({ store: { cvs: 0 }, queue: { endedLastMinute: 0 } });
  await send(service, b, 3);
  const ranked = await service.post('/v1/match', { text: 'Engineer with SQL' }, b);
  expect(ranked.body.results).toHaveLength(1);
  expect((await service.get('/v1/stats')).body).toMatchObject({ store: { cvs: 0 } });
});

it('takes the same bytes from two tenants as two CVs, and removes one alone', async () => {
  const { service, a, b } = await two();
  const [first, second] = [await send(service, a, 1), await send(service, b, 1)];
  const stateOf = async (batch: string, token: string) =>
    (await service.get(`/v1/batches/${batch}/cvs`, token)).body.cvs[0].status;
  expect([await stateOf(first.batch, a), await stateOf(second.batch, b)]).toEqual(['ready', 'ready']);
  const [inA, inB] = [(await service.get('/v1/cvs', a)).body.cvs, (await service.get('/v1/cvs', b)).body.cvs];
  expect(inA[0].cvId).toBe(inB[0].cvId);
  const gone = await fetch(`${service.url}/v1/cvs/${inA[0].cvId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${a}` },
  });
  expect(gone.status).toBe(204);
  expect((await service.get(`/v1/cvs/${inB[0].cvId}`, b)).status).toBe(200);
});

it("counts a tenant's work for the tenant, and for an operator that of all", async () => {
  const { service, a, b } = await two();
  await send(service, a, 1, 2, 3);
  const operator = await service.key('prometheus', 'operator');
  const settled = async (token?: string): Promise<number> => {
    const text = await (
      await fetch(`${service.url}/metrics`, {
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      })
    ).text();
    return Number(/^cvmatch_files_total\{[^}]*ready[^}]*\} (\d+)/m.exec(text)?.[1] ?? 0);
  };
  expect([await settled(a), await settled(b), await settled(operator), await settled()]).toEqual([3, 0, 3, 3]);
  expect((await service.get('/v1/admin/alerts', a)).status).toBe(403);
  expect((await service.get('/v1/admin/alerts', operator)).status).toBe(200);
  expect((await service.get('/v1/admin/places', a)).status).toBe(403);
  expect(
    (await service.get('/v1/admin/places', operator)).body.sizes.databases.map(({ name }: { name: string }) => name),
  ).toEqual(['default', 'a', 'b']);
  expect((await service.get('/metrics', a)).body).not.toContain('cvmatch_place');
  expect((await service.get('/v1/admin/performance', b)).body).toMatchObject({ eventLoopDelay: { p50: null } });
});

it('serves a tenant that comes while it runs, and leaves one that is removed', async () => {
  const { service, a, b } = await two();
  await send(service, a, 1);
  const folder = path.join(service.folder, 'tenants', 'a');
  expect(existsSync(folder)).toBe(true);
  expect(await removeTenant(service.config, 'a')).toEqual({ tenant: 'a', state: 'removed' });
  expect(existsSync(folder)).toBe(false);
  expect((await service.get('/v1/cvs', a)).status).toBe(401);
  await send(service, b, 2);
  expect((await service.get('/v1/cvs', b)).body.cvs).toHaveLength(1);
}, 120_000);

it('tells an operator which processes there are, and nobody the files that they read for other tenants', async () => {
  const service = await testService({ workers: 0 });
  await addTenant(service.config, 'a');
  const [a, operator] = [await keyOf(service, 'a'), await service.key('op', 'operator')];
  const everybody = await service.key('all', 'operator', 'all', 'read', 'write');
  await service.upload([{ ...cvText(1), name: 'Ada of a.txt' }], { token: a });
  await service.upload([{ ...cvText(2), name: 'Bob of default.txt' }], { token: everybody });
  for (const folder of [service.folder, path.join(service.folder, 'tenants', 'a')]) {
    const store = await openSqliteStore({ path: path.join(folder, 'store.db') });
    expect(await store.taskRows.claimDue(newOwner(), 10, 60_000)).toHaveLength(1);
    await store.close();
  }
  const seen = async (token?: string) => (await service.get('/v1/admin/workers', token)).body;
  expect((await service.get('/v1/admin/workers', a)).status).toBe(403);
  const id = (await seen()).workers[0].id as string;
  for (const what of ['drain', 'stop'])
    expect((await service.post(`/v1/admin/workers/${id}/${what}`, {}, a)).status).toBe(403);
  expect((await seen(operator)).workers).toMatchObject([{ role: 'all', state: 'running', wanted: null, tasks: [] }]);
  for (const token of [everybody, undefined]) {
    const { workers } = await seen(token);
    expect(workers).toMatchObject([{ pid: process.pid, tasks: [{ name: 'Bob of default.txt' }] }]);
    expect(JSON.stringify(workers)).not.toContain('Ada');
  }
});
