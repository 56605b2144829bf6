import { setTimeout as wait } from 'node:timers/promises';
import { Cron } from 'croner';
import { DEFAULT_TENANT } from '../../domain/index.js';
import { CvmatchError, isCvmatchError } from '../../errors.js';
import type { ScheduleRun } from '../../store/port/index.js';
import { PURPOSES, scheduledFor, type ScheduledName, type ScheduledSetting } from './names.js';
import type { Leader } from '../processes/presence.js';
import { runScheduled, type RunReport } from './run.js';
import { delayOf, placeOf } from './spread.js';
import type { ScheduledParts } from './tasks.js';

export type ScheduleSettings = Record<ScheduledName, ScheduledSetting>;

export interface ScheduleEntry {
  name: ScheduledName;
  purpose: string;
  cron: string | null;
  batch: number | null;
  /** ISO time; null if it never runs by itself. */
  next: string | null;
  /** Null if it never ran. `ok` is null while it is running. */
  last: {
    startedAt: string;
    endedAt: string | null;
    ms: number | null;
    ok: boolean | null;
    result: ScheduleRun['result'];
  } | null;
}

export interface Schedule {
  list(): Promise<ScheduleEntry[]>;
  /** Runs one now, as if it were due. @throws CvmatchError `not_found` for one that this tenant does not have. */
  run(name: ScheduledName): Promise<RunReport>;
  /** Starts no more runs, and lets those in progress end. */
  close(): Promise<void>;
}

export interface Keeping {
  /** Whether this process keeps the schedule; only then runs begin. */
  leader: Leader;
  onRun: (report: RunReport) => void;
  tenant?: string;
}

/** Longest time, in milliseconds, for which runs are made up for that were due while no process kept the schedule. */
const MOST_GAP_MS = 5 * 60_000;

/**
 * Of the processes of a workspace one keeps the schedule, and a run that was begun for the same time is not begun again. Those
 * of tenants begin one after the other (spread.ts). @throws CvmatchError `bad_config`.
 */
export function startSchedule(settings: ScheduleSettings, parts: ScheduledParts, keeping: Keeping): Schedule {
  const { onRun, tenant = DEFAULT_TENANT } = keeping;
  const running = new Set<Promise<void>>();
  const over = new AbortController();
  const tracked = (run: Promise<RunReport>): Promise<void> => {
    const one: Promise<void> = run.then(onRun).finally(() => running.delete(one));
    running.add(one);
    return one;
  };
  const begin = (name: ScheduledName, due: Date): Promise<void> =>
    tracked(runWhenDue(name, parts, settings[name].batch, due));
  const crons = keepTimes(settings, keeping, begin, over.signal);
  return {
    list: async () => describeSchedule(settings, await parts.store.scheduleRuns.last(), tenant),
    run: (name) => {
      requireOwn(name, tenant);
      const run = runScheduled(name, parts, settings[name].batch);
      tracked(run).catch(() => undefined); // the caller receives the failure
      return run;
    },
    async close() {
      over.abort();
      crons.forEach((cron) => {
        cron.stop();
      });
      await Promise.allSettled(running);
    },
  };
}

/** @throws CvmatchError `not_found`. */
export function requireOwn(name: string, tenant: string): ScheduledName {
  const own = scheduledFor(tenant);
  const found = own.find((one) => one === name);
  if (found !== undefined) return found;
  throw new CvmatchError('not_found', `no periodic task is called ${name}`, { hint: `There are: ${own.join(', ')}.` });
}

/** Begins each task at its times while this process keeps the schedule, and what was due before it followed another. */
function keepTimes(
  settings: ScheduleSettings,
  { leader, tenant = DEFAULT_TENANT }: Keeping,
  begin: (name: ScheduledName, due: Date) => Promise<void>,
  over: AbortSignal,
): Cron[] {
  const kept = scheduledFor(tenant).flatMap((name) => {
    const { cron } = settings[name];
    if (cron === null) return [];
    const delay = delayOf(openCron(name, cron, null), placeOf(tenant));
    const late = (due: Date): Date => new Date(due.getTime() + delay);
    const opened = openCron(name, cron, async (due) => {
      if ((await passed(delay, over)) && leader.leads()) await begin(name, late(due));
    });
    const makeUp = (gapMs: number): void => {
      const missed = lastDue(opened, Date.now() - delay, gapMs);
      if (missed !== null) void begin(name, late(missed));
    };
    return [{ opened, makeUp }];
  });
  leader.onFollow((gapMs) => {
    if (gapMs <= MOST_GAP_MS) for (const { makeUp } of kept) makeUp(gapMs);
  }, over);
  return kept.map(({ opened }) => opened);
}

/** The last time within `gapMs` before `now` (milliseconds) at which a task was due; null if there is none. */
function lastDue(cron: Cron, now: number, gapMs: number): Date | null {
  let last: Date | null = null;
  for (
    let next = cron.nextRun(new Date(now - gapMs));
    next !== null && next.getTime() <= now;
    next = cron.nextRun(next)
  )
    last = next;
  return last;
}

/** False if `signal` aborted first. */
async function passed(delay: number, signal: AbortSignal): Promise<boolean> {
  if (delay === 0) return true;
  return wait(delay, true, { signal, ref: false }).catch(() => false);
}

/** Nobody waits for it, so a failure becomes its report. */
function runWhenDue(name: ScheduledName, parts: ScheduledParts, batch: number | null, due: Date): Promise<RunReport> {
  return runScheduled(name, parts, batch, due.toISOString()).catch((error: unknown): RunReport => ({
    name,
    outcome: 'failed',
    result: { error: isCvmatchError(error) ? error.code : 'internal' },
    ms: 0,
  }));
}

/**
 * With `run` null it only computes times. protect: this process starts no second run of the task; the row in the store
 * prevents one in other processes.
 */
function openCron(name: ScheduledName, pattern: string, run: ((due: Date) => Promise<void>) | null): Cron {
  try {
    if (run === null) return new Cron(pattern);
    return new Cron(pattern, { protect: true, unref: true }, (cron: Cron) =>
      run(secondOf(cron.currentRun() ?? new Date())),
    );
  } catch (cause) {
    throw new CvmatchError('bad_config', `the times of the periodic task ${name} are "${pattern}"`, {
      cause,
      hint: 'They must be five cron fields such as "*/5 * * * *", or off.',
    });
  }
}

/** Timers fire slightly late, by a different delay in each process. */
function secondOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}

/** The times of each task, and its last run. */
export function describeSchedule(
  settings: ScheduleSettings,
  last: ScheduleRun[],
  tenant = DEFAULT_TENANT,
): ScheduleEntry[] {
  return scheduledFor(tenant).map((name) => {
    const { cron, batch } = settings[name];
    const next = cron === null ? null : nextOf(openCron(name, cron, null), tenant);
    return { name, purpose: PURPOSES[name], cron, batch, next, last: lastOf(last.find((run) => run.name === name)) };
  });
}

/**
 * Seconds since a task was due for which nothing was done since `from`; 0 if none is missing, or the task never runs by itself.
 */
export function overdueSeconds(pattern: string | null, from: Date): number {
  const due = pattern === null ? null : new Cron(pattern).nextRun(from);
  return due === null ? 0 : Math.max(0, Date.now() - due.getTime()) / 1000;
}

/** One that is due already may still be delayed. */
function nextOf(cron: Cron, tenant: string): string | null {
  const delay = delayOf(cron, placeOf(tenant));
  const due = cron.nextRun(new Date(Date.now() - delay));
  return due === null ? null : new Date(due.getTime() + delay).toISOString();
}

function lastOf(run: ScheduleRun | undefined): ScheduleEntry['last'] {
  if (run === undefined) return null;
  const { startedAt, endedAt, ok, result } = run;
  return { startedAt, endedAt, ms: endedAt === null ? null : Date.parse(endedAt) - Date.parse(startedAt), ok, result };
}
