import type { Config } from '../config/config.js';
import { eraseLoose } from '../ingest/originals/settle.js';
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

export async function dropTasks(config: Config, filter: TaskQuery): Promise<number> {
  return withWorkspace(config, {}, async (workspace) => {
    const dropped = await workspace.store.tasks.drop(filterOf(filter));
    await workspace.uploads.remove(dropped);
    await eraseLoose(workspace.store.originals, workspace);
    return dropped.length;
  });
}
