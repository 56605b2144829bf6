import { PassThrough } from 'node:stream';
import { plainJson } from '../../report/text/plain.js';
import type { StoreSummary } from '../../store/port/index.js';
import type { QueueCounts } from '../../queue/port.js';
import type { AlertView } from '../alerts/engine.js';
import { History, POINT_EVERY_MS, type Point } from './history.js';
import type { StageTimes } from './stage-times.js';

/** The state of the service, for the dashboard. */
export interface Look {
  /** ISO time. */
  at: string;
  /** True for the first one of a stream: `points` covers the last hour; later ones only have new points. */
  whole: boolean;
  store: Pick<StoreSummary, 'cvs' | 'candidates' | 'passages' | 'bytes'>;
  files: StoreSummary['files'];
  queue: QueueCounts;
  stages: StageTimes[];
  alerts: AlertView[];
  points: Point[];
}

export interface LiveSources {
  queue(): Promise<QueueCounts>;
  store(): Promise<StoreSummary>;
  stages(): Promise<StageTimes[]>;
  alerts(): AlertView[];
  now(): number;
}

const LOOK_EVERY_MS = 2000;
/** Milliseconds: counting a large store takes a while, and the figures change slowly. */
const STORE_EVERY_MS = 10_000;
/** More than there are operators; each listener costs a connection, and a write every two seconds. */
export const MOST_LISTENERS = 50;
/** Bytes unread after which a listener is dropped, before it takes much memory. */
const MOST_UNREAD = 1 << 20;

interface Listener {
  stream: PassThrough;
  /** Number of the next point to send. */
  next: number;
}

/** One query serves all listeners, and without listeners there is none; the history continues in any case. */
export class Live {
  private readonly history = new History();
  private readonly listeners = new Set<Listener>();
  private readonly timers: NodeJS.Timeout[];
  private counted: { at: number; summary: StoreSummary } | null = null;
  private looking = false;

  constructor(
    private readonly sources: LiveSources,
    onError: (error: unknown) => void,
  ) {
    const every = (ms: number, body: () => Promise<void>): NodeJS.Timeout =>
      setInterval(() => {
        body().catch(onError);
      }, ms).unref();
    this.timers = [every(POINT_EVERY_MS, () => this.note()), every(LOOK_EVERY_MS, () => this.tell())];
    this.note().catch(onError);
  }

  get full(): boolean {
    return this.listeners.size >= MOST_LISTENERS;
  }

  /** A stream of server-sent events, one per update, the first at once. */
  async listen(): Promise<PassThrough> {
    const listener: Listener = { stream: new PassThrough(), next: 0 };
    this.listeners.add(listener);
    listener.stream.once('close', () => {
      this.listeners.delete(listener);
    });
    this.send(listener, await this.look(), true);
    return listener.stream;
  }

  close(): void {
    for (const timer of this.timers) clearInterval(timer);
    for (const { stream } of this.listeners) stream.end();
  }

  private async note(): Promise<void> {
    this.history.add(this.sources.now(), await this.sources.queue());
  }

  private async tell(): Promise<void> {
    if (this.listeners.size === 0 || this.looking) return;
    this.looking = true;
    try {
      const look = await this.look();
      for (const listener of this.listeners) this.send(listener, look, false);
    } finally {
      this.looking = false;
    }
  }

  private async look(): Promise<Omit<Look, 'points' | 'whole'>> {
    const { sources } = this;
    const [queue, stages, summary] = await Promise.all([sources.queue(), sources.stages(), this.summary()]);
    const { cvs, candidates, passages, bytes, files } = summary;
    return {
      at: new Date(sources.now()).toISOString(),
      store: { cvs, candidates, passages, bytes },
      files,
      queue,
      stages,
      alerts: sources.alerts(),
    };
  }

  private async summary(): Promise<StoreSummary> {
    const now = this.sources.now();
    if (this.counted === null || now - this.counted.at >= STORE_EVERY_MS)
      this.counted = { at: now, summary: await this.sources.store() };
    return this.counted.summary;
  }

  private send(listener: Listener, look: Omit<Look, 'points' | 'whole'>, whole: boolean): void {
    if (listener.stream.writableLength > MOST_UNREAD) {
      listener.stream.destroy();
      return;
    }
    const { points, next } = this.history.from(listener.next);
    listener.next = next;
    listener.stream.write(`data: ${plainJson({ ...look, whole, points } satisfies Look)}\n\n`);
  }
}
