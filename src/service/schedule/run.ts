import { isCvmatchError } from '../../errors.js';
import { LEASE_MS, keepAlive, newOwner, releaseDead } from '../../ingest/owner.js';
import { actingAs, byItself } from '../../store/audit/acting.js';
import type { ScheduleRuns } from '../../store/port/index.js';
import type { ScheduledName } from './names.js';
import { TASKS, type Result, type ScheduledParts } from './tasks.js';

export interface RunReport {
  name: ScheduledName;
  /** `busy`: one is in progress, here or in another process, or another process has just done it. */
  outcome: 'done' | 'failed' | 'busy';
  result: Result | { error: string } | null;
  ms: number;
}

/** Runs one periodic task, unless it is in progress anywhere or was begun for `due` (ISO) or later. */
export async function runScheduled(
  name: ScheduledName,
  parts: ScheduledParts,
  batch: number | null,
  due?: string,
): Promise<RunReport> {
  const runs = parts.store.scheduleRuns;
  const started = performance.now();
  const report = (outcome: RunReport['outcome'], result: RunReport['result']): RunReport => ({
    name,
    outcome,
    result,
    ms: Math.round(performance.now() - started),
  });
  await releaseDead(runs);
  const owner = newOwner();
  const id = await runs.begin(name, owner, LEASE_MS, due);
  if (id === null) return report('busy', null);
  const rest = keepAlive(runs, owner);
  try {
    const result = await actingAs(byItself('schedule'), () => TASKS[name](parts, batch ?? Infinity));
    await end(runs, id, true, result);
    return report('done', result);
  } catch (error) {
    const result = { error: isCvmatchError(error) ? `${error.code}: ${error.message}` : 'internal' };
    await end(runs, id, false, result);
    return report('failed', result);
  } finally {
    rest();
  }
}

/** If the end of a run cannot be recorded, the run ends with its lease. */
async function end(runs: ScheduleRuns, id: number, ok: boolean, result: Record<string, unknown>): Promise<void> {
  await runs.end(id, ok, result).catch(() => undefined);
}
