import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { cvText, testService } from '../testing.js';

it('asks for a key where it is not bound to loopback, and takes a revoked one no more', async () => {
  const service = await testService({ host: '0.0.0.0', workers: 0 });
  expect((await service.get('/v1/stats')).body).toMatchObject({ status: 401, code: 'unauthorized' });
  expect((await service.get('/health/live')).status).toBe(200);
  expect((await service.get('/v1/openapi.json')).status).toBe(200);
  const token = await service.key('reader', 'read');
  expect(token).toMatch(/^cvm_[\w-]{43}$/);
  expect((await service.get('/v1/stats', token)).status).toBe(200);
  expect((await service.upload([cvText(1)], { token })).body).toMatchObject({ status: 403, code: 'forbidden' });
  expect((await service.get('/v1/stats', `${token}x`)).status).toBe(401);
  const { listKeys, revokeKey } = await import('../../app/keys.js');
  await expect.poll(async () => (await listKeys(service.config))[0]?.lastUsedAt).not.toBeNull();
  const [key] = await listKeys(service.config);
  expect(JSON.stringify(key)).not.toContain(token);
  await revokeKey(service.config, key!.id);
  expect((await service.get('/v1/stats', token)).status).toBe(401);
});

it('shows a key its own uploads alone, unless its scope says all', async () => {
  const service = await testService();
  const [one, two, all] = [
    await service.key('one', 'read', 'write'),
    await service.key('two', 'read', 'write'),
    await service.key('all', 'read', 'write', 'all'),
  ];
  const first = (await service.upload([cvText(1), cvText(2)], { token: one })).body;
  await service.settled(first.batch, one);
  const copy = (await service.upload([cvText(2), cvText(3)], { token: two })).body;
  await service.settled(copy.batch, two);
  const ids = async (token: string) =>
    (await service.get('/v1/cvs?order=oldest', token)).body.cvs.map(({ cvId }: { cvId: string }) => cvId);
  const [ofOne, ofTwo, ofAll] = [await ids(one), await ids(two), await ids(all)];
  expect([ofOne.length, ofTwo.length, ofAll.length]).toEqual([2, 2, 3]);
  // Both keys sent the same bytes, so each may see them.
  const shared = ofOne.find((id: string) => ofTwo.includes(id));
  expect(shared).toBeDefined();
  const mine = ofOne.find((id: string) => id !== shared);
  for (const where of [
    `/v1/cvs/${mine}`,
    `/v1/cvs/${first.cvs[0].id}`,
    `/v1/batches/${first.batch}`,
    `/v1/batches/${first.batch}/cvs`,
    `/v1/batches/${first.batch}/events`,
    `/v1/cvs/${mine}/recommendations`,
  ]) {
    expect((await service.get(where, two)).status, where).toBe(404);
  }
  const ranked = await service.post('/v1/match', { text: 'Engineer with SQL' }, two);
  expect(ranked.body.results.map(({ cvId }: { cvId: string }) => cvId).sort()).toEqual([...ofTwo].sort());
  expect((await service.post('/v1/match', { text: 'Engineer with SQL' }, all)).body.results).toHaveLength(3);
  expect((await service.get('/v1/stats', two)).body).toMatchObject({
    store: null,
    queue: null,
    files: { ready: 2, duplicate: 0 },
  });
  const remove = async (id: string, token: string) =>
    (await fetch(`${service.url}/v1/cvs/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } }))
      .status;
  expect(await remove(mine, two)).toBe(404);
  // Its own copy is removed; the CV stays with the other key, which still has it.
  expect(await remove(shared, two)).toBe(204);
  expect((await service.get(`/v1/cvs/${shared}`, one)).status).toBe(200);
  expect((await service.get(`/v1/cvs/${shared}`, two)).status).toBe(404);
});

it('keeps a CV in the listing and the rankings of its key when another key brings in a newer one of the same person', async () => {
  const service = await testService();
  const [one, two] = [await service.key('one', 'read', 'write'), await service.key('two', 'read', 'write')];
  const ada =
    'Ada Example\nada@example.com\n\nExperience\nEngineer, Company One, 2018 - 2022\nWrote TypeScript and SQL for ships.\n\nSkills\nTypeScript, SQL\n';
  const files = [{ name: 'ada.txt', bytes: ada }, cvText(2)];
  const revised = [
    { name: 'ada.txt', bytes: `${ada}\nCertificates\nRigger of bridges, 2023\nDiver of harbours, 2024\n` },
  ];
  for (const [sent, token] of [
    [files, one],
    [revised, two],
  ] as const)
    await service.settled((await service.upload(sent, { token })).body.batch, token);
  const all = (await service.get('/v1/cvs')).body.cvs;
  expect(all.map(({ revision }: { revision: number }) => revision)).toEqual([1, 1, 1]);
  const listed = async (token: string) =>
    (await service.get('/v1/cvs', token)).body.cvs.map(({ cvId }: { cvId: string }) => cvId);
  const ranked = async (token: string) =>
    (await service.post('/v1/match', { text: 'Engineer with SQL and TypeScript' }, token)).body.results.map(
      ({ cvId }: { cvId: string }) => cvId,
    );
  const ofOne = await listed(one);
  expect(ofOne).toHaveLength(2);
  expect(ofOne).not.toContain(all[0].cvId);
  expect((await ranked(one)).sort()).toEqual(ofOne.sort());
  expect(await listed(two)).toEqual([all[0].cvId]);
  expect(await ranked(two)).toEqual([all[0].cvId]);
});

it('lets a key that runs the service, but does not see all, see, retry and drop the tasks of its own uploads', async () => {
  const service = await testService();
  const [one, two, all] = [
    await service.key('one', 'read', 'write', 'admin'),
    await service.key('two', 'read', 'write', 'admin'),
    await service.key('all', 'admin', 'all'),
  ];
  for (const token of [one, two])
    await service.settled(
      (await service.upload([{ name: 'torn.pdf', bytes: '%PDF-1.7 torn' }], { token })).body.batch,
      token,
    );
  const tasks = async (token: string) => (await service.get('/v1/tasks?status=failed', token)).body;
  expect([(await tasks(one)).total, (await tasks(two)).total, (await tasks(all)).total]).toEqual([1, 1, 2]);
  const [mine] = (await tasks(one)).tasks;
  expect((await service.post('/v1/tasks/drop', { ids: [mine.id] }, two)).body).toEqual({ tasks: 0 });
  expect((await service.post('/v1/tasks/drop', {}, two)).body).toEqual({ tasks: 1 });
  expect((await tasks(one)).tasks).toEqual([mine]);
  expect((await service.post('/v1/tasks/retry', {}, two)).body).toEqual({ tasks: 0 });
  expect((await service.post('/v1/tasks/retry', {}, one)).body).toEqual({ tasks: 1 });
  expect((await service.get('/v1/tasks', await service.key('plain', 'read', 'write', 'all'))).status).toBe(403);
});

it('lets only those who run the service put an upload before those of others', async () => {
  const service = await testService({ workers: 0 });
  const [plain, admin] = [await service.key('plain', 'read', 'write'), await service.key('admin', 'write', 'admin')];
  expect((await service.upload([cvText(1)], { token: plain, priority: 1 })).body).toMatchObject({
    status: 403,
    code: 'forbidden',
  });
  expect(await service.bytes()).toEqual([]);
  expect((await service.upload([cvText(1)], { token: plain, priority: -9 })).status).toBe(202);
  expect((await service.upload([cvText(2)], { token: admin, priority: 9 })).status).toBe(202);
});

it('refuses other web pages on this machine, by their origin or by the name they use', async () => {
  const service = await testService({ workers: 0 });
  expect((await fetch(`${service.url}/v1/stats`, { headers: { origin: 'https://example.com' } })).status).toBe(403);
  expect((await fetch(`${service.url}/v1/stats`, { headers: { origin: service.url } })).status).toBe(200);
  for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Forwarded-Proto', 'X-Real-IP', 'Via', 'CF-Connecting-IP'])
    expect([name, (await fetch(`${service.url}/v1/stats`, { headers: { [name]: '192.0.2.1' } })).status]).toEqual([
      name,
      401,
    ]);
  const { port } = new URL(service.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write('GET /v1/stats HTTP/1.1\r\nhost: rebound.example.com\r\nconnection: close\r\n\r\n');
  const [data] = (await once(socket, 'data')) as [Buffer];
  expect(data.toString()).toMatch(/^HTTP\/1\.1 403 /);
  socket.destroy();
});

it('limits requests of an address, of a route and CVs of a key, with headers that say so', async () => {
  const service = await testService({
    workers: 0,
    rateLoopback: true,
    rateRequests: 8,
    rateCvs: 2,
    rateRoutes: '/v1/jds=1/h',
  });
  const first = await service.get('/v1/cvs');
  expect([
    first.headers.get('ratelimit-limit'),
    first.headers.get('ratelimit-remaining'),
    first.headers.get('ratelimit-policy'),
  ]).toEqual(['8', '7', '8;w=3600']);
  const upload = await service.upload([cvText(1), cvText(2), cvText(3)]);
  expect(upload.body.cvs.map(({ status, code }: Record<string, string>) => code ?? status)).toEqual([
    'pending',
    'pending',
    'too_many_requests',
  ]);
  expect(upload.body.cvs[2].id).toBeNull();
  const none = await service.upload([cvText(4)]);
  expect([none.status, none.body.code]).toEqual([429, 'too_many_requests']);
  expect(Number(none.headers.get('retry-after'))).toBeGreaterThan(3500);
  expect((await service.get('/v1/jds')).status).toBe(200);
  expect((await service.get('/v1/jds')).status).toBe(429);
  const { limits } = (await service.get('/v1/limits')).body;
  expect(limits.map(({ name, remaining }: Record<string, unknown>) => [name, remaining])).toEqual([
    ['ip', 2],
    ['cvs', 0],
    ['/v1/jds', 0],
  ]);
  await service.get('/v1/cvs');
  await service.get('/v1/cvs');
  expect((await service.get('/v1/cvs')).status).toBe(429);
  expect((await service.get('/health/live')).status).toBe(200);
});

it('lets a key forget the JDs that it stored itself, and others only by a scope that says so', async () => {
  const service = await testService({ workers: 0 });
  const [one, two, all, admin] = [
    await service.key('one', 'read', 'write'),
    await service.key('two', 'read', 'write'),
    await service.key('all', 'read', 'write', 'all'),
    await service.key('admin', 'write', 'admin'),
  ];
  const add = async (text: string, token?: string): Promise<string> =>
    (await service.post('/v1/jds', { text }, token)).body.id as string;
  const remove = async (id: string, token: string): Promise<number> =>
    (await fetch(`${service.url}/v1/jds/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } }))
      .status;
  const [own, shared, machine] = [await add('Baker wanted', one), await add('Welder wanted', one), await add('Nurse')];
  await add('Welder wanted', two);
  expect([await remove(own, two), await remove(machine, two)]).toEqual([403, 403]);
  expect(await remove(shared, two)).toBe(204);
  expect(await remove(shared, two)).toBe(403);
  expect((await service.get('/v1/jds', two)).body.jds).toHaveLength(3);
  expect([await remove(shared, one), await remove(own, all), await remove(machine, admin)]).toEqual([204, 204, 204]);
  expect((await service.get('/v1/jds', two)).body.jds).toEqual([]);
});

it('takes an upload anew under an idempotency key whose CVs were deleted', async () => {
  const service = await testService();
  const send = async () => (await service.upload([cvText(1)], { key: 'once' })).body;
  const first = await send();
  await service.settled(first.batch);
  expect((await send()).batch).toBe(first.batch);
  await fetch(`${service.url}/v1/cvs/${first.cvs[0].id}`, { method: 'DELETE' });
  // Who removed it asked for an erasure, so it comes in only where that is said.
  const form = new FormData();
  form.append('file', new Blob([cvText(1).bytes]), cvText(1).name);
  const headers = { 'idempotency-key': 'once' };
  const anew = await fetch(`${service.url}/v1/cvs?again=true`, { method: 'POST', body: form, headers });
  const again = (await anew.json()) as { batch: string };
  expect(again.batch).not.toBe(first.batch);
  expect((await service.settled(again.batch)).body.counts).toMatchObject({ received: 1, ready: 1 });
});
