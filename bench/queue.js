// How many tasks a second the dispatcher on BullMQ hands out, with rows of tasks in memory: what the queue and its server
// cost without the store.
//
//   npm run build && node bench/queue.js --url redis://127.0.0.1:6379 [--tasks 4000] [--workers 4] [--rounds 3]
//   node bench/queue.js --url bullmq+postgres://user@host/database
// Writes bench/results/queue-redis.json or queue-postgres.json.
import { randomUUID } from 'node:crypto';
import { option, round, saveResult } from './measure.js';
import { bullmqQueue } from '../dist/src/queue/bullmq/index.js';

const KEYS = 20;
/** As workers claim. */
const CLAIM = 8;
const LEASE_MS = 30_000;

const url = option('url', 'redis://127.0.0.1:6379');
const wanted = Number(option('tasks', 4000));
const workers = Number(option('workers', 4));
const rounds = Number(option('rounds', 3));

/** Only what a claim and a sweep ask of rows. */
function rowsInMemory() {
  const tasks = Array.from({ length: wanted }, (_, i) => ({
    id: String(i + 1),
    path: `upload:${i}`,
    priority: 0,
    keyId: `key ${i % KEYS}`,
    fence: 0,
  }));
  const taken = new Set();
  let heard = 0;
  return {
    unheard: async (limit) => tasks.slice(heard, heard + limit),
    heard: async (ids) => {
      heard = Math.max(heard, ...ids.map(Number));
    },
    claim: async (_owner, ids) =>
      ids.filter((id) => !taken.has(id) && taken.add(id)).map((id) => tasks[Number(id) - 1]),
  };
}

/** Tasks a second, and milliseconds of this process's CPU for each. */
async function measure() {
  const rows = rowsInMemory();
  const name = randomUUID();
  const queues = Array.from({ length: workers }, () => bullmqQueue(url, name, 'bench'));
  const dispatchers = queues.map((queue) => queue.dispatcher(rows));
  await dispatchers[0].sweep();
  let claimed = 0;
  let sweeping = null;
  const work = async (dispatcher) => {
    while (claimed < wanted) {
      const tasks = await dispatcher.claim('bench', CLAIM, LEASE_MS);
      claimed += tasks.length;
      if (tasks.length > 0) continue;
      sweeping ??= dispatcher.sweep().finally(() => {
        sweeping = null;
      });
      await sweeping;
    }
  };
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await Promise.all(dispatchers.map(work));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await queues[0].clear();
  for (const queue of queues) await queue.close();
  return { perSecond: Math.round(claimed / seconds), cpuMs: round((user + system) / 1000 / claimed) };
}

const measured = [];
for (let i = 0; i < rounds; i++) {
  measured.push(await measure());
  console.error(`${wanted} tasks, ${measured[i].perSecond} a second, ${measured[i].cpuMs} ms of CPU a task here`);
}
const isRedis = url.startsWith('redis');
const bar = isRedis ? 1000 : 400;
const perSecond = measured.map((one) => one.perSecond).sort((a, b) => a - b)[Math.floor(rounds / 2)];
saveResult(`queue-${isRedis ? 'redis' : 'postgres'}`, {
  tasks: wanted,
  workers,
  rounds: measured,
  perSecond,
  bar,
  met: perSecond >= bar,
});
