import type { ApiSaturation, Capacity, RunReport } from '../domain/index.js';
import { DAY } from './arrivals/curve.js';
import { makeArrivals } from './arrivals/index.js';
import { readCorpus, type Corpus } from './corpus.js';
import { measureRun, warmUp, withCorpus, type OpenTarget } from './index.js';
import { Switchboard } from './load.js';
import type { SimulationTarget } from './port.js';
import type { SimulateOptions } from './options.js';

/** Number of CVs for measuring saturation, and the shares of it that are tried, in rising order. */
const SATURATING = 400;
const SHARES = [0.5, 0.7, 0.8, 0.9, 1];
/**
 * Saturation is a first guess, measured while files still warm up; if no threshold broke, the rate keeps rising by this
 * factor.
 */
const RISE = 1.2;
/** Further thresholds that a rate must hold, since a growing queue has no steady p95. */
const KNEE_THRESHOLDS = ['lost==0', 'duplicated==0', 'sojourn.p95<5s'];

/**
 * First measures how fast the workers are when never idle. Then tries Poisson arrivals at rising shares of that rate,
 * for `options.duration` seconds each, until a threshold breaks. The knee is below saturation, because random arrivals
 * cluster. Null where a signal came before saturation was known.
 */
export async function findCapacity(open: OpenTarget, options: SimulateOptions): Promise<Capacity | null> {
  const board = new Switchboard();
  const target = await open(board.receive);
  try {
    return await new Climb(target, board, options).run();
  } finally {
    await target.close();
  }
}

class Climb {
  private readonly given: Corpus | null;
  private parts = 0;

  constructor(
    private readonly target: SimulationTarget,
    private readonly board: Switchboard,
    private readonly options: SimulateOptions,
  ) {
    this.given = options.cvs === undefined ? null : readCorpus(options.cvs);
  }

  async run(): Promise<Capacity | null> {
    const saturated = await this.saturate();
    if (saturated === null) return null;
    const { saturation, api } = saturated;
    const capacity: Capacity = {
      schema: 'cvmatch-capacity/1',
      saturation,
      ...(api === undefined ? {} : { api }),
      knee: 0,
      perDay: 0,
      headroom: 0,
      bottleneck: 'none found',
      steps: [],
      runs: [],
    };
    for (let i = 0; !this.options.signal.aborted; i++) {
      const rate = saturation * (SHARES[i] ?? RISE ** (i + 1 - SHARES.length));
      const run = await this.step(rate);
      if (run === null || this.options.signal.aborted) break;
      capacity.runs.push(run);
      const broke = run.verdicts.filter((verdict) => !verdict.ok).map((verdict) => verdict.threshold);
      capacity.steps.push({
        rate,
        utilisation: run.utilisation,
        p95: run.sojourn.p95,
        backlogMax: run.backlog.max,
        broke,
      });
      capacity.bottleneck = bottleneckOf(run);
      if (broke.length > 0) break;
      capacity.knee = rate;
    }
    capacity.perDay = capacity.knee * DAY;
    capacity.headroom = capacity.perDay / 10_000;
    return capacity;
  }

  /** Measures the workers' rate in CVs per second without idle time, and then the API, if the target has one. */
  private saturate(): Promise<{ saturation: number; api?: ApiSaturation } | null> {
    const { options, target, board } = this;
    return this.withFresh(options.warmup + SATURATING, async ({ paths, truth, jds }) => {
      await warmUp(target, board, paths.slice(SATURATING), options.signal);
      options.onPhase('saturating');
      const began = performance.now();
      await warmUp(target, board, paths.slice(0, SATURATING), options.signal);
      if (options.signal.aborted) return null;
      const saturation = SATURATING / ((performance.now() - began) / 1000);
      if (target.saturate === undefined) return { saturation };
      options.onPhase('saturating the API');
      const cvIds = paths
        .map((path) => truth.get(path)!)
        .filter(({ expected, copy }) => expected[0] === 'ready' && copy === null)
        .map(({ cvId }) => cvId);
      const api = await target.saturate({ jds: jds.map((jd) => jd.text), cvIds, seed: options.seed });
      // Its uploads must be finished before the steps begin.
      await target.drained?.();
      return { saturation, api };
    });
  }

  private step(rate: number): Promise<RunReport | null> {
    const { options, target, board } = this;
    const trace = makeArrivals({ rate, profile: 'poisson', duration: options.duration, seed: options.seed });
    const thresholds = [...KNEE_THRESHOLDS, ...(options.thresholds ?? [])];
    return this.withFresh(trace.at.length, (corpus) => {
      options.onPhase(`${rate.toFixed(1)} CVs/s`);
      return measureRun(target, board, corpus, trace, {
        ...options,
        rate,
        profile: 'poisson',
        speedup: 1,
        warmup: 0,
        matchShare: 0,
        quality: false,
        thresholds,
      });
    });
  }

  /** Runs with CVs that the target has not seen: from the given folder while they last, then newly generated people. */
  private withFresh<T>(count: number, body: (corpus: Corpus) => Promise<T>): Promise<T | null> {
    const { given, options } = this;
    if (given !== null && given.paths.length >= count) return body({ ...given, paths: given.paths.splice(0, count) });
    return withCorpus({ ...options, cvs: undefined, seed: `${options.seed}/${this.parts++}` }, count, body);
  }
}

/** The stage that occupies the workers longest, or the writer where it is busier than they are. */
function bottleneckOf(run: RunReport): Capacity['bottleneck'] {
  const total = (name: string): number => (run.stages[name]?.mean ?? 0) * (run.stages[name]?.count ?? 0);
  const shares = (['extract', 'profile', 'embed'] as const).map((name) => ({
    name,
    busy: total(name) / run.config.threads,
  }));
  const top = shares.reduce((best, one) => (one.busy > best.busy ? one : best));
  const workers = shares.reduce((sum, one) => sum + one.busy, 0);
  // Files of one transaction share its time; counted per file, it is an upper bound.
  return total('write') / GROUPED > workers ? 'write' : top.name;
}

/** Approximate number of files per transaction. */
const GROUPED = 8;
