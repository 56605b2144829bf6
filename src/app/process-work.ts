import type { Worker, WorkerEvent } from '../ingest/worker.js';
import type { Workspace } from '../open.js';
import { beginPresence, type Presence } from '../service/processes/presence.js';
import type { SharedCounts } from '../service/telemetry/shared-counts.js';
import type { ProcessBeat } from '../store/port/index.js';

/** What the workers of this process do together, whatever their tenants. */
export class ProcessWork {
  private readonly workers = new Set<Worker>();
  private readonly leaving = new AbortController();
  private done = 0;

  /**
   * `keepsSchedule`: whether this process keeps the schedule if no other does. `recycleAfter`: number of ended tasks after
   * which it drains; 0: never.
   */
  constructor(
    private readonly keepsSchedule: boolean,
    private readonly recycleAfter = 0,
  ) {}

  /** Aborted when this process was asked to take no more tasks. */
  get draining(): AbortSignal {
    return this.leaving.signal;
  }

  /** A worker that starts while the process drains takes no task. */
  add(worker: Worker): void {
    this.workers.add(worker);
    const forget = (): void => void this.workers.delete(worker);
    worker.ended.then(forget, forget);
    if (this.draining.aborted) void worker.stop(Infinity);
  }

  note(event: WorkerEvent): void {
    if (event.kind !== 'settled') return;
    this.done += 1;
    if (this.done === this.recycleAfter) this.drain();
  }

  /** No worker takes another task; each ends after those it has. */
  drain(): void {
    this.leaving.abort();
    for (const worker of this.workers) void worker.stop(Infinity);
  }

  now(): Pick<ProcessBeat, 'state' | 'held' | 'done' | 'schedules'> {
    const held = [...this.workers].reduce((sum, worker) => sum + worker.held, 0);
    const { aborted: drains } = this.draining;
    return { state: drains ? 'draining' : 'running', held, done: this.done, schedules: this.keepsSchedule && !drains };
  }
}

/** Lists this process among those of the workspace; `cvmatch workers drain` and `stop` lead here. */
export function presentWith(
  { registry }: Workspace,
  about: Pick<ProcessBeat, 'version' | 'role'>,
  { work, shared }: { work: ProcessWork; shared: SharedCounts },
  stop: () => void,
): Promise<Presence> {
  return beginPresence({
    registry,
    about,
    now: () => work.now(),
    shared,
    onWanted: (what) => {
      if (what === 'drain') work.drain();
      else stop();
    },
  });
}
