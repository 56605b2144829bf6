import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { failure, ok } from '../../domain/index.js';
import { person } from '../../store/contract/index.js';
import type { PlaceAnswers } from '../places/watch.js';
import { openMetrics, type Metrics } from './metrics.js';
import { levelsFrom, type Levels } from './testing.js';

let metrics: Metrics;
let levels: () => Promise<Levels>;
const LEVELS: Levels = {
  backlog: 7,
  deadLetters: 2,
  storeBytes: 4096,
  cvs: 3,
  pool: { running: 3, waiting: 5, capacity: 4 },
};

beforeEach(() => {
  levels = () => Promise.resolve(LEVELS);
  metrics = openMetrics(levelsFrom(() => levels()));
});
afterEach(() => {
  metrics.close();
});

/** The samples in the text format, without help and type lines. */
const samples = async (): Promise<string[]> =>
  (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

describe('metrics', () => {
  it('all have the prefix and say what they are', async () => {
    const text = await metrics.text();
    for (const name of metrics.names()) {
      expect(name).toMatch(/^cvmatch_[a-z_]+$/);
      expect(text).toMatch(new RegExp(`# HELP ${name} [A-Z1].{10,}`));
    }
  });

  it('counts and times answers by route and status, streams by number alone', async () => {
    metrics.request({ method: 'GET', route: '/v1/cvs/:id', status: 200 }, 0.04);
    metrics.request({ method: 'GET', route: '/v1/events', status: 200 }, null);
    expect(await samples()).toEqual(
      expect.arrayContaining([
        'cvmatch_requests_total{method="GET",route="/v1/cvs/:id",status="200"} 1',
        'cvmatch_requests_total{method="GET",route="/v1/events",status="200"} 1',
        'cvmatch_request_seconds_bucket{le="0.05",method="GET",route="/v1/cvs/:id",status="200"} 1',
        'cvmatch_request_seconds_bucket{le="0.02",method="GET",route="/v1/cvs/:id",status="200"} 0',
      ]),
    );
    expect((await samples()).join('\n')).not.toContain('cvmatch_request_seconds_count{method="GET",route="/v1/events"');
  });

  it('tells a CV that cannot be parsed from one that cannot be embedded', async () => {
    metrics.processed(ok({ ...person(), timings: { extract: 30, profile: 4, embed: 700 } }));
    metrics.processed(failure('corrupt', 'it is damaged'));
    metrics.processed(failure('embedding_failed', 'no vectors'));
    expect(await samples()).toEqual(
      expect.arrayContaining([
        'cvmatch_stages_total{stage="extract",result="done"} 2',
        'cvmatch_stages_total{stage="extract",result="failed"} 1',
        'cvmatch_stages_total{stage="embed",result="done"} 1',
        'cvmatch_stages_total{stage="embed",result="failed"} 1',
        'cvmatch_failures_total{code="corrupt"} 1',
        'cvmatch_stage_seconds_sum{stage="embed"} 0.7',
      ]),
    );
  });

  it('reads what is counted once for all gauges of a look, and nothing that is not asked for', async () => {
    const reads = { tasks: 0, store: 0 };
    const own = openMetrics({
      tasks: () => Promise.resolve({ backlog: ++reads.tasks, deadLetters: 2 }),
      store: () => Promise.resolve({ storeBytes: 4096, cvs: 2 + ++reads.store }),
      audit: () => Promise.resolve({ records: 3, bytes: 900, oldest: 60, cleaned: null, failed: 0 }),
      retention: () => Promise.resolve({ rules: [{ rule: 'all', due: 4, erased: 9 }], held: 2, ran: 30, failed: 0 }),
      profiles: () => Promise.resolve({ profiles: 5, mean: 700, largest: 900, large: 1, storedShare: 0.5 }),
      backup: () => Promise.resolve({ last: { age: 60, seconds: 2, bytes: 900, written: 80 }, failed: 0, overdue: 5 }),
      pool: () => Promise.resolve(LEVELS.pool),
    });
    onTestFinished(() => {
      own.close();
    });
    expect((await own.text()).split('\n')).toEqual(
      expect.arrayContaining([
        'cvmatch_backlog 1',
        'cvmatch_dead_letters 2',
        'cvmatch_store_bytes 4096',
        'cvmatch_store_cvs 3',
        'cvmatch_audit_records 3',
        'cvmatch_audit_bytes 900',
        'cvmatch_audit_oldest_seconds 60',
        'cvmatch_audit_cleaned_seconds 0',
        'cvmatch_audit_clean_up_failed_seconds 0',
        'cvmatch_retention_due{rule="all"} 4',
        'cvmatch_retention_erased{rule="all"} 9',
        'cvmatch_retention_held 2',
        'cvmatch_retention_run_seconds 30',
        'cvmatch_retention_failed_seconds 0',
        'cvmatch_profile_mean_bytes 700',
        'cvmatch_profile_largest_bytes 900',
        'cvmatch_profiles_large 1',
        'cvmatch_profile_stored_share 0.5',
        'cvmatch_backup_age_seconds 60',
        'cvmatch_backup_seconds 2',
        'cvmatch_backup_bytes 900',
        'cvmatch_backup_written_bytes 80',
        'cvmatch_backup_failed_seconds 0',
        'cvmatch_backup_overdue_seconds 5',
        'cvmatch_pool_queue_depth 5',
        'cvmatch_pool_utilisation 0.75',
      ]),
    );
    const [backlog, ...others] = await own.snapshot(['cvmatch_backlog', 'cvmatch_no_such_metric']);
    expect([backlog, others, reads]).toEqual([
      expect.objectContaining({ name: 'cvmatch_backlog', values: [expect.objectContaining({ value: 2 })] }),
      [],
      { tasks: 2, store: 1 },
    ]);
  });

  it('shows of store, queue and files what is known, and for how long they have been silent', async () => {
    expect(await samples()).not.toContainEqual(expect.stringMatching(/^cvmatch_(?:place|queue|store_conn)/));
    const answer = { where: 'x', ok: true, code: null, ms: 1, silentSeconds: 0 };
    const replica = { name: 'r', state: 'streaming' };
    let places: PlaceAnswers = {
      at: '',
      store: {
        ...answer,
        levels: {
          connections: { used: 90, most: 100 },
          logBytes: null,
          replicas: [
            { ...replica, lagSeconds: 3, lagBytes: 100 },
            { ...replica, lagSeconds: null, lagBytes: 700 },
          ],
        },
      },
      queue: { ...answer, levels: { offered: 1, memory: { used: 50, most: null, policy: 'noeviction' } } },
      files: { ...answer, ok: false, silentSeconds: 12.5, levels: null },
    };
    const own = openMetrics(levelsFrom(levels), () => Promise.resolve(places));
    onTestFinished(() => {
      own.close();
    });
    const shown = async (): Promise<string[]> =>
      (await own.text())
        .split('\n')
        .filter((line) => /^cvmatch_(?:place|queue|files|store_(?:conn|repl|log))/.test(line));
    expect(await shown()).toEqual([
      'cvmatch_place_unreachable_seconds{place="store"} 0',
      'cvmatch_place_unreachable_seconds{place="queue"} 0',
      'cvmatch_place_unreachable_seconds{place="files"} 12.5',
      'cvmatch_store_connections 90',
      'cvmatch_store_connections_max 100',
      'cvmatch_store_replica_lag_seconds 3',
      'cvmatch_store_replica_lag_bytes 700',
      'cvmatch_queue_memory_bytes 50',
    ]);
    places = { ...places, store: { ...answer, ok: false, silentSeconds: 40, levels: null } };
    expect(await shown()).toEqual([
      'cvmatch_place_unreachable_seconds{place="store"} 40',
      'cvmatch_place_unreachable_seconds{place="queue"} 0',
      'cvmatch_place_unreachable_seconds{place="files"} 12.5',
      'cvmatch_queue_memory_bytes 50',
    ]);
  });

  it('shows all else while the store does not answer', async () => {
    await samples();
    levels = () => Promise.reject(new Error('locked'));
    metrics.cache('match', true);
    expect(await samples()).toEqual(
      expect.arrayContaining(['cvmatch_backlog 7', 'cvmatch_cache_requests_total{cache="match",result="hit"} 1']),
    );
  });

  it('measures how late the event loop is', async () => {
    // The delay is recorded by a timer that runs before and after it, so wait until it shows.
    await vi.waitFor(async () => {
      const until = performance.now() + 100;
      while (performance.now() < until);
      await new Promise(setImmediate);
      const worst = (await samples()).find((line) =>
        line.startsWith('cvmatch_event_loop_delay_seconds{quantile="1"}'),
      )!;
      expect(Number(worst.split(' ')[1])).toBeGreaterThan(0.05);
    }, 10_000);
  });
});
