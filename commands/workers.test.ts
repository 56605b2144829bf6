import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { ListedProcess } from '../src/index.js';
import { onEachStore } from './_shared/testing-stores.js';
import { cli, root, startServe, temporaryFolder } from './_shared/testing.js';

// Several processes of the command line, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 });

const SLOW = { timeout: 60_000, interval: 50 };
const CVS = 160;

function startWorker(cwd: string, env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [path.join(root, 'bin/run.js'), 'worker', '-c', '1', '-q'], {
    cwd,
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** CVs that take a moment each. */
function upload(url: string, count: number): Promise<Response> {
  const form = new FormData();
  for (let i = 0; i < count; i++) {
    const jobs = Array.from(
      { length: 40 },
      (_, j) => `Welder at Example${i} Ltd ${j}, 2018 to 2021\nWelded ${i}-${j}.\n`,
    );
    form.append('file', new Blob([`Person Number${i}\n\nExperience\n${jobs.join('\n')}`]), `cv of ${i}.txt`);
  }
  return fetch(`${url}/v1/cvs`, { method: 'POST', body: form });
}

onEachStore((newStore) => {
  it('lists every process with what it has in hand, forgets a killed one, drains one and stops one', async () => {
    const [store, cwd] = [await newStore(), temporaryFolder()];
    const env = { CVMATCH_STORE: store, CVMATCH_EMBEDDER: 'hashing' };
    const service = await startServe(['--workers', '0'], { cwd, env });
    onTestFinished(async () => void (await service.stop('SIGKILL')));
    const listed = async (): Promise<ListedProcess[]> =>
      ((await (await fetch(`${service.url}/v1/admin/workers`)).json()) as { workers: ListedProcess[] }).workers;
    const workers = [startWorker(cwd, env), startWorker(cwd, env)];
    await vi.waitFor(async () => {
      expect(await listed()).toHaveLength(3);
    }, SLOW);
    expect((await upload(service.url, CVS)).status).toBe(202);
    await vi.waitFor(async () => {
      const busy = (await listed()).filter(({ tasks }) => tasks.length > 0);
      expect(busy.map(({ role }) => role)).toEqual(['worker', 'worker']);
      for (const { held, tasks } of busy) {
        expect(held).toBeGreaterThanOrEqual(0);
        expect(tasks[0]).toMatchObject({ name: expect.stringMatching(/^cv of \d+\.txt$/) as string });
        expect(tasks[0]!.ageMs).toBeLessThan(30_000);
      }
    }, SLOW);

    const [killed, drained] = workers as [ChildProcess, ChildProcess];
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const { json, exitCode } = await cli(['workers', '--json'], { cwd, env });
    expect(exitCode).toBe(0);
    const left = json as ListedProcess[];
    expect(left.map(({ pid }) => pid).sort()).toEqual([service.pid, drained.pid].sort());
    const other = left.find(({ pid }) => pid === drained.pid)!;
    expect(other).toMatchObject({ host: hostname(), role: 'worker', state: 'running', wanted: null });
    expect(other.version).toMatch(/^\d+\.\d+\.\d+/);

    expect((await cli(['workers', 'drain', other.id], { cwd, env })).stdout).toContain('takes no more tasks');
    expect(await once(drained, 'exit')).toEqual([0, null]);
    expect((await listed()).map(({ role }) => role)).toEqual(['all']);
    const stats = async () =>
      (await (await fetch(`${service.url}/v1/stats`)).json()) as { queue: { pending: number; running: number } };
    const { pending, running } = (await stats()).queue;
    expect(pending + running).toBeGreaterThan(0);
    const unknown = await cli(['workers', 'drain', other.id], { cwd, env });
    expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('cvmatch workers')]);

    const [{ id }] = (await listed()) as [ListedProcess];
    expect((await fetch(`${service.url}/v1/admin/workers/${id}/stop`, { method: 'POST' })).status).toBe(202);
    expect(await service.ended).toBe(0);
    expect((await cli(['workers'], { cwd, env })).stdout).toContain('No process');
    expect((await cli(['worker', '--drain', '-q'], { cwd, env })).exitCode).toBe(0);
    const tasks = (await cli(['tasks', 'list', '--status', 'done', '--limit', '1000', '--json'], { cwd, env })).json;
    expect(tasks).toHaveLength(CVS);
  });

  it('has a service that drains go on answering, with what it was sent waiting for others', async () => {
    const [store, cwd] = [await newStore(), temporaryFolder()];
    const env = { CVMATCH_STORE: store, CVMATCH_EMBEDDER: 'hashing' };
    const service = await startServe(['--workers', '1'], { cwd, env });
    onTestFinished(async () => void (await service.stop('SIGKILL')));
    const listed = async (): Promise<ListedProcess[]> => (await cli(['workers', '--json'], { cwd, env })).json;
    const [{ id }] = (await listed()) as [ListedProcess];
    expect((await cli(['workers', 'drain', id], { cwd, env })).exitCode).toBe(0);
    await vi.waitFor(async () => {
      expect(await listed()).toMatchObject([{ id, state: 'draining', wanted: 'drain', held: 0 }]);
    }, SLOW);
    expect((await upload(service.url, 3)).status).toBe(202);
    expect((await cli(['worker', '--drain', '--json'], { cwd, env })).json.counts).toMatchObject({ ready: 3 });
    expect((await listed())[0]).toMatchObject({ done: 0 });
    expect((await service.stop()).exitCode).toBe(0);
  });
});
