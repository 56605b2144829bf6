import type { Config } from '../config/config.js';
import { withWorkspace } from '../open.js';
import { askProcess, listProcesses, type ListedProcess } from '../service/processes/list.js';
import type { Wanted } from '../store/port/index.js';

/** The processes that serve or work, with their tasks of the configured tenant. */
export async function listWorkers(config: Config): Promise<ListedProcess[]> {
  return withWorkspace(config, {}, ({ registry, store }) => listProcesses(registry, store.tasks));
}

/** @throws CvmatchError `not_found`. */
export async function askWorker(config: Config, id: string, what: Wanted): Promise<void> {
  return withWorkspace(config, {}, ({ registry }) => askProcess(registry, id, what));
}
