import { expect, it } from 'vitest';
import type { ProcessCounts } from '../../store/port/index.js';
import { openMetrics, type Metrics } from './metrics.js';
import { performanceOf } from './performance.js';
import { SharedCounts, together } from './shared-counts.js';
import { NO_PROFILES, NO_RETENTION } from './testing.js';

const levels = {
  tasks: () => Promise.resolve({ backlog: 0, deadLetters: 0 }),
  store: () => Promise.resolve({ storeBytes: 0, cvs: 0 }),
  audit: () => Promise.resolve({ records: 0, bytes: 0, oldest: null, cleaned: null, failed: 0 }),
  retention: () => Promise.resolve(NO_RETENTION),
  profiles: () => Promise.resolve(NO_PROFILES),
  backup: () => Promise.resolve(null),
  pool: () => Promise.resolve(null),
};

/** What processes tell each other, kept as the store does. */
function board() {
  const said = new Map<string, string>();
  return {
    count: (id: string, counts: ProcessCounts[]) => {
      for (const { tenant, counts: text } of counts)
        if (text === null) said.delete(`${id} ${tenant}`);
        else said.set(`${id} ${tenant}`, text);
    },
    countedBesides: (id: string, tenant: string | null) =>
      Promise.resolve(
        [...said].flatMap(([key, text]) => (key.endsWith(` ${tenant}`) && !key.startsWith(id) ? [text] : [])),
      ),
  };
}

function count(metrics: Metrics, times: number, seconds: number): void {
  for (let i = 0; i < times; i++) {
    metrics.stage('match', seconds, i % 10 === 9);
    metrics.query('search.pick', seconds);
    metrics.query('cvs.get', 50);
    metrics.request({ method: 'GET', route: `/v1/of-${seconds}`, status: 200 }, seconds);
  }
}

it('is the same as if one process had counted it all', async () => {
  const [one, other, all] = [openMetrics(levels), openMetrics(levels), openMetrics(levels)];
  for (const metrics of [one, all]) count(metrics, 30, 0.004);
  for (const metrics of [other, all]) count(metrics, 70, 1.5);
  const [shared, told] = [new SharedCounts(), board()];
  shared.add(null, other);
  told.count('other', await shared.changed());
  const sum = performanceOf(await together(one, told, 'one', null), 0);
  const { eventLoopDelay: _delay, ...expected } = performanceOf(await all.snapshot(), 0);
  expect(sum).toMatchObject(expected);
  expect(sum.stages.find(({ stage }) => stage === 'match')).toMatchObject({ done: 90, failed: 10 });
  expect(sum.routes.map(({ route }) => route)).toEqual(['/v1/of-0.004', '/v1/of-1.5']);
  expect(performanceOf(await together(other, told, 'other', null), 0).requests.count).toBe(70);
});

it('tells what changed, all of it again when asked to, and that a tenant is gone', async () => {
  const [process, tenant] = [openMetrics(levels), openMetrics(levels)];
  const shared = new SharedCounts();
  shared.add(null, process);
  shared.add('a', tenant);
  const tenants = async (): Promise<(string | null)[]> => (await shared.changed()).map((one) => one.tenant);
  expect(await tenants()).toEqual([null, 'a']);
  expect(await tenants()).toEqual([]);
  count(tenant, 1, 0.1);
  expect(await tenants()).toEqual(['a']);
  shared.again();
  expect(await tenants()).toEqual([null, 'a']);
  shared.forget('a');
  expect(await shared.changed()).toEqual([{ tenant: 'a', counts: null }]);
  expect(await tenants()).toEqual([]);
});

it('takes nothing of what it cannot read, and its own where the store does not answer', async () => {
  const own = openMetrics(levels);
  count(own, 3, 0.1);
  const asked = { countedBesides: () => Promise.resolve(['not json', '{"cvmatch_stages_total": 5}', '[]', 'null']) };
  expect(performanceOf(await together(own, asked, 'own', null), 0).requests.count).toBe(3);
  const away = { countedBesides: () => Promise.reject(new Error('away')) };
  expect(performanceOf(await together(own, away, 'own', null), 0).requests.count).toBe(3);
});

it('does not tell what is no part of what is shown', async () => {
  const metrics = openMetrics(levels);
  count(metrics, 100, 0.1);
  const shared = new SharedCounts();
  shared.add(null, metrics);
  const [{ counts }] = (await shared.changed()) as [ProcessCounts];
  expect(counts).toContain('search.pick');
  expect(counts).not.toMatch(/cvs\.get|backlog/);
  expect(counts!.length).toBeLessThan(2000);
});
