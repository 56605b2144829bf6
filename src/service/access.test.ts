import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { cvText, testService } from './testing.js';

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
  const { listKeys, revokeKey } = await import('../keys.js');
  await expect.poll(async () => (await listKeys(service.config))[0]?.lastUsedAt).not.toBeNull();
  const [key] = await listKeys(service.config);
  expect(JSON.stringify(key)).not.toContain(token);
  await revokeKey(service.config, key!.id);
  expect((await service.get('/v1/stats', token)).status).toBe(401);
});

it('shows a key its own uploads alone, unless its scope says all', async () => {
  const service = await testService();
  const [one, two, all] = [await service.key('one', 'read', 'write'), await service.key('two', 'read', 'write'), await service.key('all', 'read', 'write', 'all')];
  const first = (await service.upload([cvText(1), cvText(2)], { token: one })).body;
  await service.settled(first.batch, one);
  const copy = (await service.upload([cvText(2), cvText(3)], { token: two })).body;
  await service.settled(copy.batch, two);
  const ids = async (token: string) => (await service.get('/v1/cvs', token)).body.cvs.map(({ cvId }: { cvId: string }) => cvId);
  const [ofOne, ofTwo, ofAll] = [await ids(one), await ids(two), await ids(all)];
  expect([ofOne.length, ofTwo.length, ofAll.length]).toEqual([2, 2, 3]);
  // The same bytes came from both: each may see them.
  expect(ofTwo).toContain(ofOne[1]);
  const [mine] = ofOne;
  for (const where of [`/v1/cvs/${mine}`, `/v1/cvs/${first.cvs[0].id}`, `/v1/batches/${first.batch}`, `/v1/batches/${first.batch}/cvs`, `/v1/batches/${first.batch}/events`, `/v1/cvs/${mine}/recommendations`]) {
    expect((await service.get(where, two)).status, where).toBe(404);
  }
  const ranked = await service.post('/v1/match', { text: 'Engineer with SQL' }, two);
  expect(ranked.body.results.map(({ cvId }: { cvId: string }) => cvId).sort()).toEqual([...ofTwo].sort());
  expect((await service.post('/v1/match', { text: 'Engineer with SQL' }, all)).body.results).toHaveLength(3);
  expect((await service.get('/v1/stats', two)).body).toMatchObject({ store: null, queue: null, files: { ready: 1, duplicate: 1 } });
  const remove = async (id: string, token: string) => (await fetch(`${service.url}/v1/cvs/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })).status;
  expect(await remove(mine, two)).toBe(404);
  // Its own copy goes; the CV stays with the other, who still has it.
  expect(await remove(ofOne[1], two)).toBe(204);
  expect((await service.get(`/v1/cvs/${ofOne[1]}`, one)).status).toBe(200);
  expect((await service.get(`/v1/cvs/${ofOne[1]}`, two)).status).toBe(404);
});

it('refuses other web pages on this machine, by their origin or by the name they use', async () => {
  const service = await testService({ workers: 0 });
  expect((await fetch(`${service.url}/v1/stats`, { headers: { origin: 'https://example.com' } })).status).toBe(403);
  expect((await fetch(`${service.url}/v1/stats`, { headers: { origin: service.url } })).status).toBe(200);
  expect((await fetch(`${service.url}/v1/stats`, { headers: { 'x-forwarded-for': '192.0.2.1' } })).status).toBe(401);
  const { port } = new URL(service.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write('GET /v1/stats HTTP/1.1\r\nhost: rebound.example.com\r\nconnection: close\r\n\r\n');
  const [data] = await once(socket, 'data') as [Buffer];
  expect(data.toString()).toMatch(/^HTTP\/1\.1 403 /);
  socket.destroy();
});

it('limits requests of an address, of a route and CVs of a key, with headers that say so', async () => {
  const service = await testService({ workers: 0, rateLoopback: true, rateRequests: 8, rateCvs: 2, rateRoutes: '/v1/jds=1/h' });
  const first = await service.get('/v1/cvs');
  expect([first.headers.get('ratelimit-limit'), first.headers.get('ratelimit-remaining'), first.headers.get('ratelimit-policy')]).toEqual(['8', '7', '8;w=3600']);
  const upload = await service.upload([cvText(1), cvText(2), cvText(3)]);
  expect(upload.body.cvs.map(({ status, code }: Record<string, string>) => code ?? status)).toEqual(['pending', 'pending', 'too_many_requests']);
  expect(upload.body.cvs[2].id).toBeNull();
  const none = await service.upload([cvText(4)]);
  expect([none.status, none.body.code]).toEqual([429, 'too_many_requests']);
  expect(Number(none.headers.get('retry-after'))).toBeGreaterThan(3500);
  expect((await service.get('/v1/jds')).status).toBe(200);
  expect((await service.get('/v1/jds')).status).toBe(429);
  const { limits } = (await service.get('/v1/limits')).body;
  expect(limits.map(({ name, remaining }: Record<string, unknown>) => [name, remaining])).toEqual([['ip', 2], ['cvs', 0], ['/v1/jds', 0]]);
  await service.get('/v1/cvs');
  await service.get('/v1/cvs');
  expect((await service.get('/v1/cvs')).status).toBe(429);
  expect((await service.get('/health/live')).status).toBe(200);
});
