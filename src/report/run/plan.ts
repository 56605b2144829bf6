import { textTable } from '../text/text-table.js';
import { duration, milliseconds, whole } from '../text/units.js';

interface PlannedRun {
  perDay: number;
  profile: string;
  workersNeeded: number;
  arrived: number;
  utilisation: number;
  workers: { mean: number; max: number };
  sojourn: { p50: number; p95: number; p99: number };
  backlog: { max: number; end: number };
  drainSeconds: number;
  peakDrainSeconds: number;
  bill: { machines: number; month: number; currency: string; lines: { name: string; count: number; month: number }[] };
  verdicts: { threshold: string; ok: boolean }[];
}

interface Planned {
  source: string;
  serviceMs: number;
  plan: PlannedRun;
  flash: PlannedRun;
  tenfold: PlannedRun;
}

/** A plan as a table, marked as the result of a model. */
export function renderCapacityPlan(planned: Planned): string {
  const runs = [planned.plan, planned.flash, planned.tenfold];
  const rows = [['', 'planned', 'flash crowd', 'ten times']];
  const row = (name: string, cell: (run: PlannedRun) => string): void => {
    rows.push([name, ...runs.map(cell)]);
  };
  row('CVs a day', (run) => whole(run.perDay));
  row('workers', (run) =>
    run.workers.max === run.workersNeeded
      ? whole(run.workersNeeded)
      : `${run.workersNeeded} to ${run.workers.max}, mean ${run.workers.mean.toFixed(1)}`,
  );
  row('machines', (run) => whole(run.bill.machines));
  row('cost a month', (run) => `${whole(run.bill.month)} ${run.bill.currency}`);
  row('busy', (run) => `${Math.round(run.utilisation * 100)} %`);
  row('sojourn p50', (run) => milliseconds(run.sojourn.p50));
  row('sojourn p95', (run) => milliseconds(run.sojourn.p95));
  row('sojourn p99', (run) => milliseconds(run.sojourn.p99));
  row('largest backlog', (run) => whole(run.backlog.max));
  row('from there to none', (run) => duration(run.peakDrainSeconds));
  row('drain after the last CV', (run) => duration(run.drainSeconds));
  row(
    'thresholds',
    (run) =>
      run.verdicts
        .filter((verdict) => !verdict.ok)
        .map((verdict) => `not ${verdict.threshold}`)
        .join(', ') || 'all hold',
  );
  const bill = planned.plan.bill.lines.map((line) => `${line.count} x ${line.name} ${whole(line.month)}`).join(', ');
  return [
    'A model, not a measurement: simulated arrivals, queue and workers.',
    `Service time ${milliseconds(planned.serviceMs)} per CV and worker, ${planned.source}.`,
    textTable(rows),
    `Cost: ${bill} ${planned.plan.bill.currency} a month.`,
  ].join('\n');
}
