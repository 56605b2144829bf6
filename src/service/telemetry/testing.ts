import type { AuditLevels, LevelSources, StoreCounts, TaskCounts } from './metrics.js';

/** What tests set as levels, all in one. */
export type Levels = TaskCounts &
  StoreCounts & { pool: Awaited<ReturnType<LevelSources['pool']>>; audit?: Partial<AuditLevels> };

const NO_AUDIT: AuditLevels = { records: 0, bytes: 0, oldest: null, cleaned: null, failed: 0 };

export function levelsFrom(read: () => Promise<Levels>): LevelSources {
  return {
    tasks: read,
    store: read,
    audit: async () => ({ ...NO_AUDIT, ...(await read()).audit }),
    pool: async () => (await read()).pool,
  };
}

/** Of a store that does not answer. */
export const NO_LEVELS = levelsFrom(() => Promise.reject(new Error('no store')));
