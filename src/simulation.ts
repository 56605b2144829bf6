import { workspaceFolder } from './open.js';
import { CvmatchError } from './errors.js';
import type { Config } from './config.js';
import type { Plan } from './simulate/planner/index.js';
import { planFor, type PlanRequest } from './simulate/planner/request.js';
import { parseDuration } from './units.js';

/** A plan as flags give it. */
export type PlanRequestTexts = Omit<PlanRequest, 'durationMs' | 'serviceMs'> & { duration?: string; service?: string };

export function planCapacity(config: Config, { duration, service, ...request }: PlanRequestTexts): Plan {
  return planFor(workspaceFolder(config), { ...request, durationMs: span(duration), serviceMs: span(service) });
}

/** Milliseconds. */
function span(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms === null || ms <= 0) throw new CvmatchError('bad_flag', `"${text}" is not a duration`, { hint: 'Write a number and a unit, such as 24h, 10min, 30s or 40ms.' });
  return ms;
}
