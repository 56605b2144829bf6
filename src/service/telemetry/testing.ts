import type { LevelSources, StoreCounts, TaskCounts } from './metrics.js';

/** What tests set as levels, all in one. */
export type Levels = TaskCounts & StoreCounts & { pool: Awaited<ReturnType<LevelSources['pool']>> };

export function levelsFrom(read: () => Promise<Levels>): LevelSources {
  return { tasks: read, store: read, pool: async () => (await read()).pool };
}

/** Of a store that does not answer. */
export const NO_LEVELS = levelsFrom(() => Promise.reject(new Error('no store')));
