import type { ServingProcess } from './port/index.js';

/** A process as both stores have it: times in milliseconds since 1970. */
export type ProcessRow = Omit<ServingProcess, Times | 'leads'> & Record<Times, number> & { leads: boolean | number };
type Times = 'startedAt' | 'beatAt' | 'leaseUntil';

export function servingProcess(row: ProcessRow): ServingProcess {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return {
    ...row,
    leads: Boolean(row.leads),
    startedAt: iso(row.startedAt),
    beatAt: iso(row.beatAt),
    leaseUntil: iso(row.leaseUntil),
  };
}
