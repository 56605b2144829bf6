import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { cli, startServe, temporaryFolder, type StartedService } from './_shared/testing.js';

const env = { CVMATCH_EMBEDDER: 'hashing', CVMATCH_LOG_LEVEL: 'error' };

const CV = (i: number): string => `Person Number${i}\nperson.number${i}@example.com\n\nExperience\nWelder at Example${i} Ltd, 2018 to 2021. Welded ${i} things for many people in many places, ${'and more of it '.repeat(20)}\n`;

async function serve(store: string): Promise<StartedService> {
  const service = await startServe(['--workers', '1', '--store', store], { env });
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

const batchAt = async (url: string, batch: string) => (await (await fetch(`${url}/v1/batches/${batch}`)).json()) as { done: boolean; counts: Record<string, number> };

it('restarts while it works, with an ingest beside it, and every CV is there once', async () => {
  const store = temporaryFolder();
  const cvs = temporaryFolder();
  // Ten of the files are of the same bytes as uploads.
  for (let i = 0; i < 20; i++) writeFileSync(path.join(cvs, `${i}.txt`), CV(50 + i));
  const first = await serve(store);
  const batch = await send(first.url, 0, 60);
  const ingest = cli(['ingest', cvs, '--store', store, '--json'], { env: { ...env, CVMATCH_THREADS: '1' } });
  while ((await batchAt(first.url, batch)).counts.pending! > 50) await sleep(50);
  const asked = Date.now();
  expect((await first.stop()).exitCode).toBe(0);
  // The limit for what is under way is 8 s; the rest is closing.
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
  const tasks = (await cli(['tasks', 'list', '--status', 'pending', '--status', 'running', '--status', 'done', '--store', store, '--json'], { env })).json as { status: string; attempts: number }[];
  expect(tasks.filter(({ status, attempts }) => status !== 'done' || attempts > 1)).toEqual([]);
  expect(readdirSync(path.join(store, 'uploads'))).toEqual([]);
}, 120_000);
