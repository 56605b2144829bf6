import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { withServer } from '../../config/testing-servers.js';
import { dispatcherContract } from '../port.contract.js';
import { openDispatchers, type Opened } from '../testing.js';
import { parseBroker, shownBroker } from './address.js';
import { bullmqQueue } from './index.js';

vi.setConfig({ testTimeout: 120_000 });

/** Two processes' views of one queue. */
async function open(url: string): Promise<Opened> {
  const name = randomUUID();
  const queues = [bullmqQueue(url, name, 'test'), bullmqQueue(url, name, 'test')];
  const left = [...queues];
  return openDispatchers(
    (rows) => left.shift()!.dispatcher(rows),
    () => queues[0]!.clear(),
    async () => {
      await queues[0]!.clear();
      for (const queue of queues) await queue.close();
    },
  );
}

function cases(name: string, url: string): void {
  dispatcherContract(`bullmq dispatcher on ${name}`, () => open(url));

  it(`has a flood of one key beside others, of which none waits for it (${name})`, async () => {
    const { queue, add, dispose } = await open(url);
    onTestFinished(dispose);
    await add(
      Array.from({ length: 300 }, (_, i) => `upload:flood${String(i).padStart(4, '0')}`),
      0,
      'flood',
    );
    await queue.claim('me', 8, 30_000);
    await add(['upload:small001'], 0, 'small');
    const next = [...(await queue.claim('me', 1, 30_000)), ...(await queue.claim('me', 1, 30_000))];
    expect(next.map(({ keyId }) => keyId)).toContain('small');
    let claimed = 10;
    for (let some; (some = await claimOrSweep(queue)).length > 0;) claimed += some.length;
    expect(claimed).toBe(301);
  });

  it(`goes on from the rows when everything was lost while tasks were held (${name})`, async () => {
    const { queue, other, add, end, forget, wait, dispose } = await open(url);
    onTestFinished(dispose);
    await add(['upload:a0000001', 'upload:a0000002']);
    const held = await queue.claim('me', 1, 30_000);
    await forget();
    expect(await end(held)).toEqual(['upload:a0000001']);
    wait(61_000);
    expect(await other.sweep()).toBe(1);
    expect(await other.claim('you', 10, 30_000)).toMatchObject([{ path: 'upload:a0000002' }]);
  });

  it(`keeps no claim to itself when the rows cannot be written for a moment (${name})`, async () => {
    const name = randomUUID();
    const own = bullmqQueue(url, name, 'test');
    let fails = true;
    const { queue, add, dispose } = await openDispatchers(
      (rows) =>
        own.dispatcher({
          ...rows,
          claim: (...given) => (fails ? Promise.reject(new Error('locked')) : rows.claim(...given)),
        }),
      undefined,
      async () => {
        await own.clear();
        await own.close();
      },
    );
    onTestFinished(dispose);
    await add(['upload:a0000001', 'upload:a0000002']);
    await expect(queue.claim('me', 2, 30_000)).rejects.toThrow('locked');
    fails = false;
    expect(await queue.claim('me', 2, 30_000)).toMatchObject([
      { path: 'upload:a0000001' },
      { path: 'upload:a0000002' },
    ]);
  });

  it(`says where it is (${name})`, async () => {
    const queue = bullmqQueue(url, randomUUID(), 'test');
    onTestFinished(() => queue.close());
    expect(await queue.examine()).toMatch(/^\w+:\/\/127\.0\.0\.1:\d+.* answers; 0 offered there$/);
  });
}

async function claimOrSweep(queue: Opened['queue']): Promise<unknown[]> {
  const tasks = await queue.claim('me', 50, 30_000);
  return tasks.length > 0 || (await queue.sweep()) === 0 ? tasks : queue.claim('me', 50, 30_000);
}

withServer('Redis', (url) => {
  cases('Redis', url);
});
withServer('PostgreSQL', (url) => {
  cases('PostgreSQL', `bullmq+${url}`);
});

it('loses no task while its server is away, and says so', async () => {
  const away = createServer();
  await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', resolve));
  const { port } = away.address() as AddressInfo;
  await new Promise((resolve) => away.close(resolve));
  const gone = bullmqQueue(`redis://127.0.0.1:${port}`, randomUUID(), 'test');
  const { store, queue, add, dispose } = await openDispatchers(
    (rows) => gone.dispatcher(rows),
    undefined,
    () => gone.close(),
  );
  onTestFinished(dispose);
  await add(['upload:a0000001']);
  await expect(queue.claim('me', 1, 30_000)).rejects.toMatchObject({
    code: 'store_unreachable',
    message: expect.stringContaining(`redis://127.0.0.1:${port} cannot be reached`) as string,
  });
  expect(await store.taskRows.unheard(10)).toMatchObject([{ path: 'upload:a0000001', fence: 0 }]);
});

it.each([
  ['redis://user:secret@cache:6379/2', 'redis', 'redis://cache:6379/2'],
  ['rediss://cache', 'redis', 'rediss://cache'],
  ['bullmq+postgres://u:p@db/queue', 'postgres', 'postgres://db/queue'],
])('reads %s, and shows it without its password', (text, kind, shown) => {
  const address = parseBroker(text);
  expect([address.kind, shownBroker(address)]).toEqual([kind, shown]);
});

it('refuses what is no queue', () => {
  expect(() => parseBroker('postgres://db/queue')).toThrow(expect.objectContaining({ code: 'bad_config' }));
});
