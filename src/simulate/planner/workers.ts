import { TimeHeap } from './heap.js';

/**
 * Workers with a core each, which hold up to `slots` CVs and work on them in order of arrival. The next CV goes to a
 * worker with the fewest and stays there even if another is free sooner, as in a thread pool.
 */
export class Workers {
  /** By worker: the CVs it holds, and when it will be done with all of them. */
  private readonly held: number[] = [];
  private readonly freeAt: number[] = [];
  /** Workers with room, by the number of CVs they hold. */
  private readonly withRoom: Set<number>[];
  private readonly departures = new TimeHeap();
  private readonly workerOf: Int32Array;
  /** Workers that take new CVs; a removed one finishes what it holds. */
  private count = 0;
  /** Workers that hold at least one CV. */
  working = 0;

  /** `cvs`: total number of CVs, numbered from 0. */
  constructor(count: number, slots: number, cvs: number) {
    this.withRoom = Array.from({ length: slots }, () => new Set());
    this.workerOf = new Int32Array(cvs);
    this.resize(count);
  }

  get size(): number {
    return this.count;
  }

  get hasRoom(): boolean {
    return this.withRoom.some((workers) => workers.size > 0);
  }

  /** When the next CV leaves its worker, in seconds; Infinity when none is held. */
  get nextDeparture(): number {
    return this.departures.first;
  }

  resize(count: number): void {
    for (let worker = this.count; worker < count; worker++) this.withRoom[(this.held[worker] ??= 0)]?.add(worker);
    for (let worker = count; worker < this.count; worker++) this.withRoom[this.held[worker]!]?.delete(worker);
    this.count = count;
  }

  /** Gives a CV with this much work to a worker with room; returns when the worker will begin with it. */
  begin(cv: number, now: number, seconds: number): number {
    const worker = this.leastBusy();
    const start = Math.max(now, this.freeAt[worker] ?? 0);
    this.workerOf[cv] = worker;
    this.freeAt[worker] = start + seconds;
    this.departures.push(start + seconds, cv);
    this.hold(worker, 1);
    return start;
  }

  /** Removes the CV that leaves first from its worker. */
  depart(): number {
    const cv = this.departures.pop();
    this.hold(this.workerOf[cv]!, -1);
    return cv;
  }

  private leastBusy(): number {
    for (const workers of this.withRoom) for (const worker of workers) return worker;
    throw new RangeError('no worker has room');
  }

  private hold(worker: number, change: 1 | -1): void {
    const before = this.held[worker]!;
    const after = (this.held[worker] = before + change);
    this.withRoom[before]?.delete(worker);
    if (worker < this.count) this.withRoom[after]?.add(worker);
    if (before === 0) this.working += 1;
    if (after === 0) this.working -= 1;
  }
}
