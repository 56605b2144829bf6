import { expect, it, onTestFinished, vi } from 'vitest';
import { withServer } from '../src/config/testing-servers.js';
import { onEachStore } from './_shared/testing-stores.js';
import { cli, startServe, temporaryFolder, type StartedService } from './_shared/testing.js';

vi.setConfig({ testTimeout: 180_000 });

interface Received {
  batch: string;
  cvs: { id: string }[];
}

function send(url: string | null, number: number, key?: string): Promise<Response> {
  const form = new FormData();
  form.append('file', new Blob([`Person Number${number}\n\nWelder at Example${number} Ltd`]), `${number}.txt`);
  return fetch(`${url}/v1/cvs`, {
    method: 'POST',
    body: form,
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });
}

/** Two services that only answer requests. */
async function two(store: string, env: Record<string, string> = {}) {
  const cwd = temporaryFolder();
  const all = { CVMATCH_STORE: store, CVMATCH_EMBEDDER: 'hashing', ...env };
  const start = async (): Promise<StartedService> => {
    const service = await startServe(['--role', 'api'], { cwd, env: all });
    onTestFinished(async () => void (await service.stop('SIGKILL')));
    return service;
  };
  const urls = [(await start()).url, (await start()).url] as const;
  return { urls, run: (...args: string[]) => cli(args, { cwd, env: all }) };
}

/** How many of 24 requests two services answer under a limit of six; all others are refused. */
async function granted(store: string, env: Record<string, string> = {}): Promise<number> {
  const limits = { CVMATCH_RATE_LOOPBACK: 'true', CVMATCH_RATE_ROUTES: '/v1/jds=6/h' };
  const { urls } = await two(store, { ...limits, ...env });
  const asked = Array.from({ length: 24 }, async (_, i) => (await fetch(`${urls[i % 2]}/v1/jds`)).status);
  const answers = await Promise.all(asked);
  const [good, refused] = [200, 429].map((wanted) => answers.filter((status) => status === wanted).length);
  expect(good! + refused!).toBe(24);
  return good!;
}

onEachStore((newStore, isServer) => {
  it('receive an upload once, though both get it at the same moment', async () => {
    const { urls, run } = await two(await newStore());
    const keys = Array.from({ length: 12 }, (_, i) => i);
    const answers = await Promise.all(keys.flatMap((i) => urls.map(async (url) => send(url, i, `once ${i}`))));
    expect(answers.map(({ status }) => status)).toEqual(Array(24).fill(202));
    const received = (await Promise.all(answers.map((answer) => answer.json()))) as Received[];
    for (const i of keys) expect(received[2 * i + 1]).toEqual(received[2 * i]);
    expect(new Set(received.map(({ batch }) => batch)).size).toBe(12);
    expect((await run('tasks', 'list', '--status', 'pending', '--json')).json).toHaveLength(12);
    const other = await send(urls[1], 99, 'once 0');
    expect(other.status).toBe(409);
  });

  it('show the same progress of a batch, whichever received it', async () => {
    const { urls, run } = await two(await newStore());
    const { batch } = (await (await send(urls[0], 1)).json()) as Received;
    const events = (await fetch(`${urls[1]}/v1/batches/${batch}/events`)).text();
    expect((await run('worker', '--drain', '-q')).exitCode).toBe(0);
    const told = (await events).split('\n').filter((line) => line.startsWith('data:'));
    expect(told.at(0)).toContain('"done":false');
    expect(told.at(-1)).toContain('"done":true');
    const stats = await Promise.all(urls.map(async (url) => (await fetch(`${url}/v1/stats`)).json()));
    expect(stats[1]).toEqual(stats[0]);
    expect(stats[0]).toMatchObject({ store: { cvs: 1 } });
  });

  it(isServer ? 'count together against limits' : 'count each for itself against limits', async () => {
    expect(await granted(await newStore())).toBe(isServer ? 6 : 12);
  });

  if (isServer) return;
  withServer('Redis', (url) => {
    it('count together against limits where Redis carries the queue', async () => {
      expect(await granted(await newStore(), { CVMATCH_QUEUE: url })).toBe(6);
    });
  });

  it('count each for itself while Redis cannot be reached', async () => {
    expect(await granted(await newStore(), { CVMATCH_QUEUE: 'redis://127.0.0.1:1' })).toBe(12);
  });
});
