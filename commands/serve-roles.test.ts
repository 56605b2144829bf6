import { expect, it, onTestFinished, vi } from 'vitest';
import type { ListedProcess } from '../src/index.js';
import { onEachStore } from './_shared/testing-stores.js';
import { cli, startServe, temporaryFolder, type StartedService } from './_shared/testing.js';

vi.setConfig({ testTimeout: 180_000 });

const SLOW = { timeout: 60_000, interval: 200 };

onEachStore((newStore) => {
  it('divides its work among processes, each with a role', async () => {
    const [store, cwd] = [await newStore(), temporaryFolder()];
    const env = { CVMATCH_STORE: store, CVMATCH_EMBEDDER: 'hashing', CVMATCH_SCHEDULE_RETRY: '* * * * * *' };
    const start = async (...args: string[]): Promise<StartedService> => {
      const service = await startServe(args, { cwd, env });
      onTestFinished(async () => void (await service.stop('SIGKILL')));
      return service;
    };
    const api = await start('--role', 'api', '--workers', '2');
    expect(api).toMatchObject({ url: expect.stringMatching(/^http/) as string, role: 'api', workers: 0 });
    const form = new FormData();
    form.append('file', new Blob(['Ada Example\n\nWelder at Example Ltd']), 'ada.txt');
    expect((await fetch(`${api.url}/v1/cvs`, { method: 'POST', body: form })).status).toBe(202);
    const queue = async (): Promise<{ pending: number; running: number }> =>
      ((await (await fetch(`${api.url}/v1/stats`)).json()) as { queue: { pending: number; running: number } }).queue;
    expect(await queue()).toMatchObject({ pending: 1, running: 0 });

    const scheduler = await start('--role', 'scheduler');
    expect(scheduler).toMatchObject({ url: null, role: 'scheduler', workers: 0 });
    const listed = async (): Promise<ListedProcess[]> => (await cli(['workers', '--json'], { cwd, env })).json;
    expect((await listed()).map(({ pid, role, leads }) => [pid, role, leads])).toEqual([
      [api.pid, 'api', false],
      [scheduler.pid, 'scheduler', true],
    ]);
    const last = async (): Promise<unknown> =>
      ((await cli(['schedule', 'list', '--json'], { cwd, env })).json as { name: string; last: unknown }[]).find(
        ({ name }) => name === 'retry',
      )?.last;
    await vi.waitFor(async () => expect(await last()).not.toBe(null), SLOW);
    expect(await queue()).toMatchObject({ pending: 1, running: 0 });

    const worker = await start('--role', 'worker', '--workers', '1');
    expect(worker).toMatchObject({ url: null, role: 'worker', workers: 1 });
    await vi.waitFor(async () => expect(await queue()).toMatchObject({ pending: 0, running: 0 }), SLOW);
    // The one that answers has read no CV itself.
    interface Stage {
      stage: string;
      done: number;
      p95: number | null;
    }
    const read = async (): Promise<Stage | undefined> =>
      ((await (await fetch(`${api.url}/v1/admin/performance`)).json()) as { stages: Stage[] }).stages.find(
        ({ stage }) => stage === 'extract',
      );
    await vi.waitFor(async () => expect(await read()).toMatchObject({ done: 1, p95: expect.any(Number) }), SLOW);
    const all = await listed();
    expect(all.find(({ pid }) => pid === worker.pid)).toMatchObject({
      role: 'worker',
      done: expect.any(Number) as number,
    });
    expect((await worker.stop()).exitCode).toBe(0);
    expect(await read()).toMatchObject({ done: 0, p95: null });
    for (const process of [scheduler, api]) expect((await process.stop()).exitCode).toBe(0);
    expect(await listed()).toEqual([]);
  });
});

it('refuses a role that there is not', async () => {
  const { exitCode, stderr } = await cli(['serve', '--role', 'boss', '--store', temporaryFolder()]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('all, api (requests), worker (uploads) or scheduler (periodic tasks)');
});
