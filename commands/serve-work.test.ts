import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { cli, root, startServe, temporaryFolder, type StartedService } from './_shared/testing.js';

const env = { CVMATCH_EMBEDDER: 'hashing', CVMATCH_LOG_LEVEL: 'error' };

const CV = (i: number): string =>
  `Person Number${i}\nperson.number${i}@example.com\n\nExperience\nWelder at Example${i} Ltd, 2018 to 2021. Welded ${i} things for many people in many places, ${'and more of it '.repeat(20)}\n`;

async function serve(store: string, ...args: string[]): Promise<StartedService> {
  const service = await startServe(['--workers', '1', '--store', store, ...args], { env });
  onTestFinished(async () => void (await service.stop('SIGKILL')));
  return service;
}

async function send(url: string, from: number, to: number): Promise<string> {
  const form = new FormData();
  for (let i = from; i < to; i++) form.append('file', new Blob([CV(i)]), `${i}.txt`);
  const answer = await fetch(`${url}/v1/cvs`, { method: 'POST', body: form });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { batch: string }).batch;
}

const batchAt = async (url: string, batch: string) =>
  (await (await fetch(`${url}/v1/batches/${batch}`)).json()) as { done: boolean; counts: Record<string, number> };

it('restarts while it works, with an ingest beside it, and every CV is there once', async () => {
  const store = temporaryFolder();
  const cvs = temporaryFolder();
  // Ten of the files have the same bytes as uploads.
  for (let i = 0; i < 20; i++) writeFileSync(path.join(cvs, `${i}.txt`), CV(50 + i));
  const first = await serve(store);
  const batch = await send(first.url, 0, 60);
  const ingest = cli(['ingest', cvs, '--store', store, '--json'], { env: { ...env, CVMATCH_THREADS: '1' } });
  while ((await batchAt(first.url, batch)).counts.pending! > 50) await sleep(50);
  const asked = Date.now();
  expect((await first.stop()).exitCode).toBe(0);
  // Work in progress has 8 s; the rest is for closing.
  expect(Date.now() - asked).toBeLessThan(12_000);

  const second = await serve(store);
  expect((await ingest).json.counts).toMatchObject({ received: 20, failed: 0 });
  while (!(await batchAt(second.url, batch)).done) await sleep(50);
  const { counts } = await batchAt(second.url, batch);
  expect(counts.ready! + counts.duplicate!).toBe(60);
  await second.stop();
  const list = (await cli(['list', '--all-revisions', '--store', store, '--json'], { env })).json as { cvId: string }[];
  expect(new Set(list.map(({ cvId }) => cvId)).size).toBe(70);
  expect(list).toHaveLength(70);
  const tasks = (
    await cli(
      ['tasks', 'list', '--status', 'pending', '--status', 'running', '--status', 'done', '--store', store, '--json'],
      { env },
    )
  ).json as { status: string; attempts: number }[];
  expect(tasks.filter(({ status, attempts }) => status !== 'done' || attempts > 1)).toEqual([]);
  expect(readdirSync(path.join(store, 'uploads'))).toEqual([]);
}, 120_000);

/** An upload whose second half is sent when `rest` is called; resolves with the answer. */
function sendSlowly(
  url: string,
  text: string,
): { rest: () => void; answer: Promise<{ status: number; body: string }> } {
  const request = httpRequest(`${url}/v1/cvs`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  });
  const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () => {
        resolve({ status: response.statusCode!, body });
      });
    });
  });
  request.write(`--b\r\ncontent-disposition: form-data; name="file"; filename="slow.txt"\r\n\r\n${text.slice(0, 100)}`);
  return {
    answer,
    rest: () => {
      request.end(`${text.slice(100)}\r\n--b--\r\n`);
    },
  };
}

it('takes to its end an upload that was under way when it was stopped, and nothing new; its work is done, then or by the next service', async () => {
  const store = temporaryFolder();
  const first = await serve(store);
  const { rest, answer } = sendSlowly(first.url, CV(1));
  // Its first bytes have arrived: an unfinished file is among the uploads.
  const uploads = path.join(store, 'uploads');
  await expect.poll(() => existsSync(uploads) && readdirSync(uploads).length > 0).toBe(true);
  const stopped = first.stop();
  await expect
    .poll(() =>
      fetch(`${first.url}/v1/stats`).then(
        ({ status }) => status,
        () => 'refused',
      ),
    )
    .toBe('refused');
  rest();
  const { status, body } = await answer;
  expect(status).toBe(202);
  expect((await stopped).exitCode).toBe(0);
  const second = await serve(store);
  const { batch } = JSON.parse(body) as { batch: string };
  await expect
    .poll(() => batchAt(second.url, batch), { timeout: 20_000 })
    .toMatchObject({ done: true, counts: { ready: 1 } });
}, 120_000);

async function sendTwo(url: string): Promise<string> {
  const form = new FormData();
  for (const name of ['priya-raman.pdf', 'grace-okafor.pdf'])
    form.append('file', new Blob([readFileSync(path.join(root, 'fixtures/demo/cvs', name))]), name);
  const answer = await fetch(`${url}/v1/cvs`, { method: 'POST', body: form });
  return ((await answer.json()) as { batch: string }).batch;
}

const tasksOf = async (url: string, status: string) =>
  (await (await fetch(`${url}/v1/tasks?status=${status}`)).json()) as {
    tasks: { id: number; attempts: number; state: string }[];
    reasons: unknown[];
  };

it('gives up what fails again and again, tells of it, and does it when a person says so', async () => {
  const store = temporaryFolder();
  const model = path.join(temporaryFolder(), 'torn');
  cpSync(path.join(root, 'models/builtin'), model, { recursive: true });
  writeFileSync(path.join(model, 'onnx/model_quantized.onnx'), 'torn');
  const broken = await startServe(['--workers', '1', '--store', store], { env: { ...env, CVMATCH_MODEL: model } });
  onTestFinished(async () => void (await broken.stop('SIGKILL')));
  const batch = await sendTwo(broken.url);
  await expect
    .poll(() => tasksOf(broken.url, 'dead'), { timeout: 30_000 })
    .toMatchObject({ reasons: [{ code: 'embedding_failed', tasks: 2 }] });
  const metrics = await (await fetch(`${broken.url}/metrics`)).text();
  for (const sample of [
    'cvmatch_given_up_total 2',
    'cvmatch_retries_total 4',
    'cvmatch_dead_letters 2',
    'cvmatch_failures_total{code="embedding_failed"} 6',
  ])
    expect(metrics).toContain(sample);
  await broken.stop();

  const mended = await serve(store);
  const [one, two] = (await tasksOf(mended.url, 'dead')).tasks;
  expect((await cli(['tasks', 'list', '--status', 'dead', '--store', store, '--json'], { env })).json).toMatchObject([
    { id: one!.id, attempts: 3, state: 'failed' },
    { id: two!.id },
  ]);
  expect((await cli(['tasks', 'drop', String(one!.id), '--store', store, '--json'], { env })).json).toMatchObject({
    dropped: 1,
    status: 'removed',
  });
  expect(
    (await cli(['tasks', 'retry', '--code', 'embedding_failed', '--store', store, '--json'], { env })).json,
  ).toEqual({ opened: 1 });
  await expect
    .poll(() => batchAt(mended.url, batch), { timeout: 20_000 })
    .toMatchObject({ done: true, counts: { received: 1, ready: 1 } });
  await expect.poll(() => readdirSync(path.join(store, 'uploads'))).toEqual([]);
}, 90_000);

it('ends a CV that takes too long at its first attempt, and does it when a person says so', async () => {
  const store = temporaryFolder();
  const hurried = await serve(store, '--timeout', '1ms');
  const batch = await sendTwo(hurried.url);
  await expect
    .poll(() => tasksOf(hurried.url, 'failed'), { timeout: 30_000 })
    .toMatchObject({
      reasons: [{ code: 'time_limit', tasks: 2 }],
      tasks: [
        { attempts: 1, state: 'timeout' },
        { attempts: 1, state: 'timeout' },
      ],
    });
  expect(await (await fetch(`${hurried.url}/metrics`)).text()).toContain('cvmatch_failures_total{code="time_limit"} 2');
  await hurried.stop();
  const patient = await serve(store);
  expect((await cli(['tasks', 'retry', '--code', 'time_limit', '--store', store, '--json'], { env })).json).toEqual({
    opened: 2,
  });
  await expect
    .poll(() => batchAt(patient.url, batch), { timeout: 20_000 })
    .toMatchObject({ done: true, counts: { received: 2, ready: 2 } });
}, 120_000);
