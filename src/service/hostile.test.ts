import { once } from 'node:events';
import { connect } from 'node:net';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cvText, fixture, formOf, testService, type TestService } from './testing.js';

const MB = 2 ** 20;

/** Nothing is left of the refused upload, and the next one is served. */
async function unharmed(service: TestService): Promise<void> {
  await expect.poll(() => service.bytes(), { timeout: 5000 }).toEqual([]);
  const { status, body } = await service.upload([cvText(77)]);
  expect([status, body.cvs[0].status]).toEqual([202, 'pending']);
}

/**
 * Sends one multipart body of `bytes`, piece by piece as it is read; returns the answer and the number of bytes sent.
 */
async function sendEndless(
  url: string,
  bytes: number,
  headers: Record<string, string> = {},
): Promise<{ status: number; sent: number }> {
  const { hostname, port } = new URL(url);
  const request = httpRequest({
    hostname,
    port,
    path: '/v1/cvs',
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b', ...headers },
  });
  let sent = 0;
  const answered = new Promise<number>((resolve, reject) => {
    request.on('response', (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
  });
  request.write('--b\r\ncontent-disposition: form-data; name="file"; filename="big.txt"\r\n\r\n');
  const chunk = Buffer.alloc(MB, 'a');
  let over = false;
  void answered
    .catch(() => undefined)
    .finally(() => {
      over = true;
    });
  for (; sent < bytes && !over; sent += chunk.length) {
    if (!request.write(chunk)) await Promise.race([once(request, 'drain'), answered.catch(() => undefined)]);
    await new Promise(setImmediate);
  }
  const status = await answered;
  request.destroy();
  return { status, sent };
}

/** Sends raw bytes, for requests that no client would send; resolves with the answer when the connection ends. */
async function raw(
  url: string,
  text: string,
  { end = false, destroyWhen }: { end?: boolean; destroyWhen?: () => Promise<unknown> } = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let back = '';
  socket.on('data', (data: Buffer) => {
    back += data.toString();
  });
  socket.on('error', () => undefined);
  socket.write(text);
  if (end) socket.end();
  const closed = once(socket, 'close');
  if (destroyWhen !== undefined) {
    await destroyWhen();
    socket.destroy();
  }
  await closed;
  return back;
}

/** One service for all tests that change nothing in it. */
let url: string;
let end: () => Promise<void>;
beforeAll(async () => {
  ({ url } = await testService({ workers: 0 }, undefined, (body) => {
    end = body;
  }));
});
afterAll(() => end());

const HEAD = 'POST /v1/cvs HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: multipart/form-data; boundary=b\r\n';
const PART = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nsome text of a CV\r\n';

it('refuses 2 GB at its declared length, before reading it', async () => {
  const service = await testService({ workers: 0 });
  const { status, sent } = await sendEndless(service.url, 2000 * MB, { 'content-length': String(2000 * MB) });
  expect(status).toBe(413);
  expect(sent).toBeLessThan(200 * MB);
  await unharmed(service);
});

it('ends 2 GB of undeclared length at the limit, without holding them', async () => {
  const service = await testService({ workers: 0, maxUpload: 60 * MB });
  const before = process.memoryUsage().rss;
  const { status, sent } = await sendEndless(service.url, 2000 * MB);
  expect(status).toBe(413);
  expect(sent).toBeLessThan(1500 * MB);
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * MB);
  await unharmed(service);
});

it.each([254, 5000])('refuses a multipart boundary of %i characters', async (length) => {
  const boundary = 'b'.repeat(length);
  const response = await fetch(`${url}/v1/cvs`, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: `--${boundary}--\r\n`,
  });
  expect([response.status, await response.json()]).toMatchObject([
    400,
    { code: 'bad_request', detail: 'the multipart boundary is too long' },
  ]);
});

it('says too_large of a file over the limit while the others go on', async () => {
  const service = await testService({ workers: 0, maxSize: MB });
  const { status, body } = await service.upload([{ name: 'big.txt', bytes: 'a'.repeat(3 * MB) }, cvText(1)]);
  expect(status).toBe(202);
  expect(body.cvs.map(({ status: at, code }: Record<string, string>) => [at, code])).toEqual([
    ['too_large', 'file_too_large'],
    ['pending', null],
  ]);
  expect(await service.bytes()).toHaveLength(1);
});

it('cuts off a client that sends its head slowly', async () => {
  const service = await testService({ workers: 0 }, { head: 300, whole: 60_000, grace: 15_000 });
  expect(await raw(service.url, 'GET /v1/stats HTTP/1.1\r\nhost: x\r\nx-slow: ')).toMatch(
    /^HTTP\/1\.1 408 [\s\S]*"code":"request_timeout"/,
  );
  await unharmed(service);
});

it('tells a client that sends its body slowly why it ends, and keeps nothing', async () => {
  const service = await testService({ workers: 0 }, { head: 10_000, whole: 60_000, grace: 200 });
  const answer = raw(service.url, `${HEAD}content-length: 5000\r\n\r\n${PART.slice(0, -8)}`);
  await expect.poll(() => service.bytes(), { timeout: 5000 }).toHaveLength(1);
  expect(await answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"request_timeout"/);
  await unharmed(service);
});

it('leaves nothing of a client that hangs up half-way, or of a length that is wrong', async () => {
  const service = await testService({ workers: 0 });
  await raw(service.url, `${HEAD}content-length: 5000\r\n\r\n${PART}`, {
    destroyWhen: async () => {
      await expect.poll(() => service.bytes(), { timeout: 5000 }).toHaveLength(1);
    },
  });
  await expect.poll(() => service.bytes(), { timeout: 5000 }).toEqual([]);
  await raw(service.url, `${HEAD}content-length: 5000\r\n\r\n${PART}`, { end: true });
  expect(await raw(service.url, `${HEAD}connection: close\r\ncontent-length: 40\r\n\r\n${PART}`, {})).toMatch(
    /^HTTP\/1\.1 400 /,
  );
  await unharmed(service);
});

it.each([
  ['no file', `${HEAD}connection: close\r\ncontent-length: 7\r\n\r\n--b--\r\n`, 400],
  ['a body that is no multipart', `${HEAD}connection: close\r\ncontent-length: 7\r\n\r\nnothing`, 400],
  [
    'no boundary',
    'POST /v1/cvs HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: multipart/form-data\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}',
    400,
  ],
  ['a head of a megabyte', `GET /v1/stats HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(MB)}\r\n\r\n`, 431],
  ['no HTTP', 'hello\r\n\r\n', 400],
  [
    'an address that cannot be decoded',
    'GET /v1/cvs/%E0%A4%A HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n',
    400,
  ],
])('refuses %s', async (_what, text, status) => {
  const service = await testService({ workers: 0 });
  const answer = await raw(service.url, text);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toContain('application/problem+json');
  expect(answer).not.toMatch(/node_modules|\.js:\d+|at \w+ \(/);
  await unharmed(service);
});

it('says why to a sender that goes on writing after too long a head', async () => {
  const service = await testService({ workers: 0 });
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  let [answer, failure] = ['', ''];
  socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
  socket.on('error', (error: NodeJS.ErrnoException) => (failure = error.code!));
  socket.write(`POST /v1/cvs HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(20_000)}\r\ncontent-length: 10000000\r\n\r\n`);
  // Whoever reads late still finds the answer.
  socket.pause();
  for (let i = 0; i < 20; i++) {
    await sleep(10);
    if (failure === '') socket.write('b'.repeat(1000));
  }
  socket.resume();
  await expect.poll(() => answer, { timeout: 5000 }).toMatch(/^HTTP\/1\.1 431 [^]*application\/problem\+json/);
  expect(failure).toBe('');
  // It does not wait for the rest for ever.
  await expect.poll(() => socket.closed || socket.readableEnded, { timeout: 10_000 }).toBe(true);
  socket.destroy();
  await unharmed(service);
});

const json = { 'content-type': 'application/json' };

it.each([
  ['GET', '/v1/nothing', {}, undefined, 404, 'not_found'],
  ['DELETE', '/v1/cvs', {}, undefined, 405, 'method_not_allowed'],
  ['PUT', `/v1/cvs/${'0'.repeat(32)}?a=b`, {}, undefined, 405, 'method_not_allowed'],
  ['OPTIONS', '/v1/match/', {}, undefined, 405, 'method_not_allowed'],
  ['GET', `/v1/cvs/${'a'.repeat(300)}`, {}, undefined, 414, 'too_large'],
  ['GET', '/v1/cvs?limit=-1', {}, undefined, 400, 'bad_request'],
  ['GET', '/v1/cvs?limit=1e400', {}, undefined, 400, 'bad_request'],
  ['GET', '/v1/cvs?minYears=1e400', {}, undefined, 400, 'bad_request'],
  ['GET', '/v1/cvs?limit=2&limit=3', {}, undefined, 400, 'bad_request'],
  ['GET', '/v1/cvs?cursor=a&cursor=b', {}, undefined, 400, 'bad_request'],
  ['GET', '/v1/cvs?colour=red', {}, undefined, 400, 'bad_request'],
  ['GET', '/v1/cvs/%00', {}, undefined, 400, 'bad_request'],
  ['POST', '/v1/cvs', json, '{}', 415, 'unsupported_media'],
  ['POST', '/v1/cvs', {}, undefined, 415, 'unsupported_media'],
  ['POST', '/v1/jds', { 'content-type': 'text/plain' }, 'a JD', 415, 'unsupported_media'],
  ['POST', '/v1/jds', { 'content-type': 'multipart/form-data; boundary=b' }, PART, 415, 'unsupported_media'],
  ['POST', '/v1/match', { ...json, 'content-encoding': 'gzip' }, '{"text":"x"}', 415, 'unsupported_media'],
  ['POST', '/v1/match', json, '{"text":', 400, 'bad_request'],
  ['POST', '/v1/match', json, '', 400, 'bad_request'],
  ['POST', '/v1/match', json, '[]', 400, 'bad_request'],
  ['POST', '/v1/match', json, '{"text":5}', 400, 'bad_request'],
  ['POST', '/v1/match', json, '{"text":null}', 400, 'bad_request'],
  ['POST', '/v1/match', json, '{"text":"x","top":"3"}', 400, 'bad_request'],
  ['POST', '/v1/match', json, '{"__proto__":{"x":1},"text":"x"}', 400, 'bad_request'],
  ['POST', '/v1/match', json, JSON.stringify({ text: 'a'.repeat(MB) }), 413, 'too_large'],
] as const)('answers %s %s with a problem that says why', async (method, where, headers, body, status, code) => {
  const response = await fetch(url + where, { method, headers, body });
  expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({
    type: `urn:cvmatch:problem:${code}`,
    title: expect.any(String),
    status,
    code,
    detail: expect.any(String),
    requestId: response.headers.get('x-request-id') ?? expect.any(String),
  });
  expect(text).not.toMatch(/node_modules|\.[jt]s:\d+|at \w+ \(/);
  expect(response.headers.get('allow') !== null).toBe(status === 405);
});

it('says what an address takes, and does without a slash at its end and with HEAD for GET', async () => {
  expect((await fetch(`${url}/v1/cvs`, { method: 'PATCH' })).headers.get('allow')).toBe('GET, HEAD, POST');
  expect((await fetch(`${url}/v1/cvs/`)).status).toBe(200);
  const head = await fetch(`${url}/v1/cvs`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

it('refuses ten thousand fields, more files than one upload may have, and another field', async () => {
  const service = await testService({ workers: 0 });
  const fields = Array.from(
    { length: 10_000 },
    (_, i) => `--b\r\ncontent-disposition: form-data; name="f${i}"\r\n\r\nv\r\n`,
  ).join('');
  expect(
    await raw(
      service.url,
      `${HEAD}connection: close\r\ncontent-length: ${fields.length + 7}\r\n\r\n${fields}--b--\r\n`,
    ),
  ).toMatch(/^HTTP\/1\.1 413 /);
  const many = Array.from({ length: 1001 }, () => PART).join('');
  expect(
    await raw(service.url, `${HEAD}connection: close\r\ncontent-length: ${many.length + 7}\r\n\r\n${many}--b--\r\n`),
  ).toMatch(/^HTTP\/1\.1 413 /);
  expect((await service.upload([{ ...cvText(1), field: 'cv' }])).status).toBe(400);
  await unharmed(service);
});

it('puts a file of a name that climbs nowhere', async () => {
  const service = await testService({ workers: 0 });
  const { body } = await service.upload([
    { name: '../../../tmp/x\u202egnp.txt', bytes: 'text of a CV' },
    { name: '..', bytes: 'text of another' },
  ]);
  expect(body.cvs.map(({ name }: { name: string }) => name)).toEqual(['xgnp.txt', 'unnamed']);
  expect(await service.bytes()).toEqual(body.cvs.map(({ id }: { id: string }) => id));
});

it('ends a zip bomb as too large, in its worker alone', async () => {
  const service = await testService();
  const { body } = await service.upload([await fixture('files', 'zip-bomb.docx'), cvText(1)]);
  const { counts } = (await service.settled(body.batch)).body;
  expect(counts).toMatchObject({ ready: 1, too_large: 1 });
});

it('refuses uploads while too many wait, and says when to come back', async () => {
  const service = await testService({ workers: 0, backlogLimit: 2 });
  expect((await service.upload([cvText(1), cvText(2)])).status).toBe(202);
  await expect.poll(async () => (await service.upload([cvText(3)])).status).toBe(503);
  const refused = await service.upload([cvText(3)]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.body.code).toBe('busy');
  // Between two counts, an upload counts as one file whatever it contains.
  expect((await service.bytes()).length).toBeLessThanOrEqual(3);
});

it('reads three uploads at once, and the next when one of them ends, however it does', async () => {
  const service = await testService({ workers: 0 });
  const { port, hostname } = new URL(service.url);
  const slow = Array.from({ length: 3 }, () => connect(Number(port), hostname));
  for (const socket of slow) {
    socket.on('error', () => undefined);
    socket.write(`${HEAD}content-length: 5000\r\n\r\n${PART}`);
  }
  await expect.poll(() => service.bytes()).toHaveLength(3);
  let answered = 0;
  const next = [1, 2].map(async (n) => {
    const { status } = await service.upload([cvText(n)]);
    answered += 1;
    return status;
  });
  // Reading continues for many times longer than an accepted upload takes to be answered.
  for (let i = 0; i < 50; i++) expect((await service.get('/v1/cvs')).status).toBe(200);
  expect(answered).toBe(0);
  slow[0]!.destroy();
  expect(await Promise.all(next)).toEqual([202, 202]);
  for (const socket of slow) socket.destroy();
  await expect.poll(() => service.bytes()).toHaveLength(2);
});

/** Begins an upload with this key and sends no more of it. */
function stall(service: TestService, token: string): ReturnType<typeof connect> {
  const { port, hostname } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(`${HEAD}authorization: Bearer ${token}\r\ncontent-length: 5000\r\n\r\n${PART}`);
  return socket;
}

it('acknowledges uploads of others at once while slow senders hold all places of their key and their tenant', async () => {
  const service = await testService({ workers: 0 });
  const slow = [await service.key('slow', 'write'), await service.key('slower', 'write')];
  const [other] = [await service.key('other', 'write')];
  const sockets = slow.flatMap((token) => Array.from({ length: 5 }, () => stall(service, token)));
  await expect.poll(() => service.bytes()).toHaveLength(6);
  // All six places of the tenant are held: the others of that tenant wait, but not for long.
  const began = performance.now();
  expect((await service.upload([cvText(1)], { token: other })).status).toBe(202);
  expect(performance.now() - began).toBeLessThan(10_000);
  for (const socket of sockets) socket.destroy();
}, 120_000);

it('ends a silent upload within seconds when others wait for its place, and says when to come again', async () => {
  const service = await testService({ workers: 0, uploadsAtOnce: 1 });
  const [slow, other] = [await service.key('slow', 'write'), await service.key('other', 'write')];
  const socket = stall(service, slow);
  let answer = '';
  socket.on('data', (data: Buffer) => {
    answer += data.toString();
  });
  await expect.poll(() => service.bytes()).toHaveLength(1);
  expect((await service.upload([cvText(1)], { token: other })).status).toBe(202);
  await expect.poll(() => answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*retry-after: \d+[\s\S]*while others wait/);
  socket.destroy();
  // That of the other.
  await expect.poll(() => service.bytes()).toHaveLength(1);
});

it('refuses uploads of the key that filled the queue, and takes those of another', async () => {
  const service = await testService({ workers: 0, backlogLimit: 4 });
  const [many, few] = [await service.key('many', 'write'), await service.key('few', 'write')];
  expect((await service.upload([1, 2, 3, 4].map(cvText), { token: many })).status).toBe(202);
  await expect.poll(async () => (await service.upload([cvText(5)], { token: many })).status).toBe(503);
  expect((await service.upload([cvText(6)], { token: few })).status).toBe(202);
  expect((await service.upload([cvText(7)], { token: few })).status).toBe(202);
  await expect.poll(async () => (await service.upload([cvText(8)], { token: few })).status).toBe(503);
});

it('takes no more than it promised from many at once', async () => {
  const service = await testService({ workers: 0 });
  const answers = await Promise.all(
    Array.from(
      { length: 40 },
      async (_, i) => (await fetch(`${service.url}/v1/cvs`, { method: 'POST', body: formOf([cvText(i)]) })).status,
    ),
  );
  expect(new Set(answers)).toEqual(new Set([202]));
  expect(await service.bytes()).toHaveLength(40);
});
