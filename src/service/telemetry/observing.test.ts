import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startServe } from '../../../commands/_shared/testing.js';
import { ALERTS } from '../alerts/rules.js';
import { cvText, formOf, testService, type Answer, type TestService } from '../testing.js';

const JD = { text: 'Engineer\n\n- TypeScript\n' };

async function filled(service: TestService, cvs: number): Promise<string> {
  const { body } = await service.upload(Array.from({ length: cvs }, (_, n) => cvText(n)));
  await service.settled(body.batch);
  return body.batch as string;
}

interface Operation {
  responses: Record<string, { content: Record<string, { schema: AnySchema }> }>;
}

/** Checks an answer against the service's OpenAPI document. */
async function documented(service: TestService, method: 'get' | 'post', route: string, answer: Answer): Promise<void> {
  const validator = new Validator();
  await validator.validate((await service.get('/v1/openapi.json')).body);
  const { paths } = validator.resolveRefs() as { paths: Record<string, Record<string, Operation>> };
  const { schema } = paths[route]![method]!.responses[String(answer.status)]!.content['application/json']!;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  void ajv.validate(schema, answer.body);
  expect(ajv.errors, `${route} ${JSON.stringify(answer.body)}`).toBeNull();
}

it('is ready when store, pool and model are', async () => {
  const service = await testService();
  expect(await service.get('/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
  const answer = await service.get('/health/ready');
  expect(answer).toMatchObject({
    status: 200,
    body: { status: 'ready', checks: ['store', 'pool', 'model'].map((name) => ({ name, ok: true, code: null })) },
  });
  await documented(service, 'get', '/health/ready', answer);
});

it('proves with a made-up CV that every stage works, and keeps nothing of it', async () => {
  const service = await testService();
  const [one, same] = await Promise.all([
    service.post('/v1/admin/selftest', {}),
    service.post('/v1/admin/selftest', {}),
  ]);
  expect(one).toMatchObject({ status: 200, body: { ok: true } });
  expect(one.body.stages.map((stage: { stage: string; ok: boolean }) => [stage.stage, stage.ok])).toEqual(
    ['extract', 'profile', 'embed', 'store', 'match', 'explain'].map((stage) => [stage, true]),
  );
  expect(same.body).toEqual(one.body);
  expect((await service.get('/v1/cvs')).body.cvs).toEqual([]);
  await documented(service, 'post', '/v1/admin/selftest', one);
});

it('keeps what people do with the matches that they were shown, each by their own key', async () => {
  const service = await testService();
  await filled(service, 2);
  const {
    results: [first],
  } = (await service.post('/v1/match', JD)).body as { results: { id: string }[] };
  const feedback = (id: string, said: object, token?: string) =>
    service.post(`/v1/matches/${id}/feedback`, said, token);
  const recorded = await feedback(first!.id, { action: 'shortlisted' });
  expect(recorded).toMatchObject({ status: 200, body: { match: first!.id, action: 'shortlisted', recorded: true } });
  await documented(service, 'post', '/v1/matches/{id}/feedback', recorded);
  expect((await feedback(first!.id, { action: 'shortlisted' })).body.recorded).toBe(false);
  expect((await feedback(first!.id, { action: 'rejected' })).status).toBe(400);
  expect((await feedback('0123456789abcdef', { action: 'viewed' })).status).toBe(404);
  // A key learns nothing about CVs that somebody else brought in.
  expect((await feedback(first!.id, { action: 'viewed' }, await service.key('other', 'read', 'write'))).status).toBe(
    404,
  );
  expect(
    (await feedback(first!.id, { action: 'shortlisted' }, await service.key('team', 'write', 'all'))).body.recorded,
  ).toBe(true);
  const evaluation = await service.get('/v1/admin/evaluation?days=7');
  expect(evaluation.body).toEqual({
    days: 7,
    shown: 2,
    viewed: 1,
    shortlisted: 1,
    rejected: 0,
    clickThrough: 0.5,
    conversion: 0.5,
    byRank: [
      { rank: 1, shown: 1, viewed: 1, shortlisted: 1, rejected: 0, clickThrough: 1, conversion: 1 },
      { rank: 2, shown: 1, viewed: 0, shortlisted: 0, rejected: 0, clickThrough: 0, conversion: 0 },
    ],
  });
  await documented(service, 'get', '/v1/admin/evaluation', evaluation);
});

it('shows times beside targets, alerts, the quality of profiles, and figures for Prometheus', async () => {
  const service = await testService();
  await filled(service, 2);
  await service.post('/v1/match', JD);
  await service.post('/v1/match', JD);
  const answers = Object.fromEntries(
    await Promise.all(
      ['performance', 'alerts', 'parsing-quality'].map(
        async (name) => [name, await service.get(`/v1/admin/${name}`)] as const,
      ),
    ),
  );
  for (const [name, answer] of Object.entries(answers)) await documented(service, 'get', `/v1/admin/${name}`, answer);
  const { stages, search, routes } = answers.performance!.body;
  const stage = (name: string) => stages.find((one: { stage: string }) => one.stage === name);
  expect(stage('extract')).toMatchObject({ done: 2, failed: 0, target: 3000 });
  expect(stage('match')).toMatchObject({ done: 2, failed: 0, target: 2000 });
  expect(search).toMatchObject({ count: 1, target: 100 });
  expect(routes.map(({ route }: { route: string }) => route)).toContain('/v1/match');
  expect(answers.alerts!.body.alerts).toHaveLength(ALERTS.length);
  expect(answers['parsing-quality']!.body).toMatchObject({
    of: 2,
    documents: 2,
    required: { email: 1, skills: 1 },
    validity: { email: 1 },
  });
  const metrics = (await service.get('/metrics')).body as string;
  for (const sample of [
    'cvmatch_files_total{state="ready"} 2',
    'cvmatch_cache_requests_total{cache="match",result="hit"} 1',
    'cvmatch_requests_total{method="POST",route="/v1/match",status="200"} 2',
    'cvmatch_semaphore_wait_seconds_count{semaphore="upload"} 1',
    'cvmatch_store_cvs 2',
    'cvmatch_place_unreachable_seconds{place="store"} 0',
    'cvmatch_place_unreachable_seconds{place="files"} 0',
  ]) {
    expect(metrics).toContain(sample);
  }
});

it('counts what the schedule matches and explains', async () => {
  const service = await testService();
  await filled(service, 2);
  await service.post('/v1/jds', JD);
  const stage = async (name: string) =>
    (await service.get('/v1/admin/performance')).body.stages.find((one: { stage: string }) => one.stage === name) as {
      done: number;
      p95: number | null;
    };
  expect(await stage('explain')).toMatchObject({ done: 0, p95: null });
  for (const name of ['match', 'explain'])
    expect((await service.post(`/v1/admin/schedule/${name}/run`, {})).body).toMatchObject({ outcome: 'done' });
  expect(await stage('match')).toMatchObject({ done: 1, p95: expect.any(Number) });
  expect(await stage('explain')).toMatchObject({ done: 2, p95: expect.any(Number) });
});

it('traces requests, uploads, stages and matches by ids, never by names or texts', async () => {
  let sent = '';
  const collector = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      sent += chunk.toString();
    });
    request.on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) =>
        collector.close(() => {
          resolve();
        }),
      ),
  );
  const service = await testService({ otlpEndpoint: `http://127.0.0.1:${(collector.address() as AddressInfo).port}` });
  const batch = await filled(service, 1);
  await service.post('/v1/match', { text: 'Engineer for Company0\n\n- Python\n' });
  await service.get('/v1/cvs?name=number0');
  await vi.waitFor(() => {
    for (const name of [
      'POST /v1/cvs',
      'upload',
      'cv',
      'extract',
      'profile',
      'embed',
      'match',
      'POST /v1/match',
      'GET /v1/cvs',
    ])
      expect(sent).toContain(`"name":"${name}"`);
  }, 10_000);
  expect(sent).toContain(batch);
  expect(sent).not.toMatch(/number0|company0|person-0/i);
});

/** Breaks off in the middle of an upload, once by ending and once by resetting the connection. */
async function hangUp(url: string, uploads: string): Promise<void> {
  const received = (): string[] => (existsSync(uploads) ? readdirSync(uploads) : []);
  // Bytes are removed a little after a worker has read them.
  await vi.waitFor(() => {
    expect(received()).toEqual([]);
  }, 10_000);
  for (const leave of ['destroy', 'resetAndDestroy'] as const) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      'POST /v1/cvs HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 50000\r\n\r\n',
    );
    socket.write(
      `--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${'some text '.repeat(1000)}`,
    );
    // The service keeps what it has received so far, and removes it when it notices that no more will come.
    await vi.waitFor(() => {
      expect(received()).toHaveLength(1);
    }, 10_000);
    socket[leave]();
    await vi.waitFor(() => {
      expect(received()).toEqual([]);
    }, 10_000);
  }
}

it('logs JSON lines with ids, codes and slow calls, never a name, an address or a text', async () => {
  const { folder } = await testService({ workers: 0 });
  const { url, stop } = await startServe(['--store', path.join(folder, 'other'), '--embedder', 'hashing'], {
    env: { CVMATCH_SLOW_QUERY: '1ms' },
  });
  onTestFinished(async () => void (await stop()));
  const { batch } = (await (await fetch(`${url}/v1/cvs`, { method: 'POST', body: formOf([cvText(0)]) })).json()) as {
    batch: string;
  };
  await vi.waitFor(
    async () => {
      expect(await (await fetch(`${url}/v1/batches/${batch}`)).json()).toMatchObject({ done: true });
    },
    { timeout: 20_000, interval: 100 },
  );
  await fetch(`${url}/v1/cvs?name=number0`);
  await fetch(`${url}/number0`);
  await hangUp(url, path.join(folder, 'other', 'uploads'));
  const { stderr, exitCode } = await stop();
  // It ended by itself before it would have been killed.
  expect(exitCode).toBe(0);
  // A client that hangs up half-way is no error of the service.
  expect(stderr).not.toContain('"level":"error"');
  expect(stderr).not.toMatch(/number0|company0|person-0/i);
  const lines = stderr.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toContainEqual(
    expect.objectContaining({
      msg: 'request',
      route: '/v1/cvs',
      method: 'POST',
      status: 202,
      batch,
      reqId: expect.any(String),
    }),
  );
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'task done', batch, state: 'ready', cv: expect.stringMatching(/^[0-9a-f]{64}$/) }),
  );
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'request', route: 'none', status: 404, code: 'not_found' }),
  );
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'slow query', call: expect.stringMatching(/^\w+(\.\w+)?$/), level: 'warn' }),
  );
});
