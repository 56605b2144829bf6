import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CvmatchError } from '../../errors.js';
import { outputError } from '../../files/output.js';
import { DAY, WEEK } from '../arrivals/curve.js';
import { parseRate, type Profile } from '../arrivals/index.js';
import { loadRun } from '../runs.js';
import { parseAutoscaling } from './autoscale.js';
import { makePlan, PLAN_THRESHOLDS, type Plan, type PlanOptions } from './index.js';
import { DEFAULT_PRICES, parsePrices, type Prices } from './prices.js';
import { logNormal, measured } from './service.js';

/** A plan as requested on the command line; its texts are validated here. */
export interface PlanRequest {
  rate: string;
  profile: Profile;
  /** Milliseconds of simulated time. */
  durationMs?: number;
  from: string;
  serviceMs?: number;
  workers?: number;
  autoscale?: string;
  minWorkers: number;
  maxWorkers: number;
  retryShare: string;
  threshold?: string[];
  prices?: string;
  seed: string;
}

/** Spread (sigma) of service times where only their mean is given: that of CV lengths. */
const SIGMA = 0.6;

export function planFor(workspace: string, request: PlanRequest): Plan {
  const duration =
    request.durationMs === undefined ? (request.profile === 'week' ? WEEK : DAY) : request.durationMs / 1000;
  return makePlan({
    rate: parseRate(request.rate),
    profile: request.profile,
    duration,
    seed: request.seed,
    ...serviceOf(workspace, request),
    thresholds: request.threshold ?? PLAN_THRESHOLDS,
    workers: request.workers,
    autoscaling:
      request.autoscale === undefined
        ? undefined
        : parseAutoscaling(request.autoscale, { min: request.minWorkers, max: request.maxWorkers }),
    retry: retryOf(request.retryShare),
    prices: pricesOf(request.prices),
  });
}

function serviceOf(
  workspace: string,
  request: PlanRequest,
): Pick<PlanOptions, 'service' | 'after' | 'slots' | 'source'> {
  if (request.serviceMs !== undefined)
    return { service: logNormal(request.serviceMs / 1000, SIGMA), source: 'as given' };
  const run = loadRun(workspace, request.from);
  if (run.service.busy.length === 0)
    throw new CvmatchError('not_found', `run ${run.id} has no service times of CVs`, {
      hint: 'Name another with --from (of target pipeline, with a CV that was worked on), or give --service.',
    });
  return {
    service: measured(run.service.busy),
    after: measured(run.service.after),
    slots: run.service.slots,
    source: `measured in run ${run.id} on ${run.machine.cores} x ${run.machine.cpu}`,
  };
}

function retryOf(text: string): PlanOptions['retry'] {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text.trim());
  const share = match === null ? NaN : Number(match[1]) / (match[2] === '%' ? 100 : 1);
  if (!(share >= 0 && share <= 1))
    throw new CvmatchError('bad_flag', `"${text}" is not a share`, { hint: 'Write 0.01 or 1%.' });
  return share === 0 ? undefined : { share, tries: 3, backoff: 2 };
}

function pricesOf(file: string | undefined): Prices {
  if (file === undefined) return DEFAULT_PRICES;
  if (existsSync(file)) return parsePrices(readFileSync(file, 'utf8'), file);
  try {
    writeFileSync(file, `${JSON.stringify(DEFAULT_PRICES, null, 2)}\n`);
  } catch (error) {
    throw outputError(file, error);
  }
  return DEFAULT_PRICES;
}
