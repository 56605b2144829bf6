import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { withServer } from '../src/config/testing-servers.js';
import { cli, startServe, temporaryFolder } from './_shared/testing.js';

// Several processes of the command line, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

function cases(name: string, queue: string): void {
  it(`works through uploads that ${name} hands out to another process`, async () => {
    const store = path.join(temporaryFolder(), 'store');
    const env = { CVMATCH_QUEUE: queue, CVMATCH_EMBEDDER: 'hashing' };
    const service = await startServe(['--store', store, '--workers', '0'], { env });
    const form = new FormData();
    for (let i = 0; i < 20; i++) form.append('file', new Blob([`Person Number${i}\n\nWelder ${i}`]), `${i}.txt`);
    expect((await fetch(`${service.url}/v1/cvs`, { method: 'POST', body: form })).status).toBe(202);
    const doctor = (await cli(['doctor', '--store', store, '--json'], { env })).json;
    expect(doctor.checks.find((check: { name: string }) => check.name === 'queue')).toMatchObject({
      status: 'ok',
      detail: expect.stringContaining('20 offered there') as string,
    });
    expect((await cli(['tasks', 'pause', '--store', store, '--json'], { env })).json).toEqual({ paused: true });
    const idle = await cli(['worker', '--store', store, '--drain', '--json'], { env });
    expect([idle.exitCode, idle.json.counts.ready]).toEqual([0, 0]);
    expect((await cli(['status', '--store', store], { env })).stdout).toContain('cvmatch tasks resume');
    expect((await (await fetch(`${service.url}/v1/stats`)).json()) as unknown).toMatchObject({
      queue: { pending: 20, pausedAt: expect.any(String) as string },
    });
    expect((await cli(['tasks', 'resume', '--store', store, '--json'], { env })).json).toEqual({ resumed: true });
    const worker = await cli(['worker', '--store', store, '--drain'], { env });
    expect(worker.exitCode).toBe(0);
    await service.stop();
    const all = ['pending', 'running', 'done', 'failed', 'dead'].flatMap((status) => ['--status', status]);
    const tasks = (await cli(['tasks', 'list', ...all, '--store', store, '--json'], { env })).json;
    const ends = tasks.map(({ status, attempts, code }: Record<string, unknown>) => ({ status, attempts, code }));
    expect(ends).toEqual(Array(20).fill({ status: 'done', attempts: 1, code: null }));
  });
}

withServer('Redis', (url) => {
  cases('Redis', url);
});
withServer('PostgreSQL', (url) => {
  cases('PostgreSQL', `bullmq+${url}`);
});
