import type { Verdict } from '../../domain/index.js';
import { CvmatchError } from '../../errors.js';
import { DAY } from '../arrivals/curve.js';
import { makeArrivals, type Profile, type Trace } from '../arrivals/index.js';
import { judge, parseThreshold, type Threshold } from '../thresholds.js';
import type { Autoscaling } from './autoscale.js';
import { billFor, type Bill, type Prices } from './prices.js';
import type { ServiceTime } from './service.js';
import { simulateQueue, type QueueModel, type SimulatedQueue } from './simulation.js';
import { serversFor } from './theory.js';

export const PLAN_THRESHOLDS = ['sojourn.p95<60s', 'backlog.end==0'];

export interface PlanOptions {
  /** Arrivals per second. */
  rate: number;
  profile: Profile;
  /** Simulated seconds. */
  duration: number;
  service: ServiceTime;
  after?: ServiceTime;
  slots?: number;
  /** Where the service times come from, for the report. */
  source: string;
  thresholds: string[];
  /** Without it, the smallest number that holds the thresholds is searched. */
  workers?: number;
  autoscaling?: Autoscaling;
  retry?: QueueModel['retry'];
  prices: Prices;
  seed: string;
}

interface PlanRun extends SimulatedQueue {
  perDay: number;
  profile: Profile;
  workersNeeded: number;
  bill: Bill;
  verdicts: Verdict[];
}

/** `model: 'simulation'`: in a plan, only the service times were measured. */
export interface Plan {
  schema: 'cvmatch-plan/1';
  model: 'simulation';
  source: string;
  serviceMs: number;
  plan: PlanRun;
  /** The same workers under a flash crowd: twenty times the mean rate for 30 minutes. */
  flash: PlanRun;
  /** What ten times the rate needs. */
  tenfold: PlanRun;
}

/**
 * The workers and machines that a rate needs, their cost, and the effect of a flash crowd and of ten times the rate.
 */
export function makePlan(options: PlanOptions): Plan {
  const thresholds = options.thresholds.map(parsePlanThreshold);
  const trace = makeArrivals(options);
  const plan = planRun(options, trace, thresholds);
  const flashTrace =
    options.profile === 'flash'
      ? trace
      : makeArrivals({ ...options, profile: 'flash', duration: options.rate * DAY > MANY ? PEAK_SECONDS : DAY });
  const flash =
    options.profile === 'flash'
      ? plan
      : planRun({ ...options, profile: 'flash', workers: plan.workersNeeded }, flashTrace, thresholds);
  const ten = { ...options, rate: options.rate * 10, workers: undefined, autoscaling: undefined };
  return {
    schema: 'cvmatch-plan/1',
    model: 'simulation',
    source: options.source,
    serviceMs: options.service.mean * 1000,
    plan,
    flash,
    tenfold: planTen(ten, trace, thresholds),
  };
}

/** Metrics that a simulation of queue and workers gives; stages are not among them. */
const PLANNED = [
  'lost',
  'arrived',
  'completed',
  'failed.share',
  'backlog.max',
  'backlog.end',
  'drain',
  'sojourn.p50',
  'sojourn.p95',
  'sojourn.p99',
  'sojourn.mean',
  'sojourn.max',
  'wait.p95',
  'wait.mean',
];

function parsePlanThreshold(text: string): Threshold {
  const threshold = parseThreshold(text);
  if (PLANNED.includes(threshold.metric)) return threshold;
  throw new CvmatchError('bad_flag', `a plan does not tell "${threshold.metric}"`, {
    hint: `It tells ${PLANNED.join(', ')}.`,
  });
}

/**
 * Only the peak of the tenfold rate is simulated, since the rest of the day is easier. Where that alone is long, the
 * peak of the single rate is used, ten times as dense.
 */
function planTen(options: PlanOptions, trace: Trace, thresholds: Threshold[]): PlanRun {
  const peak =
    trace.at.length > SEARCH_ARRIVALS
      ? dense(busiest(trace), 10)
      : busiest(makeArrivals({ ...options, duration: Math.min(options.duration, PEAK_SECONDS) }));
  // Minutes are simulated of a peak that lasts hours. In that time even a growing queue stays short, so the workers
  // must also be enough for the peak's load.
  const load = (peak.at.length / peak.duration) * options.service.mean;
  return planRun(options, peak, thresholds, peak.at.length < SEARCH_ARRIVALS ? 0 : Math.floor(load));
}

function dense(trace: Trace, factor: number): Trace {
  return { ...trace, at: trace.at.map((time) => time / factor), duration: trace.duration / factor };
}

function planRun(options: PlanOptions, trace: Trace, thresholds: Threshold[], tooFew = 0): PlanRun {
  const model: QueueModel = {
    service: options.service,
    after: options.after,
    slots: options.slots,
    retry: options.retry,
    autoscaling: options.autoscaling,
    workers: 1,
    seed: options.seed,
  };
  const given = options.workers ?? options.autoscaling?.min;
  const { workers, run } =
    given === undefined
      ? fewest(trace, model, thresholds, tooFew)
      : { workers: given, run: simulateQueue(trace, { ...model, workers: given }) };
  const paid = options.autoscaling === undefined ? workers : run.workers.mean;
  return {
    ...run,
    perDay: options.rate * DAY,
    profile: options.profile,
    workersNeeded: workers,
    bill: billFor(paid, options.prices),
    verdicts: verdictsOf(run, thresholds),
  };
}

function verdictsOf(run: SimulatedQueue, thresholds: Threshold[]): Verdict[] {
  const metrics: Record<string, number> = {
    'backlog.max': run.backlog.max,
    'backlog.end': run.backlog.end,
    drain: run.drainSeconds * 1000,
    lost: run.arrived - run.completed,
    arrived: run.arrived,
    completed: run.completed,
    'failed.share': run.arrived === 0 ? 0 : run.failed / run.arrived,
  };
  for (const [part, value] of Object.entries(run.sojourn)) metrics[`sojourn.${part}`] = value;
  for (const [part, value] of Object.entries(run.wait)) metrics[`wait.${part}`] = value;
  return judge(thresholds, metrics);
}

const SEARCH_ARRIVALS = 300_000;
const PEAK_SECONDS = 3 * 3600;
/** CVs per day above which only the hours around a flash crowd are simulated. */
const MANY = 1e6;
/**
 * More than a hundred thousand workers means that no number is enough: a threshold is below the service time itself.
 */
const MOST_WORKERS = 100_000;

/**
 * Starts from the number that theory gives for the mean rate, doubles it until it is enough, then halves the interval.
 * The result is tested on the whole trace. `tooFew` workers are known not to be enough.
 */
function fewest(
  trace: Trace,
  model: QueueModel,
  thresholds: Threshold[],
  tooFew: number,
): { workers: number; run: SimulatedQueue } {
  const peak = busiest(trace);
  const tried = (arrivals: Trace, workers: number): SimulatedQueue => simulateQueue(arrivals, { ...model, workers });
  const good = (run: SimulatedQueue): boolean => verdictsOf(run, thresholds).every((verdict) => verdict.ok);
  const holds = (arrivals: Trace, workers: number): boolean => good(tried(arrivals, workers));
  let low = tooFew;
  let high = Math.max(tooFew + 1, serversFor(trace.at.length / trace.duration, model.service.mean, 60, 0.05));
  while (!holds(peak, high)) {
    low = high;
    high *= 2;
    if (high > MOST_WORKERS) return { workers: low, run: tried(trace, low) };
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(peak, middle)) high = middle;
    else low = middle;
  }
  let run = tried(trace, high);
  while (trace !== peak && high < MOST_WORKERS && !good(run)) {
    high = Math.ceil(high * 1.05);
    run = tried(trace, high);
  }
  return { workers: high, run };
}

/** The part of a long trace around its busiest stretch, which decides how many workers are needed. */
function busiest(trace: Trace): Trace {
  const count = trace.at.length;
  if (count <= SEARCH_ARRIVALS) return trace;
  const stride = Math.floor(SEARCH_ARRIVALS / 10);
  let best = 0;
  for (let i = 0; i + SEARCH_ARRIVALS < count; i += stride) {
    if (trace.at[i + SEARCH_ARRIVALS]! - trace.at[i]! < trace.at[best + SEARCH_ARRIVALS]! - trace.at[best]!) best = i;
  }
  const from = trace.at[best]!;
  const at = trace.at.slice(best, best + SEARCH_ARRIVALS).map((time) => time - from);
  return {
    at,
    batch: trace.batch.slice(best, best + SEARCH_ARRIVALS),
    duration: at.at(-1)! + 1,
    startsAt: trace.startsAt + from,
  };
}
