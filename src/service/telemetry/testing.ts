import type { ProfileSizes } from '../../store/port/index.js';
import type { AuditLevels, BackupLevels, LevelSources, RetentionLevels, StoreCounts, TaskCounts } from './metrics.js';

/** What tests set as levels, all in one. */
export type Levels = TaskCounts &
  StoreCounts & {
    pool: Awaited<ReturnType<LevelSources['pool']>>;
    audit?: Partial<AuditLevels>;
    retention?: Partial<RetentionLevels>;
    profiles?: Partial<ProfileSizes>;
    backup?: Partial<BackupLevels>;
  };

const NO_AUDIT: AuditLevels = { records: 0, bytes: 0, oldest: null, cleaned: null, failed: 0 };

export const NO_RETENTION: RetentionLevels = { rules: [], held: 0, ran: null, failed: 0 };

export const NO_PROFILES: ProfileSizes = { profiles: 0, mean: 0, largest: 0, large: 0, storedShare: 1 };

const NO_BACKUP: BackupLevels = { last: null, failed: 0, overdue: 0 };

export function levelsFrom(read: () => Promise<Levels>): LevelSources {
  return {
    tasks: read,
    store: read,
    audit: async () => ({ ...NO_AUDIT, ...(await read()).audit }),
    retention: async () => ({ ...NO_RETENTION, ...(await read()).retention }),
    profiles: async () => ({ ...NO_PROFILES, ...(await read()).profiles }),
    backup: async () => ({ ...NO_BACKUP, ...(await read()).backup }),
    pool: async () => (await read()).pool,
  };
}

/** Of a store that does not answer. */
export const NO_LEVELS = levelsFrom(() => Promise.reject(new Error('no store')));
