import { viewRetention, type RetentionView } from '../govern/retention/due.js';
import type { Workspace } from '../open.js';
import type { RetentionLevels } from '../service/telemetry/metrics.js';

/** Milliseconds for which figures stay: alerts ask every few seconds, and a rule may reach thousands of CVs. */
const FRESH_MS = 60_000;

interface Known {
  at: number;
  view: Promise<RetentionView>;
}

const known = new WeakMap<Workspace, Known>();

/** Of several tenants together: rules of the same name are one. */
export async function retentionLevels(workspaces: Workspace[]): Promise<RetentionLevels> {
  const now = Date.now();
  const views = await Promise.all(workspaces.map((workspace) => viewOf(workspace, now)));
  const rules = new Map<string, { due: number; erased: number }>();
  for (const { name, soon, erased } of views.flatMap((view) => view.rules)) {
    const before = rules.get(name) ?? { due: 0, erased: 0 };
    rules.set(name, { due: before.due + soon.cvs, erased: before.erased + erased });
  }
  const runs = views
    .flatMap(({ lastRun }) => lastRun ?? [])
    .flatMap(({ endedAt, ok }) => (endedAt === null ? [] : [{ at: endedAt, ok }]));
  return {
    rules: [...rules].map(([rule, figures]) => ({ rule, ...figures })),
    held: views.reduce((sum, { heldCvs }) => sum + heldCvs, 0),
    ran: secondsSince(
      now,
      runs.map(({ at }) => at),
    ),
    failed:
      secondsSince(
        now,
        runs.filter(({ ok }) => ok === false).map(({ at }) => at),
      ) ?? 0,
  };
}

function viewOf(workspace: Workspace, now: number): Promise<RetentionView> {
  const before = known.get(workspace);
  if (before !== undefined && now - before.at < FRESH_MS) return before.view;
  const view = viewRetention(workspace.store);
  known.set(workspace, { at: now, view });
  // One that failed is asked again.
  view.catch(() => known.delete(workspace));
  return view;
}

/** Since the oldest of these times; null if there is none. */
function secondsSince(now: number, times: string[]): number | null {
  return times.length === 0 ? null : Math.max(0, now - Math.min(...times.map((time) => Date.parse(time)))) / 1000;
}
