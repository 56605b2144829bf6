import { CvmatchError } from '../../errors.js';
import { hasEnded, processOf } from '../../ingest/owner.js';
import type { HeldTask, Registry, ServingProcess, Tasks, Wanted } from '../../store/port/index.js';

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
  const [held, listed] = [await tasks.held(MOST_TASKS, keyId), await processes.list()];
  const gone = listed.filter(({ host, pid }) => hasEnded(host, pid)).map(({ id }) => id);
  if (gone.length > 0) await processes.leave(gone);
  // Ages go by the store's clock.
  const [first] = listed;
  const now = first === undefined ? 0 : Date.parse(first.beatAt) + first.beatMs;
  return listed
    .filter(({ id }) => !gone.includes(id))
    .map((one) => ({
      ...one,
      tasks: held
        .filter(({ owner }) => processOf(owner) === one.id)
        .map(({ owner: _owner, path: _path, ...task }) => ({
          ...task,
          ageMs: Math.max(0, now - Date.parse(task.since)),
        })),
    }));
}

/** Asks a process to end. @throws CvmatchError `not_found`. */
export async function askProcess({ processes }: Pick<Registry, 'processes'>, id: string, what: Wanted): Promise<void> {
  const one = (await processes.list()).find((listed) => listed.id === id);
  const isThere = one !== undefined && !hasEnded(one.host, one.pid) && (await processes.want(id, what));
  if (!isThere)
    throw new CvmatchError('not_found', `no process ${id} works here`, { hint: '`cvmatch workers` shows them.' });
}
