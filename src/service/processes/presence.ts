import { hostname } from 'node:os';
import { hasEnded, LEASE_MS, PROCESS_ID } from '../../ingest/owner.js';
import type { ProcessBeat, Registry, ServingProcess, Wanted } from '../../store/port/index.js';
import type { SharedCounts } from '../telemetry/shared-counts.js';

const BEAT_MS = 5000;
/** Beats after which the others are told anew all that this process counted: they forget it while the store is away. */
const COUNTS_ANEW = 12;
/** Milliseconds between two looks at what was asked of this process. */
const LOOK_MS = 1000;

export interface PresenceParts {
  registry: Pick<Registry, 'processes'>;
  about: Pick<ProcessBeat, 'version' | 'role'>;
  /** What it does at the moment. */
  now: () => Pick<ProcessBeat, 'state' | 'held' | 'done' | 'schedules'>;
  /** What the others are told. */
  shared: Pick<SharedCounts, 'changed' | 'again'>;
  /** Called when another process asked for it, once for each. */
  onWanted: (what: Wanted) => void;
}

export interface Presence {
  /** Tells the others now how it stands. */
  beat(): Promise<void>;
  /** It is listed no more. */
  leave(): Promise<void>;
  readonly leader: Leader;
}

/** Whether this process keeps the schedule, which one process of a workspace does at a time. */
export interface Leader {
  leads(): boolean;
  /**
   * `listener` is called when this process follows another, with the milliseconds for which nobody may have kept the
   * schedule, until the signal.
   */
  onFollow(listener: (gapMs: number) => void, signal: AbortSignal): void;
}

/** Leads as long as its lease lasts by its own clock, even if the store cannot be reached. */
class LeaderLease implements Leader {
  private readonly listeners = new Set<(gapMs: number) => void>();
  private until = -Infinity;

  leads(): boolean {
    return performance.now() < this.until;
  }

  onFollow(listener: (gapMs: number) => void, signal: AbortSignal): void {
    this.listeners.add(listener);
    signal.addEventListener('abort', () => this.listeners.delete(listener), { once: true });
  }

  /** What a beat that was sent at `sent` brought. */
  told(gapMs: number | null, sent: number): void {
    this.until = gapMs === null ? -Infinity : sent + LEASE_MS;
    if (gapMs !== null && gapMs > 0) for (const listener of this.listeners) listener(gapMs);
  }

  end(): void {
    this.until = -Infinity;
  }
}

/**
 * Lists this process among those of its workspace while it runs, and tells it what it is asked for. A store that cannot be reached
 * at the moment costs a beat, which the next makes up for.
 */
export async function beginPresence({
  registry: { processes },
  about,
  now,
  shared,
  onWanted,
}: PresenceParts): Promise<Presence> {
  const told = new Set<Wanted>();
  const leader = new LeaderLease();
  let over = false;
  let last: Promise<unknown> = Promise.resolve();
  let beats = 0;
  const beat = async (): Promise<void> => {
    if (over) return;
    if (++beats % COUNTS_ANEW === 0) shared.again();
    last = beatOnce(processes, { ...about, ...now() }, leader)
      .then(() => tellCounts(processes, shared))
      .catch(() => undefined);
    await last;
  };
  const look = async (): Promise<void> => {
    const wanted = await processes.wantedOf(PROCESS_ID).catch(() => null);
    if (over || wanted === null || told.has(wanted)) return;
    told.add(wanted);
    onWanted(wanted);
    await beat();
  };
  await beat();
  const timers = [setInterval(() => void beat(), BEAT_MS), setInterval(() => void look(), LOOK_MS)];
  timers.forEach((timer) => timer.unref());
  return {
    leader,
    beat,
    leave: async () => {
      over = true;
      leader.end();
      timers.forEach((timer) => {
        clearInterval(timer);
      });
      await last;
      await processes.leave([PROCESS_ID]).catch(() => undefined);
    },
  };
}

/** Whoever would keep the schedule looks first whether a process of this machine was killed that did. */
async function beatOnce(
  processes: Registry['processes'],
  about: Omit<ProcessBeat, 'id' | 'host' | 'pid'>,
  leader: LeaderLease,
): Promise<void> {
  if (about.schedules && !leader.leads()) await forgetEnded(processes);
  const sent = performance.now();
  const gap = await processes.beat({ id: PROCESS_ID, host: hostname(), pid: process.pid, ...about }, LEASE_MS);
  leader.told(gap, sent);
}

async function tellCounts(processes: Registry['processes'], shared: PresenceParts['shared']): Promise<void> {
  const counts = await shared.changed();
  if (counts.length === 0) return;
  try {
    await processes.count(PROCESS_ID, counts);
  } catch (error) {
    shared.again();
    throw error;
  }
}

/** Those that are alive; those of this machine that were killed are forgotten at once, not when their lease ends. */
export async function forgetEnded(processes: Registry['processes']): Promise<ServingProcess[]> {
  const listed = await processes.list();
  const gone = listed.filter(({ host, pid }) => hasEnded(host, pid)).map(({ id }) => id);
  if (gone.length > 0) await processes.leave(gone);
  return listed.filter(({ id }) => !gone.includes(id));
}
