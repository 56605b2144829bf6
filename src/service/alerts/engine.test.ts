import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { failure, ok, type Outcome, type ProcessedCv } from '../../domain/index.js';
import { observedPool } from '../../pool/observed-pool.js';
import type { Pool } from '../../pool/pool.js';
import { turnsOf } from '../../pool/testing.js';
import { person } from '../../store/contract/index.js';
import type { AlertRepository, FiringAlert } from '../../store/port/index.js';
import { openLog } from '../telemetry/log.js';
import { openMetrics, type Levels, type Metrics } from '../telemetry/metrics.js';
import { Alerts, MOST_UNSENT, type Notice } from './engine.js';
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
let stored: Map<string, FiringAlert>;
let lines: string;

const repository: AlertRepository = {
  all: () => Promise.resolve([...stored.values()]),
  put: (alert) => Promise.resolve(void stored.set(alert.name, alert)),
  remove: (name) => Promise.resolve(void stored.delete(name)),
};

function open(): Alerts {
  const log = openLog(
    { logLevel: 'info', logFormat: 'json' },
    {
      write: (line: string) => {
        lines += line;
      },
    },
  );
  return new Alerts({ metrics, repository, send: (notice) => postNotice(url, notice), log, now: () => now });
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
  received = [];
  answer = 204;
  lines = '';
  stored = new Map();
  now = Date.parse('2026-03-02T09:00:00.000Z');
  levels = { backlog: 0, deadLetters: 0, storeBytes: 0, cvs: 0, pool: null };
  metrics = openMetrics(() => Promise.resolve(levels));
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
};

describe('alerts', () => {
  it('have a way to come about, each', () => {
    expect(Object.keys(CAUSES)).toEqual(ALERTS.map((rule) => rule.name));
  });

  it.each(Object.keys(CAUSES))(
    '%s fires from a real metric, tells the webhook and the log once, and once when it is over',
    async (name) => {
      const alerts = open();
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

      levels = { ...levels, backlog: 0, pool: null };
      for (let i = 0; i < 8; i++) await minute(alerts);
      expect(heard()).toEqual([`${name} firing`, `${name} resolved`]);
      expect([statusOf(alerts, name), stored.size]).toEqual(['ok', 0]);
      expect(lines.match(/"msg":"alert (?:firing|resolved)"/g)).toHaveLength(2);
    },
  );

  it('wait a minute before they fire, and forget a peak', async () => {
    const alerts = open();
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
    const alerts = open();
    metrics.processed(failure('corrupt', 'damaged'));
    await minute(alerts);
    expect(alerts.list().find((alert) => alert.name === 'CvmatchParseFailures')).toMatchObject({
      status: 'ok',
      value: null,
    });
  });

  it('are told once, though the service is started again', async () => {
    levels = { ...levels, backlog: 5000 };
    await minute(open());
    const again = open();
    await minute(again);
    expect([heard(), statusOf(again, 'CvmatchBacklog')]).toEqual([['CvmatchBacklog firing'], 'firing']);
    levels = { ...levels, backlog: 0 };
    await again.evaluate();
    expect(heard()).toEqual(['CvmatchBacklog firing', 'CvmatchBacklog resolved']);
  });

  it('are kept for a receiver that does not answer, in order', async () => {
    const alerts = open();
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

  it('pile up no higher than a bound for a receiver that stays away', async () => {
    const heardOf: Notice[] = [];
    let away = true;
    const log = openLog({ logLevel: 'error', logFormat: 'json' }, { write: () => undefined });
    const alerts = new Alerts({
      metrics,
      repository,
      send: (notice) => (away ? Promise.reject(new Error('away')) : Promise.resolve(void heardOf.push(notice))),
      log,
      now: () => now,
    });
    const changes = 3 * MOST_UNSENT;
    for (let i = 0; i < changes; i++) {
      levels = { ...levels, backlog: i % 2 === 0 ? 5000 + i : 0 };
      await minute(alerts);
    }
    away = false;
    await alerts.evaluate();
    expect(heardOf.length).toBeLessThanOrEqual(MOST_UNSENT);
    expect(heardOf.at(-1)).toMatchObject({ status: 'resolved', value: 0 });
    expect(heardOf.at(-2)).toMatchObject({ status: 'firing', value: 5000 + changes - 2 });
  });

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
