import { expect, it, onTestFinished, vi } from 'vitest';
import type { ListedProcess } from '../src/index.js';
import { onEachStore } from './_shared/testing-stores.js';
import { cli, startServe, temporaryFolder, type StartedService } from './_shared/testing.js';

vi.setConfig({ testTimeout: 180_000 });

const SLOW = { timeout: 60_000, interval: 200 };

interface Run {
  /** Milliseconds since 1970. */
  at: number;
  outcome: string;
}

/** What a service that has ended did of the schedule, by its log. */
function runsOf(stderr: string): Run[] {
  return stderr
    .split('\n')
    .filter((line) => line.includes('"scheduled":"retry"'))
    .map((line) => JSON.parse(line) as { time: number | string; outcome: string })
    .map(({ time, outcome }) => ({ at: new Date(time).getTime(), outcome }));
}

onEachStore((newStore) => {
  it('is kept by one of two services, and by the other when that is killed', async () => {
    const [store, cwd] = [await newStore(), temporaryFolder()];
    const env = { CVMATCH_STORE: store, CVMATCH_EMBEDDER: 'hashing', CVMATCH_SCHEDULE_RETRY: '* * * * * *' };
    const start = async (): Promise<StartedService> => {
      const service = await startServe(['--workers', '0'], { cwd, env });
      onTestFinished(async () => void (await service.stop('SIGKILL')));
      return service;
    };
    const [first, second] = [await start(), await start()];
    const leaders = async (): Promise<number[]> =>
      ((await cli(['workers', '--json'], { cwd, env })).json as ListedProcess[])
        .filter(({ leads }) => leads)
        .map(({ pid }) => pid);
    const last = async (): Promise<number> => {
      const [retry] = (
        (await cli(['schedule', 'list', '--json'], { cwd, env })).json as {
          name: string;
          last: { startedAt: string } | null;
        }[]
      ).filter(({ name }) => name === 'retry');
      return Date.parse(retry?.last?.startedAt ?? '1970-01-01');
    };
    expect(await leaders()).toEqual([first.pid]);
    const begun = Date.now();
    await vi.waitFor(async () => expect(await last()).toBeGreaterThan(begun + 4000), SLOW);
    const { stderr } = await first.stop('SIGKILL');
    const killedAt = Date.now();
    await vi.waitFor(async () => expect(await last()).toBeGreaterThan(killedAt + 2000), SLOW);
    expect(await leaders()).toEqual([second.pid]);
    const [before, after] = [runsOf(stderr), runsOf((await second.stop()).stderr)];
    expect(before.length).toBeGreaterThan(3);
    expect(after.length).toBeGreaterThan(0);
    for (const { outcome } of [...before, ...after]) expect(outcome).toBe('done');
    // The other began nothing before, and soon after.
    expect(Math.min(...after.map(({ at }) => at))).toBeGreaterThanOrEqual(before.at(-1)!.at);
    expect(after[0]!.at - killedAt).toBeLessThan(20_000);
  });

  it('goes on when the one that kept it stops', async () => {
    const [store, cwd] = [await newStore(), temporaryFolder()];
    const env = { CVMATCH_STORE: store, CVMATCH_EMBEDDER: 'hashing', CVMATCH_SCHEDULE_RETRY: '* * * * * *' };
    const first = await startServe(['--workers', '0'], { cwd, env });
    onTestFinished(async () => void (await first.stop('SIGKILL')));
    const second = await startServe(['--workers', '0'], { cwd, env });
    onTestFinished(async () => void (await second.stop('SIGKILL')));
    expect((await first.stop()).exitCode).toBe(0);
    await vi.waitFor(async () => {
      const listed = (await cli(['workers', '--json'], { cwd, env })).json as ListedProcess[];
      expect(listed).toMatchObject([{ pid: second.pid, leads: true }]);
    }, SLOW);
    await vi.waitFor(async () => {
      const runs = (await cli(['schedule', 'list', '--json'], { cwd, env })).json as { name: string; last: unknown }[];
      expect(runs.find(({ name }) => name === 'retry')?.last).not.toBe(null);
    }, SLOW);
    expect(runsOf((await second.stop()).stderr).length).toBeGreaterThan(0);
  });
});
