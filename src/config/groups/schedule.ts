import { positive, whole } from '../parsers.js';
import { parsePlace, placeExpects, PLACES } from '../places.js';
import type { Setting } from '../shape.js';
import { parseDuration } from '../units.js';
import type { Settings } from '../shape.js';

const CRON = /^[\d*/,\-?LW#A-Za-z]+(?:\s+[\d*/,\-?LW#A-Za-z]+){4,5}$/;
const cron = (what: string, fallback: string): Setting<string> => ({
  description: `when to ${what}: cron fields, or off`,
  fallback,
  parse: (value) => (value.trim() === 'off' || CRON.test(value.trim()) ? value.trim() : undefined),
  expects: 'five cron fields such as */5 * * * *, or off',
});
const batch = (what: string, fallback: number): Setting<number> => ({
  description: `${what} at most per run of the schedule`,
  fallback,
  parse: whole(1, 1_000_000),
  expects: 'a whole number from 1',
});

const DAY_MS = 86_400_000;

/** When the service does its periodic work. */
export const SCHEDULE = {
  scheduleParse: cron('work on waiting uploads', '*/5 * * * *'),
  batchParse: batch('uploads worked on', 50),
  scheduleEmbedCvs: cron('embed again what is out of date', '*/10 * * * *'),
  batchEmbedCvs: batch('CVs embedded again', 100),
  scheduleEmbedJds: cron('embed new JDs', '*/15 * * * *'),
  batchEmbedJds: batch('JDs embedded', 100),
  scheduleMatch: cron('match new CVs to stored JDs', '*/20 * * * *'),
  batchMatch: batch('CVs matched to each JD', 50),
  scheduleExplain: cron('explain the best matches', '*/30 * * * *'),
  batchExplain: batch('matches explained', 100),
  scheduleRetry: cron('reopen dead letters', '0 * * * *'),
  batchRetry: batch('dead letters opened', 100),
  scheduleRetention: cron('erase what the rules of retention say', '0 1 * * *'),
  scheduleCleanUp: cron('clean up', '0 2 * * *'),
  scheduleBackup: cron('back up the store to backupTo', '0 3 * * *'),
  backupTo: {
    description: 'where the schedule makes backups',
    fallback: null,
    parse: (value) => parsePlace(PLACES.backupTo, value),
    place: true,
    expects: placeExpects(PLACES.backupTo),
  },
  backupKeep: {
    description: 'how many backups the schedule leaves there, the latest ones',
    fallback: 14,
    parse: whole(1, 10_000),
    expects: 'a whole number from 1',
  },
  keepEnded: {
    description: 'how long ended tasks are kept',
    fallback: 30 * 86_400_000,
    parse: positive(parseDuration),
    expects: 'a duration such as 30d',
  },
  auditRetention: {
    description: 'how long the audit log keeps records',
    fallback: 90 * DAY_MS,
    parse: (value) => {
      const ms = parseDuration(value);
      return ms !== null && ms >= 30 * DAY_MS && ms <= 365 * DAY_MS ? ms : undefined;
    },
    expects: 'a duration from 30d to 365d',
  },
} satisfies Partial<Settings>;
