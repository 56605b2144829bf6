import { DEFAULT_TENANT } from '../../domain/index.js';

/** The periodic tasks, in the order in which a CV goes through them. */
export const SCHEDULED = [
  'parse',
  'embed-cvs',
  'embed-jds',
  'match',
  'explain',
  'retry',
  'retention',
  'clean-up',
  'backup',
] as const;
export type ScheduledName = (typeof SCHEDULED)[number];

/** Those of a tenant: what concerns all tenants together is done for `default`, and is nobody else's business. */
export function scheduledFor(tenant: string): ScheduledName[] {
  return SCHEDULED.filter((name) => name !== 'backup' || tenant === DEFAULT_TENANT);
}

export const PURPOSES: Record<ScheduledName, string> = {
  parse: 'process waiting uploads',
  'embed-cvs': 'embed again CVs whose vectors are of another model or older code',
  'embed-jds': 'embed stored JDs that have no vectors yet',
  match: 'score new CVs against all stored JDs, and cache their rankings',
  explain: "put the evidence of each JD's ten best into words",
  retry: 'reopen dead letters of the last day',
  retention: 'erase CVs that have been kept as long as the rules of `cvmatch retention` say',
  'clean-up': 'forget expired caches, old tasks and runs; remove uploads that nobody needs; finish removals',
  backup: 'back up the store with all tenants to the place of the setting backupTo, and delete the oldest backups',
};

export interface ScheduledSetting {
  /** Five cron fields, local time; null: never by itself. */
  cron: string | null;
  /** Most CVs, JDs or tasks per run; null: all that are due. */
  batch: number | null;
}
