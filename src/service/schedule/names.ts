/** The periodic tasks, in the order in which a CV meets them. */
export const SCHEDULED = ['parse', 'embed-cvs', 'embed-jds', 'match', 'explain', 'retry', 'clean-up'] as const;
export type ScheduledName = (typeof SCHEDULED)[number];

export const PURPOSES: Record<ScheduledName, string> = {
  parse: 'work on uploads that wait',
  'embed-cvs': 'embed again CVs whose vectors are of another model or older code',
  'embed-jds': 'embed stored JDs that have no vectors yet',
  match: 'score new CVs against all stored JDs, and warm their rankings',
  explain: "put the evidence of each JD's ten best into words",
  retry: 'open dead letters of the last day again',
  'clean-up': 'forget expired caches, old tasks and runs; remove bytes that nobody asks for',
};

export interface ScheduledSetting {
  /** Five fields, local time; null: never by itself. */
  cron: string | null;
  /** At most so many CVs, JDs or tasks a run; null: all that are due. */
  batch: number | null;
}
