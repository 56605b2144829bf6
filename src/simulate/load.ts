import { setTimeout as sleep } from 'node:timers/promises';
import type { Trace } from './arrivals/index.js';
import { Meter } from './meter.js';
import { epochNow, startPacer, type Pacer } from './pacer/index.js';
import type { Listener, SettledNews, SimulationTarget } from './port.js';
import { Random } from './random.js';

export interface LoadOptions {
  trace: Trace;
  /** Simulated seconds per real second. */
  speedup: number;
  /** One path per arrival. */
  paths: string[];
  jds: string[];
  /** Matches per arrival, 0..1. */
  matchShare: number;
  seed: string;
  signal: AbortSignal;
  /** Milliseconds without any completion after which the run ends even if files are missing; default one minute. */
  silence?: number;
  /** Called every second; returning true ends the run. */
  onSecond: (meter: Meter) => boolean;
}

export interface LoadResult {
  meter: Meter;
  settled: Map<string, SettledNews>;
  /** Files that came back more than once. */
  duplicated: number;
  /** Empty where the run was aborted, since files in progress might still have come back. */
  lost: string[];
  batches: { count: number; per100: number[] };
  /** A threshold or signal ended the run early. */
  abandoned: boolean;
  backlogEnd: number;
}

const SILENCE_MS = 60_000;

/** Connects a target, which is opened first, with a run that begins later: forwards news to the current listener. */
export class Switchboard {
  listener: Listener = () => undefined;
  readonly receive: Listener = (news) => {
    this.listener(news);
  };
}

/** Sends every CV at its moment, regardless of how the target keeps up, and measures until all have come back. */
export async function runLoad(target: SimulationTarget, board: Switchboard, options: LoadOptions): Promise<LoadResult> {
  return new LoadRun(target, board, options).run();
}

class LoadRun {
  private readonly meter: Meter;
  private readonly settled = new Map<string, SettledNews>();
  private readonly numbers: Map<string, number>;
  private readonly schedule: Float64Array;
  private readonly random: Random;
  private readonly batches = new Map<number, { size: number; left: number; at: number }>();
  private readonly per100: number[] = [];
  private pacer: Pacer | null = null;
  private duplicated = 0;
  private readonly matching: Promise<void>[];
  private matches = 0;
  private lastNews = 0;
  private storeBytes = 0;
  private backlogEnd: number | null = null;
  private stopped = false;

  constructor(
    private readonly target: SimulationTarget,
    private readonly board: Switchboard,
    private readonly options: LoadOptions,
  ) {
    const { trace, paths, speedup } = options;
    this.meter = new Meter(target.threads * target.slots);
    this.schedule = trace.at.map((second) => (second * 1000) / speedup);
    this.numbers = new Map(paths.slice(0, trace.at.length).map((path, i) => [path, i]));
    this.random = new Random(options.seed, 'matches');
    this.matching = Array.from({ length: target.matchers ?? 1 }, () => Promise.resolve());
    for (const [i, id] of trace.batch.entries()) if (id !== -1) this.enrol(id, this.schedule[i]!);
  }

  private enrol(id: number, at: number): void {
    const batch = this.batches.get(id);
    if (batch === undefined) this.batches.set(id, { size: 1, left: 1, at });
    else {
      batch.size++;
      batch.left++;
    }
  }

  async run(): Promise<LoadResult> {
    this.board.listener = (news) => {
      for (const one of news) this.receive(one);
    };
    await this.target.begin?.();
    this.meter.reset();
    this.pacer = startPacer(this.schedule, ({ first, last, late }) => {
      this.send(first, last, late);
    });
    await this.watch();
    this.pacer.stop();
    await this.pacer.finished;
    await Promise.all(this.matching);
    this.board.listener = () => undefined;
    this.meter.close();
    const lost = this.stopped ? [] : this.sentPaths().filter((path) => !this.settled.has(path));
    return {
      meter: this.meter,
      settled: this.settled,
      duplicated: this.duplicated,
      lost,
      abandoned: this.stopped,
      batches: { count: [...this.batches.values()].filter((batch) => batch.left === 0).length, per100: this.per100 },
      backlogEnd: this.backlogEnd ?? this.meter.backlog,
    };
  }

  private sentPaths(): string[] {
    return this.options.paths.slice(0, this.meter.arrived);
  }

  private get now(): number {
    return epochNow() - this.pacer!.start;
  }

  private send(first: number, last: number, late: number): void {
    const { paths, trace, matchShare, jds } = this.options;
    const now = this.now;
    this.meter.lateness.add(late);
    this.meter.arrive(last - first + 1, this.schedule[last]!);
    this.lastNews = now;
    for (let from = first; from <= last;) {
      let to = from;
      while (trace.batch[from] !== -1 && to < last && trace.batch[to + 1] === trace.batch[from]) to++;
      this.target.submit(paths.slice(from, to + 1));
      from = to + 1;
    }
    if (jds.length === 0) return;
    for (let i = first; i <= last; i++) if (this.random.chance(matchShare)) this.queueMatch(this.schedule[i]!);
  }

  /** Each matcher of the target does one match after the other; waiting for the previous one counts. */
  private queueMatch(scheduled: number): void {
    const jd = this.random.pick(this.options.jds);
    const matcher = this.matches++ % this.matching.length;
    this.matching[matcher] = this.matching[matcher]!.then(async () => {
      try {
        const { searchMs, cached } = await this.target.match(jd, 10);
        this.meter.match(this.now - scheduled, searchMs, cached);
      } catch {
        this.meter.matches.failed++;
      }
    });
  }

  private receive(news: SettledNews): void {
    const number = this.numbers.get(news.path);
    if (number === undefined) return;
    if (this.settled.has(news.path)) {
      this.duplicated++;
      return;
    }
    const now = this.now;
    this.lastNews = now;
    this.settled.set(news.path, news);
    this.meter.complete(news, now - this.schedule[number]!, now);
    const batch = this.batches.get(this.options.trace.batch[number]!);
    if (batch !== undefined && --batch.left === 0) this.per100.push(((now - batch.at) * 100) / batch.size);
  }

  /** Samples every second until all files came back. */
  private async watch(): Promise<void> {
    const total = this.schedule.length;
    const end = (this.options.trace.duration * 1000) / this.options.speedup;
    for (let tick = 1; ; tick++) {
      await this.until(tick * 1000, total);
      const now = this.now;
      // Measuring the size takes the store a few milliseconds, so not every second.
      if (tick % 5 === 1) this.storeBytes = (await this.target.size()).bytes;
      this.meter.sample(now, this.storeBytes);
      // The backlog at the end is what remains a minute after the last arrival; a run that drains has none.
      if (this.options.onSecond(this.meter) || this.options.signal.aborted) this.stopped = true;
      if (this.stopped || (this.meter.arrived === total && this.meter.completed >= total)) break;
      if (now > end && now - this.lastNews > (this.options.silence ?? SILENCE_MS)) break;
      if (this.backlogEnd === null && this.meter.arrived === total && now > this.meter.lastArrival + SILENCE_MS)
        this.backlogEnd = this.meter.backlog;
    }
  }

  private async until(at: number, total: number): Promise<void> {
    while (this.now < at) {
      if (this.meter.arrived === total && this.meter.completed >= total) return;
      await sleep(Math.min(50, Math.max(1, at - this.now)));
    }
  }
}
