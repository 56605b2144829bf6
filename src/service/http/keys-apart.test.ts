import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { listKeys, revokeKey } from '../../app/keys.js';
import { cvText, testService } from '../testing.js';

/** `ended` resolves with the time in milliseconds until the stream ended. */
async function endOf(url: string, token: string): Promise<{ began: Promise<void>; ended: Promise<void> }> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  const reader = response.body!.getReader();
  const began = reader.read().then(() => undefined);
  const drain = async (): Promise<void> => {
    await began;
    while (!(await reader.read()).done);
  };
  return { began, ended: drain() };
}

it('ends open streams of a key within seconds of its revocation', async () => {
  const service = await testService({ workers: 0 });
  const token = await service.key('watcher', 'read', 'write', 'admin');
  const other = await service.key('other', 'read', 'admin');
  const { batch } = (await service.upload([cvText(1)], { token })).body;
  const streams = [
    await endOf(`${service.url}/v1/batches/${batch}/events`, token),
    await endOf(`${service.url}/v1/admin/live`, token),
  ];
  const kept = await endOf(`${service.url}/v1/admin/live`, other);
  await Promise.all([...streams, kept].map(({ began }) => began));
  await revokeKey(service.config, (await listKeys(service.config)).find(({ name }) => name === 'watcher')!.id);
  const revoked = performance.now();
  await Promise.all(streams.map(({ ended }) => ended));
  expect(performance.now() - revoked).toBeLessThan(6000);
  const still = Symbol('still open');
  expect(await Promise.race([kept.ended, Promise.resolve(still)])).toBe(still);
}, 120_000);

const BODY = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nWelder of ships';
const END = '\r\n--x--\r\n';

/** Begins an upload that lacks its last bytes; `rest` sends them. */
function begun(url: string, token: string) {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const ended = once(socket, 'close');
  let answer = '';
  socket.on('data', (data: Buffer) => (answer += data.toString()));
  socket.write(
    `POST /v1/cvs HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${token}\r\n` +
      `content-type: multipart/form-data; boundary=x\r\ncontent-length: ${BODY.length + END.length}\r\n\r\n${BODY}`,
  );
  return { rest: () => socket.write(END), answer: async () => (await ended, answer) };
}

it.each([true, false])(
  'keeps nothing of an upload whose key is revoked while it is under way (sent to its end: %s)',
  async (toTheEnd) => {
    const service = await testService({ workers: 0 });
    const upload = begun(service.url, await service.key('slow', 'write'));
    await expect.poll(() => service.bytes()).toHaveLength(1);
    await revokeKey(service.config, (await listKeys(service.config))[0]!.id);
    if (toTheEnd) upload.rest();
    expect(await upload.answer()).toMatch(/^HTTP\/1.1 401 [^]*unauthorized/);
    expect(await service.bytes()).toEqual([]);
    expect((await service.get('/v1/tasks')).body.total).toBe(0);
  },
  20_000,
);

it('shows figures over everybody to those who may see everybody', async () => {
  const service = await testService({ workers: 0 });
  const [admin, all] = [await service.key('admin', 'read', 'admin'), await service.key('all', 'read', 'admin', 'all')];
  for (const where of ['/v1/admin/evaluation', '/v1/admin/parsing-quality']) {
    expect((await service.get(where, admin)).body).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await service.get(where, all)).status).toBe(200);
  }
  expect((await service.get('/v1/admin/performance', admin)).status).toBe(200);
});

it('says the same of a match of others as of one that never was', async () => {
  const service = await testService();
  const [one, two] = [await service.key('one', 'read', 'write'), await service.key('two', 'read', 'write')];
  await service.settled((await service.upload([cvText(1)], { token: one })).body.batch, one);
  const [{ id }] = (await service.post('/v1/match', { text: 'Engineer with SQL' }, one)).body.results;
  const said = async (match: string) => {
    const { requestId: _, ...problem } = (
      await service.post(`/v1/matches/${match}/feedback`, { action: 'viewed' }, two)
    ).body;
    return { ...problem, detail: problem.detail.replace(match, 'M') };
  };
  expect(await said(id)).toEqual(await said('0123456789abcdef'));
  expect((await service.post(`/v1/matches/${id}/feedback`, { action: 'viewed' }, one)).status).toBe(200);
});

it('answers in JSON that no terminal obeys', async () => {
  const service = await testService({ workers: 0 });
  const text = 'Baker \u202eevil\u009b2J wanted\n\nRequirements\n- Bread';
  expect((await service.post('/v1/jds', { text })).status).toBe(201);
  const raw = await (await fetch(`${service.url}/v1/jds`)).text();
  expect(raw).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(raw).jds[0].title).toContain('\u202e');
  const refused = await fetch(`${service.url}/v1/jds/${encodeURIComponent('\u009b\u202e')}`);
  expect(await refused.text()).toMatch(/^[\x20-\x7e]+$/);
});
