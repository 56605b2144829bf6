import type { QueueCounts } from '../../queue/port.js';

export interface Point {
  /** ISO time. */
  at: string;
  /** Tasks waiting and in progress. */
  backlog: number;
  endedLastMinute: number;
}

export const POINT_EVERY_MS = 10_000;
const KEPT = 360;

/** The last hour of the queue since the process started, one point every ten seconds. */
export class History {
  private readonly points: Point[] = [];
  /** Number of the first point kept; points are numbered from 0. */
  private first = 0;

  add(now: number, { pending, running, endedLastMinute }: QueueCounts): void {
    this.points.push({ at: new Date(now).toISOString(), backlog: pending + running, endedLastMinute });
    if (this.points.length <= KEPT) return;
    this.points.shift();
    this.first += 1;
  }

  /** Points from this number on, and the number of the next one. */
  from(number: number): { points: Point[]; next: number } {
    return { points: this.points.slice(Math.max(0, number - this.first)), next: this.first + this.points.length };
  }
}
