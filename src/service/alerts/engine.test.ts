import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { failure, ok, type Outcome, type ProcessedCv } from '../../domain/index.js';
import { observedPool } from '../../pool/observed-pool.js';
import type { Pool } from '../../pool/pool.js';
import { turnsOf } from '../../pool/testing.js';
import { person } from '../../store/contract/index.js';
import type { AlertRepository, Registry } from '../../store/port/index.js';
import { Database } from '../../store/sqlite/database.js';
import { sqliteRegistry } from '../../store/sqlite/registry.js';
import type { PlaceAnswers } from '../places/watch.js';
import { openLog } from '../telemetry/log.js';
import { openMetrics, type Metrics } from '../telemetry/metrics.js';
import { levelsFrom, type Levels } from '../telemetry/testing.js';
import { Alerts, type AlertParts } from './engine.js';
import { MOST_UNSENT, type Notice } from './messages.js';
import { ALERTS } from './rules.js';
import { postNotice } from './webhook.js';

/** A webhook receiver on loopback, real metrics, and a clock of our own. */
let server: Server;
let received: Notice[];
let answer: number;
let url: string;
let metrics: Metrics;
let levels: Levels;
let now: number;
let database: Database;
let registry: Registry;
let places: PlaceAnswers;
let lines: string;

const ANSWER = { where: 'x', ok: true, code: null, ms: 1, silentSeconds: 0 };
const IN_ORDER: PlaceAnswers = {
  at: '',
  store: { ...ANSWER, levels: { connections: null, replicas: [], logBytes: 0 } },
  queue: { ...ANSWER, levels: { offered: 0, memory: null } },
  files: { ...ANSWER, levels: { disk: null } },
};

/** The alerts of one process of a workspace, on a real store. */
async function open(process = 'p', parts: Partial<AlertParts> = {}): Promise<Alerts> {
  await heartbeat(process);
  const log = openLog(
    { logLevel: 'info', logFormat: 'json' },
    {
      write: (line: string) => {
        lines += line;
      },
    },
  );
  const { alerts: repository } = registry;
  const send = (notice: Notice): Promise<void> => postNotice(url, notice);
  return new Alerts({ process, metrics, repository, send, log, now: () => now, ...parts });
}

async function heartbeat(id: string): Promise<void> {
  const about = { host: 'h', pid: 1, version: '1.0.0', role: 'all', state: 'running' as const };
  await registry.processes.beat({ id, ...about, held: 0, done: 0, schedules: false }, 3_600_000);
}

/** Evaluates for a minute at the service's interval. */
async function minute(alerts: Alerts, each: () => void = () => undefined): Promise<void> {
  for (let step = 0; step < 5; step++) {
    each();
    await alerts.evaluate();
    now += 15_000;
  }
}

beforeEach(async () => {
  database = await Database.open({ path: ':memory:', now: () => now });
  registry = sqliteRegistry(database, () => '');
  places = IN_ORDER;
  received = [];
  answer = 204;
  lines = '';
  now = Date.parse('2026-03-02T09:00:00.000Z');
  levels = { backlog: 0, deadLetters: 0, storeBytes: 0, cvs: 0, pool: null };
  metrics = openMetrics(
    levelsFrom(() => Promise.resolve(levels)),
    () => Promise.resolve(places),
  );
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      if (answer < 300) received.push(JSON.parse(body) as Notice);
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`;
});
afterEach(async () => {
  metrics.close();
  await database.close();
  await new Promise((resolve) => server.close(resolve));
});

const heard = (): string[] => received.map((notice) => `${notice.alert} ${notice.status}`);
const statusOf = (alerts: Alerts, name: string): string => alerts.list().find((alert) => alert.name === name)!.status;

/** A pool of two at once whose CVs finish only when released. */
function stalledPool(): { flood: (cvs: number) => void; release: () => void } {
  const going: (() => void)[] = [];
  const run = (): Promise<Outcome<ProcessedCv>> =>
    new Promise((resolve) =>
      going.push(() => {
        resolve(ok(person()));
      }),
    );
  const one: Pool = { capacity: 2, turn: turnsOf(3), run, close: () => Promise.resolve() };
  const pool = observedPool(
    { ...one, of: () => one },
    {
      waited: (ms) => {
        metrics.waited('pool', ms / 1000);
      },
    },
  );
  return {
    flood: (cvs) => {
      for (let cv = 0; cv < cvs; cv++)
        void pool.run({ kind: 'text', text: '', asOf: null, fallbackDate: '2026-01-01' });
      levels = { ...levels, pool: pool.load() };
    },
    release: () => {
      going.splice(0).forEach((end) => {
        end();
      });
      levels = { ...levels, pool: { ...pool.load(), waiting: 0 } };
    },
  };
}

/** For each rule, how to make it fire through what the service itself counts. */
const CAUSES: Record<string, () => () => void> = {
  CvmatchParseFailures: () => () => {
    [1, 2, 3, 4].forEach((one) => {
      metrics.processed(one === 1 ? failure('corrupt', 'damaged') : ok(person()));
    });
  },
  CvmatchEmbeddingFailures: () => () => {
    [1, 2, 3, 4].forEach((one) => {
      metrics.processed(one === 1 ? failure('embedding_failed', 'no model') : ok(person()));
    });
  },
  CvmatchBacklog: () => () => {
    levels = { ...levels, backlog: 1001 };
  },
  CvmatchSlowRequests: () => () => {
    metrics.request({ method: 'POST', route: '/v1/match', status: 200 }, 7);
  },
  CvmatchPoolQueue: () => {
    stalledPool().flood(13);
    return () => undefined;
  },
  CvmatchSemaphoreWait: () => () => {
    metrics.waited('upload', 8);
  },
  CvmatchStoreUnreachable: () => () => {
    places = { ...places, store: silent() };
  },
  CvmatchQueueUnreachable: () => () => {
    places = { ...places, queue: silent() };
  },
  CvmatchFilesUnreachable: () => () => {
    places = { ...places, files: silent() };
  },
  CvmatchConnections: () => () => {
    places = { ...places, store: { ...ANSWER, levels: { ...LEVELS, connections: { used: 81, most: 100 } } } };
  },
  CvmatchReplicaLag: () => () => {
    const replica = { name: 'r', state: 'streaming', lagSeconds: 61, lagBytes: 1 };
    places = { ...places, store: { ...ANSWER, levels: { ...LEVELS, replicas: [replica] } } };
  },
  CvmatchQueueMemory: () => () => {
    const memory = { used: 81, most: 100, policy: 'noeviction' };
    places = { ...places, queue: { ...ANSWER, levels: { offered: 1, memory } } };
  },
  CvmatchAuditSize: () => () => {
    levels = { ...levels, audit: { bytes: 10_000_000_001 } };
  },
  CvmatchAuditCleanUp: () => () => {
    levels = { ...levels, audit: { failed: 1 } };
  },
  CvmatchErasureDue: () => () => {
    levels = { ...levels, retention: { rules: [{ rule: 'all', due: 1, erased: 0 }] } };
  },
  CvmatchRetentionFailed: () => () => {
    levels = { ...levels, retention: { failed: 1 } };
  },
  CvmatchProfileSize: () => () => {
    levels = { ...levels, profiles: { largest: 1_000_001 } };
  },
  CvmatchBackupFailed: () => () => {
    levels = { ...levels, backup: { failed: 1 } };
  },
  CvmatchBackupOverdue: () => () => {
    levels = { ...levels, backup: { overdue: 21_601 } };
  },
};

const LEVELS = IN_ORDER.store.levels!;

function silent() {
  return { ...ANSWER, ok: false, code: 'store_unreachable', ms: null, silentSeconds: 31, levels: null };
}

describe('alerts', () => {
  it('have a way to come about, each', () => {
    expect(Object.keys(CAUSES)).toEqual(ALERTS.map((rule) => rule.name));
  });

  it.each(Object.keys(CAUSES))(
    '%s fires from a real metric, tells the webhook and the log once, and once when it is over',
    async (name) => {
      const alerts = await open();
      await minute(alerts);
      expect(received).toEqual([]);
      const cause = CAUSES[name]!();
      await minute(alerts, cause);
      await minute(alerts, cause);
      expect(heard()).toEqual([`${name} firing`]);
      const rule = ALERTS.find((one) => one.name === name)!;
      expect(received[0]!.value).toBeGreaterThan(rule.above);
      expect(received[0]).toMatchObject({
        threshold: rule.above,
        severity: rule.severity,
        runbook: `docs/runbook.md#${name.toLowerCase()}`,
      });
      expect(statusOf(alerts, name)).toBe('firing');
      expect(await metrics.text()).toContain(`cvmatch_alert_firing{alert="${name}"} 1`);

      levels = {
        ...levels,
        backlog: 0,
        pool: null,
        audit: undefined,
        retention: undefined,
        profiles: undefined,
        backup: undefined,
      };
      places = IN_ORDER;
      for (let i = 0; i < 8; i++) await minute(alerts);
      expect(heard()).toEqual([`${name} firing`, `${name} resolved`]);
      expect([statusOf(alerts, name), await registry.alerts.firing()]).toEqual(['ok', []]);
      expect(lines.match(/"msg":"alert (?:firing|resolved)"/g)).toHaveLength(2);
    },
  );

  it('wait a minute before they fire, and forget a peak', async () => {
    const alerts = await open();
    levels = { ...levels, backlog: 5000 };
    await alerts.evaluate();
    now += 59_000;
    await alerts.evaluate();
    expect(statusOf(alerts, 'CvmatchBacklog')).toBe('pending');
    levels = { ...levels, backlog: 10 };
    await alerts.evaluate();
    expect([statusOf(alerts, 'CvmatchBacklog'), received]).toEqual(['ok', []]);
  });

  it('say nothing of one bad CV among few', async () => {
    const alerts = await open();
    metrics.processed(failure('corrupt', 'damaged'));
    await minute(alerts);
    expect(alerts.list().find((alert) => alert.name === 'CvmatchParseFailures')).toMatchObject({
      status: 'ok',
      value: null,
    });
  });

  it('are told once, though the service is started again', async () => {
    levels = { ...levels, backlog: 5000 };
    await minute(await open());
    const again = await open();
    await minute(again);
    expect([heard(), statusOf(again, 'CvmatchBacklog')]).toEqual([['CvmatchBacklog firing'], 'firing']);
    levels = { ...levels, backlog: 0 };
    await again.evaluate();
    expect(heard()).toEqual(['CvmatchBacklog firing', 'CvmatchBacklog resolved']);
  });

  it('are kept for a receiver that does not answer, in order', async () => {
    const alerts = await open();
    answer = 500;
    levels = { ...levels, backlog: 5000 };
    await minute(alerts);
    levels = { ...levels, backlog: 0 };
    await minute(alerts);
    expect(received).toEqual([]);
    answer = 200;
    await alerts.evaluate();
    expect(heard()).toEqual(['CvmatchBacklog firing', 'CvmatchBacklog resolved']);
    expect(lines).not.toContain(url);
  });

  it('are told once by two processes, however many fire, and are over with the last', async () => {
    const other = openMetrics(levelsFrom(() => Promise.resolve({ ...levels, backlog: others })));
    onTestFinished(() => {
      other.close();
    });
    let others = 6000;
    levels = { ...levels, backlog: 5000 };
    const [p, q] = [await open('p'), await open('q', { metrics: other })];
    const both = async (): Promise<void> => {
      for (let step = 0; step < 5; step++, now += 15_000) await Promise.all([p.evaluate(), q.evaluate()]);
    };
    await both();
    await both();
    expect(heard()).toEqual(['CvmatchBacklog firing']);
    levels = { ...levels, backlog: 0 };
    await both();
    expect([heard(), statusOf(p, 'CvmatchBacklog')]).toEqual([['CvmatchBacklog firing'], 'firing']);
    expect(p.list().find(({ name }) => name === 'CvmatchBacklog')!.value).toBe(6000);
    others = 0;
    await both();
    await both();
    expect(heard()).toEqual(['CvmatchBacklog firing', 'CvmatchBacklog resolved']);
    expect([statusOf(p, 'CvmatchBacklog'), statusOf(q, 'CvmatchBacklog')]).toEqual(['ok', 'ok']);
  });

  it('are over for those who are left when the process in which they fire has ended', async () => {
    const idle = openMetrics(levelsFrom(() => Promise.resolve({ ...levels, backlog: 0 })));
    onTestFinished(() => {
      idle.close();
    });
    levels = { ...levels, backlog: 5000 };
    const [p, q] = [await open('p'), await open('q', { metrics: idle })];
    await minute(p);
    await minute(q);
    expect([heard(), statusOf(q, 'CvmatchBacklog')]).toEqual([['CvmatchBacklog firing'], 'firing']);
    await registry.processes.leave(['p']);
    await minute(q);
    expect(heard()).toEqual(['CvmatchBacklog firing', 'CvmatchBacklog resolved']);
  });

  it('are told by a process alone while the store cannot be reached, and ended by it', async () => {
    let isAway = false;
    const { alerts: real } = registry;
    const through = <T>(body: () => Promise<T>): Promise<T> => (isAway ? Promise.reject(new Error('away')) : body());
    const repository: AlertRepository = {
      firing: () => through(() => real.firing()),
      say: (process, judged) => through(() => real.say(process, judged)),
      take: (process, leaseMs) => through(() => real.take(process, leaseMs)),
      settle: (id, isTold) => through(() => real.settle(id, isTold)),
    };
    const alerts = await open('p', { repository });
    levels = { ...levels, backlog: 5000 };
    await minute(alerts);
    isAway = true;
    CAUSES.CvmatchStoreUnreachable!()();
    CAUSES.CvmatchFilesUnreachable!()();
    await minute(alerts);
    await minute(alerts);
    expect(heard()).toEqual([
      'CvmatchBacklog firing',
      'CvmatchStoreUnreachable firing',
      'CvmatchFilesUnreachable firing',
    ]);
    // The files stay away for longer: from then on it is the store that knows.
    isAway = false;
    places = { ...IN_ORDER, files: places.files };
    await minute(alerts);
    expect(heard().slice(3)).toEqual(['CvmatchStoreUnreachable resolved']);
    expect((await registry.alerts.firing()).map(({ name }) => name)).toEqual([
      'CvmatchBacklog',
      'CvmatchFilesUnreachable',
    ]);
    places = IN_ORDER;
    levels = { ...levels, backlog: 0 };
    await minute(alerts);
    expect(heard().slice(4).sort()).toEqual(['CvmatchBacklog resolved', 'CvmatchFilesUnreachable resolved']);
  });

  it('of a process that was killed before it told one are told by another', async () => {
    const mute = new Promise<void>(() => undefined);
    const alerts = await open('p', { send: () => mute });
    levels = { ...levels, backlog: 5000 };
    await alerts.evaluate();
    now += 61_000;
    void alerts.evaluate();
    await vi.waitFor(async () => {
      expect(await registry.alerts.take('other', 1)).toBe(null);
      expect(await registry.alerts.firing()).toHaveLength(1);
    });
    const other = await open('q');
    await other.evaluate();
    expect(received).toEqual([]);
    now += 60_000;
    await other.evaluate();
    expect(heard()).toEqual(['CvmatchBacklog firing']);
  });

  it.each([true, false])(
    'pile up no higher than a bound for a receiver that stays away (store: %s)',
    async (isThere) => {
      const heardOf: Notice[] = [];
      let away = true;
      const { alerts: real } = registry;
      const none = (): Promise<never> => Promise.reject(new Error('away'));
      const alerts = await open('p', {
        send: (notice) => (away ? Promise.reject(new Error('away')) : Promise.resolve(void heardOf.push(notice))),
        repository: isThere ? real : { firing: none, say: none, take: none, settle: none },
      });
      const changes = MOST_UNSENT + 10;
      for (let i = 0; i < changes; i++) {
        levels = { ...levels, backlog: i % 2 === 0 ? 5000 + i : 0 };
        await alerts.evaluate();
        now += 61_000;
        // It takes a minute to fire, and none to be over.
        if (i % 2 === 0) await alerts.evaluate();
      }
      away = false;
      await alerts.evaluate();
      expect(heardOf.length).toBeGreaterThan(1);
      expect(heardOf.length).toBeLessThanOrEqual(MOST_UNSENT);
      expect(heardOf.at(-1)).toMatchObject({ status: 'resolved', value: 0 });
      expect(heardOf.at(-2)).toMatchObject({ status: 'firing', value: 5000 + changes - 2 });
    },
  );

  it('count pool waits as the pool lets CVs in', async () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1000);
    onTestFinished(() => {
      clock.mockRestore();
    });
    const pool = stalledPool();
    pool.flood(3);
    clock.mockReturnValue(1020);
    pool.release();
    // Waiting CVs are let in as promises settle.
    await new Promise(setImmediate);
    const text = await metrics.text();
    expect(text).toContain('cvmatch_semaphore_wait_seconds_count{semaphore="pool"} 3');
    expect(text).toContain('cvmatch_semaphore_wait_seconds_bucket{le="0.01",semaphore="pool"} 2');
  });
});
