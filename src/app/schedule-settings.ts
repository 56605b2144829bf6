import type { Config } from '../config/config.js';
import type { ScheduleSettings } from '../service/schedule/index.js';

/** Settings of the periodic tasks from the configuration. */
export function scheduleSettings(config: Config): ScheduleSettings {
  const times = (text: string): string | null => (text === 'off' ? null : text);
  return {
    parse: { cron: times(config.scheduleParse), batch: config.batchParse },
    'embed-cvs': { cron: times(config.scheduleEmbedCvs), batch: config.batchEmbedCvs },
    'embed-jds': { cron: times(config.scheduleEmbedJds), batch: config.batchEmbedJds },
    match: { cron: times(config.scheduleMatch), batch: config.batchMatch },
    explain: { cron: times(config.scheduleExplain), batch: config.batchExplain },
    retry: { cron: times(config.scheduleRetry), batch: config.batchRetry },
    retention: { cron: times(config.scheduleRetention), batch: null },
    'clean-up': { cron: times(config.scheduleCleanUp), batch: null },
    backup: { cron: config.backupTo === null ? null : times(config.scheduleBackup), batch: null },
  };
}
