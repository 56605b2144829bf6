import { CvmatchError } from '../../errors.js';
import { processOf } from '../../ingest/owner.js';
import type { HeldTask, Registry, ServingProcess, Tasks, Wanted } from '../../store/port/index.js';
import { forgetEnded } from './presence.js';

/** A process, with what it has in hand of one tenant. */
export interface ListedProcess extends ServingProcess {
  /** Its tasks of this tenant, first those that it has had longest. `held` counts those of other tenants too. */
  tasks: ProcessTask[];
}

export interface ProcessTask extends Omit<HeldTask, 'owner' | 'path'> {
  /** Milliseconds since it was taken. */
  ageMs: number;
}

/** Most tasks that are looked at; a process holds a few. */
const MOST_TASKS = 1000;

/**
 * The processes of a workspace that are alive, with their tasks of one tenant, or of one API key of it: nobody is told
 * the files of other tenants. Those of this machine that were killed are forgotten at once.
 */
export async function listProcesses(
  { processes }: Pick<Registry, 'processes'>,
  tasks: Pick<Tasks, 'held'>,
  keyId?: string,
): Promise<ListedProcess[]> {
  const [held, listed] = [await tasks.held(MOST_TASKS, keyId), await forgetEnded(processes)];
  // Ages go by the store's clock.
  const [first] = listed;
  const now = first === undefined ? 0 : Date.parse(first.beatAt) + first.beatMs;
  const taskOf = ({ id, name, since, leaseUntil }: HeldTask): ProcessTask => {
    return { id, name, since, leaseUntil, ageMs: Math.max(0, now - Date.parse(since)) };
  };
  return listed.map((one) => ({
    ...one,
    tasks: held.filter(({ owner }) => processOf(owner) === one.id).map(taskOf),
  }));
}

/** Asks a process to end. @throws CvmatchError `not_found`. */
export async function askProcess({ processes }: Pick<Registry, 'processes'>, id: string, what: Wanted): Promise<void> {
  await forgetEnded(processes);
  if (!(await processes.want(id, what)))
    throw new CvmatchError('not_found', `no process ${id} works here`, { hint: '`cvmatch workers` shows them.' });
}
