import { monitorEventLoopDelay, performance, type EventLoopUtilization, type IntervalHistogram } from 'node:perf_hooks';
import type { RunSecond } from '../domain/index.js';
import { Timings } from './histogram.js';
import type { SettledNews } from './port.js';
import { treeUsage } from './process-tree.js';

/** Timed stages, by their names in reports and thresholds. */
const STAGE_NAMES = ['upload', 'read', 'wait', 'extract', 'profile', 'embed', 'write', 'search', 'match'] as const;
type StageName = (typeof STAGE_NAMES)[number];

/** Counts and times the events of a run, in total and per second. Times are milliseconds since the run's start. */
export class Meter {
  readonly sojourn = new Timings();
  readonly lateness = new Timings();
  readonly loopDelay = new Timings();
  readonly busy = new Timings();
  /** Time from a CV's turn until a worker took it. */
  readonly before = new Timings();
  readonly stages = Object.fromEntries(STAGE_NAMES.map((name) => [name, new Timings()])) as Record<StageName, Timings>;
  readonly states: Record<string, number> = {};
  readonly errors: Record<string, number> = {};
  readonly series: RunSecond[] = [];
  readonly matches = { done: 0, failed: 0, cacheHits: 0 };
  arrived = 0;
  completed = 0;
  maxBacklog = 0;
  maxMemory = 0;
  lastArrival = 0;
  lastCompletion = 0;
  /** CPU seconds of the process tree. */
  cpuSeconds = 0;
  /** Milliseconds that the main thread was busy: submitting, hashing, writing, and the simulator itself. */
  mainMs = 0;
  private second = newSecond();
  private readonly loop: IntervalHistogram = monitorEventLoopDelay({ resolution: 10 });
  private usage = treeUsage();
  private main: EventLoopUtilization = performance.eventLoopUtilization();
  private sampledAt = 0;

  /** `parallel`: the most CVs that the workers hold at once; CVs beyond that are waiting. */
  constructor(private readonly parallel: number) {
    this.loop.enable();
  }

  get backlog(): number {
    return Math.max(0, this.arrived - this.completed - this.parallel);
  }

  arrive(count: number, at: number): void {
    this.arrived += count;
    this.second.arrivals += count;
    this.lastArrival = at;
    this.maxBacklog = Math.max(this.maxBacklog, this.backlog);
  }

  complete(news: SettledNews, sojourn: number, at: number): void {
    this.completed++;
    this.second.completions++;
    this.lastCompletion = at;
    this.sojourn.add(sojourn);
    this.second.sojourns.push(sojourn);
    this.states[news.state] = (this.states[news.state] ?? 0) + 1;
    if (news.code !== null && news.state !== 'duplicate') this.errors[news.code] = (this.errors[news.code] ?? 0) + 1;
    if (news.write === null) return;
    if (typeof news.before === 'number') this.before.add(news.before);
    this.time('write', news.write);
    if (news.work === null) {
      this.busy.add(0);
      return;
    }
    const { wait, extract, profile, embed } = news.work;
    this.time('wait', wait);
    this.time('extract', extract);
    this.time('profile', profile);
    this.time('embed', embed);
    this.busy.add(extract + profile + embed);
  }

  match(ms: number, searchMs: number | null, cached: boolean): void {
    this.matches.done++;
    if (cached) this.matches.cacheHits++;
    else if (searchMs !== null) this.time('search', searchMs);
    this.time('match', ms);
  }

  /** Closes the current second. */
  sample(at: number, storeBytes: number): void {
    const usage = treeUsage();
    const seconds = Math.max(0.001, (at - this.sampledAt) / 1000);
    const sorted = this.second.sojourns.sort((a, b) => a - b);
    const quantile = (q: number): number | null =>
      sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? null;
    const mean = (name: StageName): number | null => meanOf(this.second.times[name]);
    const loopDelay = Number.isFinite(this.loop.max) ? this.loop.max / 1e6 : 0;
    this.loopDelay.add(loopDelay);
    this.maxMemory = Math.max(this.maxMemory, usage.memory);
    const used = Math.max(0, usage.cpuSeconds - this.usage.cpuSeconds);
    this.cpuSeconds += used;
    const main = performance.eventLoopUtilization();
    this.mainMs += performance.eventLoopUtilization(main, this.main).active;
    this.series.push({
      at: at / 1000,
      arrivals: this.second.arrivals,
      completions: this.second.completions,
      backlog: this.backlog,
      inService: Math.min(this.parallel, this.arrived - this.completed),
      sojournP50: quantile(0.5),
      sojournP95: quantile(0.95),
      extract: mean('extract'),
      profile: mean('profile'),
      embed: mean('embed'),
      write: mean('write'),
      match: mean('match'),
      loopDelay,
      cpu: used / seconds,
      memory: usage.memory,
      storeBytes,
    });
    this.loop.reset();
    this.usage = usage;
    this.main = main;
    this.sampledAt = at;
    this.second = newSecond();
  }

  /** Begins the first second now, so that earlier work, such as starting threads, does not count. */
  reset(): void {
    this.loop.reset();
    this.usage = treeUsage();
    this.main = performance.eventLoopUtilization();
  }

  close(): void {
    this.loop.disable();
  }

  private time(name: StageName, ms: number): void {
    this.stages[name].add(ms);
    this.second.times[name].push(ms);
  }
}

interface OpenSecond {
  arrivals: number;
  completions: number;
  sojourns: number[];
  times: Record<StageName, number[]>;
}

function newSecond(): OpenSecond {
  return {
    arrivals: 0,
    completions: 0,
    sojourns: [],
    times: Object.fromEntries(STAGE_NAMES.map((name) => [name, []])) as unknown as OpenSecond['times'],
  };
}

const meanOf = (values: number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
