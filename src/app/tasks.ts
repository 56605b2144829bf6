import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.js';
import { completionOf, EFFORTS, finishNow, type Completion } from '../govern/erasure.js';
import { withWorkspace } from '../open.js';
import type { TaskFilter, TaskRecord } from '../store/port/index.js';

/** Tasks as shown by commands and JSON, where ids are numbers. */
export type TaskView = Omit<TaskRecord, 'id'> & { id: number };

export type TaskQuery = Omit<TaskFilter, 'ids'> & { ids?: number[] };

function filterOf({ ids, ...rest }: TaskQuery): TaskFilter {
  return ids === undefined ? rest : { ...rest, ids: ids.map(String) };
}

export async function listTasks(config: Config, filter: TaskQuery): Promise<TaskView[]> {
  return withWorkspace(config, {}, async (workspace) => {
    const tasks = await workspace.store.tasks.list(filterOf(filter));
    return tasks.map((task) => ({ ...task, id: Number(task.id) }));
  });
}

export async function retryTasks(config: Config, filter: TaskQuery): Promise<number> {
  return withWorkspace(config, {}, (workspace) => workspace.store.tasks.retry(filterOf(filter)));
}

/** Uploads are not handed out any more, or again. False if it was so before. */
export async function pauseTasks(config: Config): Promise<boolean> {
  return withWorkspace(config, {}, ({ store }) => store.tasks.pause());
}

export async function resumeTasks(config: Config): Promise<boolean> {
  return withWorkspace(config, {}, ({ store }) => store.tasks.resume());
}

export interface DropReport extends Completion {
  dropped: number;
}

export async function dropTasks(config: Config, filter: TaskQuery): Promise<DropReport> {
  return withWorkspace(config, {}, async (workspace) => {
    const erasure = randomUUID();
    const dropped = await workspace.store.tasks.drop(filterOf(filter), erasure);
    await workspace.uploads.remove(dropped);
    return { dropped: dropped.length, ...completionOf(await finishNow(workspace, EFFORTS.thorough), erasure) };
  });
}
