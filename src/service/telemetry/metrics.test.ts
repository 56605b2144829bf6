import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, ok } from '../../domain/index.js';
import { person } from '../../store/contract/index.js';
import { openMetrics, type Levels, type Metrics } from './metrics.js';

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
  metrics = openMetrics(() => levels());
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

  it('reads levels once for all gauges of a look', async () => {
    let reads = 0;
    levels = () => Promise.resolve({ ...LEVELS, backlog: ++reads });
    expect(await samples()).toEqual(
      expect.arrayContaining([
        'cvmatch_backlog 1',
        'cvmatch_dead_letters 2',
        'cvmatch_store_bytes 4096',
        'cvmatch_store_cvs 3',
        'cvmatch_pool_queue_depth 5',
        'cvmatch_pool_utilisation 0.75',
      ]),
    );
    expect(await samples()).toContain('cvmatch_backlog 2');
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
