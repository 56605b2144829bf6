import { build, type Histogram } from 'hdr-histogram-js';
import type { Trace } from '../arrivals/index.js';
import { Random } from '../random.js';
import { wanted, type Autoscaling } from './autoscale.js';
import { NumberQueue, TimeHeap } from './heap.js';
import type { ServiceTime } from './service.js';
import { Workers } from './workers.js';

export interface QueueModel {
  /** Work that occupies a worker. */
  service: ServiceTime;
  /** Seconds between a worker's end and the file's final state (the write), during which no worker is occupied. */
  after?: ServiceTime;
  workers: number;
  /** CVs that a worker holds at once and works on one after the other; default 1. */
  slots?: number;
  autoscaling?: Autoscaling;
  /** Share of tries that fail, and the number of tries; the wait doubles from `backoff` seconds. */
  retry?: { share: number; tries: number; backoff: number };
  seed: string;
}

/** One sample over time. */
interface PlanStep {
  /** Seconds since the start. */
  at: number;
  arrivals: number;
  completions: number;
  backlog: number;
  workers: number;
}

export interface SimulatedQueue {
  arrived: number;
  completed: number;
  /** Given up after the last try. Also counted in `completed`, since a dead letter is a final state. */
  failed: number;
  retries: number;
  /** Milliseconds. */
  sojourn: { p50: number; p95: number; p99: number; max: number; mean: number };
  wait: { p95: number; mean: number };
  backlog: { max: number; end: number };
  /** Seconds from the last arrival to the last completion. */
  drainSeconds: number;
  /** Seconds from the largest backlog until nobody waited. */
  peakDrainSeconds: number;
  utilisation: number;
  workers: { mean: number; max: number };
  workerHours: number;
  steps: PlanStep[];
}

const STEPS = 288;

/** Runs the arrivals through queue and workers, event by event, in simulated time: a prediction, not a measurement. */
export function simulateQueue(trace: Trace, model: QueueModel): SimulatedQueue {
  return new Run(trace, model).run();
}

const newHistogram = (): Histogram =>
  build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 3e12,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 64,
  });

class Run {
  private readonly random: Random;
  private readonly queue = new NumberQueue();
  private readonly retrying = new TimeHeap();
  private readonly tries = new Map<number, number>();
  /** Workers that were ordered but do not work yet. */
  private readonly starting = new TimeHeap();
  private readonly sojourns = newHistogram();
  private readonly waits = newHistogram();
  private readonly steps: PlanStep[] = [];
  private readonly workers: Workers;
  private now = 0;
  private last = { at: 0, busy: 0, arrivals: 0 };
  private lowSince: number | null = null;
  private counts = { arrived: 0, completed: 0, failed: 0, retries: 0 };
  private step = { arrivals: 0, completions: 0 };
  private busySeconds = 0;
  private workerSeconds = 0;
  private most = { backlog: 0, at: 0, drained: 0, workers: 0 };
  private lastDone = 0;
  private backlogAtEnd = 0;

  constructor(
    private readonly trace: Trace,
    private readonly model: QueueModel,
  ) {
    this.random = new Random(model.seed, 'planner');
    this.workers = new Workers(Math.max(model.workers, model.autoscaling?.min ?? 0), model.slots ?? 1, trace.at.length);
    this.most.workers = this.workers.size;
  }

  run(): SimulatedQueue {
    const { at, duration } = this.trace;
    const stepLength = duration / STEPS;
    const interval = this.model.autoscaling?.interval ?? Infinity;
    let nextArrival = 0;
    let nextLook = interval;
    let nextStep = stepLength;
    let ended = false;
    for (;;) {
      const arrival = nextArrival < at.length ? at[nextArrival]! : Infinity;
      const departure = this.workers.nextDeparture;
      const work = Math.min(arrival, departure, this.retrying.first);
      if (!ended && duration <= work) {
        ended = true;
        this.backlogAtEnd = this.queue.size + this.retrying.size;
      }
      // Looks and samples continue while there is work, or until the end of the run.
      const time = Math.min(work, this.starting.first, nextLook, nextStep);
      if (work === Infinity && time > duration) break;
      this.advance(time);
      if (time === nextStep) {
        this.mark(time);
        nextStep += stepLength;
      } else if (time === nextLook) {
        this.look();
        nextLook += interval;
      } else if (time === this.starting.first) {
        this.starting.pop();
        this.addWorker();
      } else if (time === departure) this.depart();
      else if (time === this.retrying.first) this.admit(this.retrying.pop());
      else this.arrive(nextArrival++);
    }
    return this.summary();
  }

  private advance(time: number): void {
    const passed = time - this.now;
    this.busySeconds += passed * this.workers.working;
    this.workerSeconds += passed * (this.workers.size + this.starting.size);
    this.now = time;
  }

  private arrive(cv: number): void {
    this.counts.arrived++;
    this.step.arrivals++;
    this.last.arrivals++;
    this.admit(cv);
  }

  private admit(cv: number): void {
    if (this.workers.hasRoom) this.begin(cv);
    else {
      this.queue.push(cv);
      if (this.queue.size > this.most.backlog)
        Object.assign(this.most, { backlog: this.queue.size, at: this.now, drained: 0 });
    }
  }

  private begin(cv: number): void {
    const start = this.workers.begin(cv, this.now, this.model.service.draw(this.random));
    this.waits.recordValue(Math.round((start - this.trace.at[cv]!) * 1e6));
  }

  private depart(): void {
    const cv = this.workers.depart();
    const { retry } = this.model;
    if (retry !== undefined && this.random.chance(retry.share) && !this.giveUp(cv, retry))
      this.retryLater(cv, retry.backoff);
    else this.complete(cv);
    if (this.workers.hasRoom && this.queue.size > 0) this.begin(this.queue.shift());
    if (this.queue.size === 0 && this.most.drained === 0) this.most.drained = this.now;
  }

  private giveUp(cv: number, retry: { tries: number }): boolean {
    if ((this.tries.get(cv) ?? 1) < retry.tries) return false;
    this.counts.failed++;
    return true;
  }

  private retryLater(cv: number, backoff: number): void {
    const tried = this.tries.get(cv) ?? 1;
    this.tries.set(cv, tried + 1);
    this.counts.retries++;
    this.retrying.push(this.now + backoff * 2 ** (tried - 1), cv);
  }

  private complete(cv: number): void {
    const after = this.model.after?.draw(this.random) ?? 0;
    if (this.tries.size > 0) this.tries.delete(cv);
    this.counts.completed++;
    this.step.completions++;
    this.lastDone = Math.max(this.lastDone, this.now + after);
    this.sojourns.recordValue(Math.round((this.now + after - this.trace.at[cv]!) * 1e6));
  }

  private look(): void {
    const scaling = this.model.autoscaling!;
    const passed = this.now - this.last.at;
    const look = {
      workers: this.workers.size + this.starting.size,
      busy: (this.busySeconds - this.last.busy) / (passed * this.workers.size),
      backlog: this.queue.size,
      arrivals: this.last.arrivals / passed,
      meanService: this.model.service.mean,
    };
    this.last = { at: this.now, busy: this.busySeconds, arrivals: 0 };
    const target = wanted(scaling, look);
    for (let more = look.workers; more < target; more++) this.starting.push(this.now + scaling.startup, 0);
    if (target >= look.workers) this.lowSince = null;
    else if (this.now - (this.lowSince ??= this.now) >= scaling.cooldown)
      this.workers.resize(Math.max(target, scaling.min));
  }

  private addWorker(): void {
    this.workers.resize(this.workers.size + 1);
    this.most.workers = Math.max(this.most.workers, this.workers.size);
    while (this.workers.hasRoom && this.queue.size > 0) this.begin(this.queue.shift());
  }

  private mark(at: number): void {
    this.steps.push({ at, ...this.step, backlog: this.queue.size, workers: this.workers.size });
    this.step = { arrivals: 0, completions: 0 };
  }

  private summary(): SimulatedQueue {
    const ms = (histogram: Histogram, percentile: number): number => histogram.getValueAtPercentile(percentile) / 1000;
    const { sojourns, waits, counts, most } = this;
    const lastArrival = this.trace.at.at(-1) ?? 0;
    return {
      ...counts,
      sojourn: {
        p50: ms(sojourns, 50),
        p95: ms(sojourns, 95),
        p99: ms(sojourns, 99),
        max: sojourns.maxValue / 1000,
        mean: sojourns.mean / 1000,
      },
      wait: { p95: ms(waits, 95), mean: waits.mean / 1000 },
      backlog: { max: most.backlog, end: this.backlogAtEnd },
      drainSeconds: Math.max(0, this.lastDone - lastArrival),
      peakDrainSeconds: most.backlog === 0 ? 0 : Math.max(0, most.drained - most.at),
      utilisation: this.workerSeconds === 0 ? 0 : this.busySeconds / this.workerSeconds,
      workers: { mean: this.now === 0 ? this.workers.size : this.workerSeconds / this.now, max: most.workers },
      workerHours: this.workerSeconds / 3600,
      steps: this.steps,
    };
  }
}
