import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { loadConfig } from '../../config/config.js';
import { openWorkspace, type Workspace } from '../../open.js';
import type { Leader } from '../processes/presence.js';
import { describeSchedule, overdueSeconds, startSchedule, type ScheduleSettings } from './index.js';
import { SCHEDULED } from './names.js';
import { runScheduled } from './run.js';
import { placeOf } from './spread.js';
import type { ScheduledParts } from './tasks.js';

let folder: string;
const opened: Workspace[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-schedule-'));
});
afterEach(async () => {
  for (const workspace of opened.splice(0)) await workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A tenant in the second half of those who take turns. */
const LATE = Array.from({ length: 99 }, (_, i) => `team-${i}`).find((tenant) => placeOf(tenant) >= 0.5)!;

const ALWAYS: Leader = { leads: () => true, onFollow: () => undefined };

const OFF = Object.fromEntries(SCHEDULED.map((name) => [name, { cron: null, batch: 10 }])) as ScheduleSettings;

/** Another process's view of the same workspace, with a connection of its own. */
async function partsOf(): Promise<ScheduledParts> {
  const workspace = await openWorkspace(
    { ...loadConfig().values, store: folder, embedder: 'hashing' },
    { create: true },
  );
  opened.push(workspace);
  const { matchParts } = await import('../../app/match.js');
  const { ingestOptionsOf } = await import('../../app/ingest.js');
  const { store, queue, uploads, originals, keepsUploads } = workspace;
  return {
    store,
    queue,
    uploads,
    originals,
    keepsUploads,
    pool: () => workspace.pool(),
    modelInUse: await workspace.model(),
    reading: await ingestOptionsOf(workspace, {}),
    match: await matchParts(workspace),
    jds: () => Promise.resolve([]),
    cacheTtlMs: 1000,
    keepMs: 1000,
    auditMs: 90 * 86_400_000,
    place: workspace.folder,
    backup: () => Promise.resolve({ tenants: 1 }),
    seen: null,
    signal: new AbortController().signal,
  };
}

it('starts each run in one process, even if two take themselves for the one that keeps the schedule', async () => {
  const reports: string[] = [];
  const settings = { ...OFF, retry: { cron: '* * * * * *', batch: 10 } };
  const both = [await partsOf(), await partsOf()].map((parts) =>
    startSchedule(settings, parts, { leader: ALWAYS, onRun: ({ outcome }) => reports.push(outcome) }),
  );
  // Two times have passed, in both.
  await vi.waitFor(
    () => {
      expect(reports.length).toBeGreaterThanOrEqual(4);
    },
    { timeout: 20_000 },
  );
  for (const schedule of both) await schedule.close();
  const done = reports.filter((outcome) => outcome === 'done').length;
  expect(done).toBeGreaterThanOrEqual(2);
  expect(done).toBeLessThanOrEqual(3);
  expect(reports.filter((outcome) => outcome === 'busy').length).toBeGreaterThanOrEqual(done - 1);
  expect(reports).not.toContain('failed');
});

it('begins nothing while another process keeps the schedule, and makes up once for what nobody did before it followed', async () => {
  const reports: string[] = [];
  let follow: (gapMs: number) => void = () => undefined;
  const leader: Leader = {
    leads: () => false,
    onFollow: (listener) => {
      follow = listener;
    },
  };
  const settings = {
    ...OFF,
    retry: { cron: '*/2 * * * * *', batch: 10 },
    match: { cron: '0 0 1 1 *', batch: 10 },
  };
  const parts = await partsOf();
  const onRun = ({ name, outcome }: { name: string; outcome: string }) => reports.push(`${name} ${outcome}`);
  const schedule = startSchedule(settings, parts, { leader, onRun });
  await new Promise((resolve) => {
    setTimeout(resolve, 2500);
  });
  expect(reports).toEqual([]);
  follow(60 * 60_000);
  follow(4000);
  await vi.waitFor(() => expect(reports).toEqual(['retry done']), { timeout: 20_000 });
  await schedule.close();
});

it('does not start what another process has under way, but for one that was killed', async () => {
  const parts = await partsOf();
  const living = await parts.store.scheduleRuns.begin('retry', 'another-machine:1:x', 60_000);
  expect(await runScheduled('retry', parts, 10)).toMatchObject({ outcome: 'busy', result: null });
  await parts.store.scheduleRuns.end(living!, true, {});
  const { hostname } = await import('node:os');
  // No process has this number.
  await parts.store.scheduleRuns.begin('retry', `${hostname()}:4194305:x`, 60_000);
  expect(await runScheduled('retry', parts, 10)).toMatchObject({ outcome: 'done', result: { opened: 0 } });
});

it('keeps why a run failed, and runs again', async () => {
  const parts = await partsOf();
  const broken = { ...parts, jds: () => Promise.reject(new Error('quotes a CV')) };
  expect(await runScheduled('match', broken, 10)).toMatchObject({ outcome: 'failed', result: { error: 'internal' } });
  const [entry] = describeSchedule(OFF, await parts.store.scheduleRuns.last()).filter(({ name }) => name === 'match');
  expect(entry).toMatchObject({ cron: null, next: null, last: { ok: false, result: { error: 'internal' } } });
  expect(await runScheduled('match', parts, 10)).toMatchObject({
    outcome: 'done',
    result: { cvs: 0, matches: 0, warm: 0 },
  });
});

it('begins the runs of tenants one after the other, each at the same time in every process', () => {
  vi.useFakeTimers({ now: Date.parse('2026-03-02T12:00:30Z'), toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const settings = {
    ...OFF,
    parse: { cron: '*/5 * * * *', batch: 1 },
    'clean-up': { cron: '0 2 * * *', batch: null },
  };
  const next = (name: string, tenant?: string) =>
    Date.parse(describeSchedule(settings, [], tenant).find((entry) => entry.name === name)!.next!);
  expect(new Date(next('parse')).toISOString()).toBe('2026-03-02T12:05:00.000Z');
  const tenants = Array.from({ length: 200 }, (_, i) => `team-${i}`);
  const parses = tenants.map((tenant) => next('parse', tenant));
  expect(tenants.map((tenant) => next('parse', tenant))).toEqual(parses);
  // Each within the next five minutes, no ten of them within the same three seconds.
  for (const at of parses) expect(at - Date.now()).toBeLessThanOrEqual(300_000);
  for (const at of parses) expect(parses.filter((other) => Math.abs(other - at) < 1500).length).toBeLessThan(10);
  const night = next('clean-up');
  for (const tenant of tenants) {
    expect(next('clean-up', tenant)).toBeGreaterThanOrEqual(night);
    expect(next('clean-up', tenant)).toBeLessThan(night + 3_600_000);
  }
});

it('begins a delayed run after its delay, and none after it was closed', async () => {
  const reports: string[] = [];
  const settings = { ...OFF, retry: { cron: '*/2 * * * * *', batch: 10 } };
  const started = startSchedule(settings, await partsOf(), {
    leader: ALWAYS,
    onRun: ({ outcome }) => reports.push(outcome),
    tenant: LATE,
  });
  await vi.waitFor(() => expect(reports).toContain('done'), { timeout: 20_000 });
  const { next } = (await started.list()).find(({ name }) => name === 'retry')!;
  expect(new Date(next!).getUTCSeconds() % 2).toBe(1);
  await started.close();
  const yearly = { ...OFF, retry: { cron: '0 0 1 1 *', batch: 10 } };
  await startSchedule(yearly, await partsOf(), { leader: ALWAYS, onRun: () => undefined, tenant: LATE }).close();
});

it('backs up for default only, and says for how long a backup has been missing', async () => {
  const parts = await partsOf();
  expect(await runScheduled('backup', parts, null)).toMatchObject({ outcome: 'done', result: { tenants: 1 } });
  const failed = await runScheduled('backup', { ...parts, backup: null }, null);
  expect(failed).toMatchObject({ outcome: 'failed', result: { error: expect.stringContaining('bad_config') } });
  expect(describeSchedule(OFF, [], 'team').map(({ name }) => name)).not.toContain('backup');
  const theirs = startSchedule(OFF, parts, { leader: ALWAYS, onRun: () => undefined, tenant: 'team' });
  expect(() => theirs.run('backup')).toThrow(/no periodic task is called backup/);
  await theirs.close();
  vi.useFakeTimers({ now: Date.parse('2026-03-02T12:00:00Z'), toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const overdue = (from: string, cron: string | null = '0 * * * *') => overdueSeconds(cron, new Date(from));
  expect(overdue('2026-03-02T11:00:01Z')).toBe(0);
  expect(overdue('2026-03-02T08:30:00Z')).toBe(3 * 3600);
  expect(overdue('2026-01-01T00:00:00Z', null)).toBe(0);
});

it('names a pattern that is no time', async () => {
  const parts = await partsOf();
  const wrong = { ...OFF, match: { cron: '99 * * * *', batch: 1 } };
  expect(() => startSchedule(wrong, parts, { leader: ALWAYS, onRun: () => undefined })).toThrow(/match are "99/);
  expect(describeSchedule({ ...OFF, match: { cron: '*/20 * * * *', batch: 1 } }, [])[3]?.next).toMatch(
    /:[024]0:00.000Z$/,
  );
});
