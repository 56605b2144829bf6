import { hostname } from 'node:os';
import { LEASE_MS, PROCESS_ID } from '../../ingest/owner.js';
import type { ProcessBeat, Registry, Wanted } from '../../store/port/index.js';

const BEAT_MS = 5000;
/** Milliseconds between two looks at what was asked of this process. */
const LOOK_MS = 1000;

export interface PresenceParts {
  registry: Pick<Registry, 'processes'>;
  about: Pick<ProcessBeat, 'version' | 'role'>;
  /** What it does at the moment. */
  now: () => Pick<ProcessBeat, 'state' | 'held' | 'done'>;
  /** Called when another process asked for it, once for each. */
  onWanted: (what: Wanted) => void;
}

export interface Presence {
  /** Tells the others now how it stands. */
  beat(): Promise<void>;
  /** It is listed no more. */
  leave(): Promise<void>;
}

/**
 * Lists this process among those of its workspace while it runs, and tells it what it is asked for. A store that cannot be reached
 * at the moment costs a beat, which the next makes up for.
 */
export async function beginPresence({
  registry: { processes },
  about,
  now,
  onWanted,
}: PresenceParts): Promise<Presence> {
  const told = new Set<Wanted>();
  let over = false;
  let last: Promise<unknown> = Promise.resolve();
  const beat = async (): Promise<void> => {
    if (over) return;
    const { pid } = process;
    const beating = processes.beat({ id: PROCESS_ID, host: hostname(), pid, ...about, ...now() }, LEASE_MS);
    last = beating.catch(() => undefined);
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
    beat,
    leave: async () => {
      over = true;
      timers.forEach((timer) => {
        clearInterval(timer);
      });
      await last;
      await processes.leave([PROCESS_ID]).catch(() => undefined);
    },
  };
}
