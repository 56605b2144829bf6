import { isCvmatchError } from '../../errors.js';
import type { FilesLevels } from '../../files/port.js';
import type { QueueLevels } from '../../queue/port.js';
import type { StoreLevels, StoreSizes } from '../../store/port/index.js';
import { within } from '../../domain/index.js';

/** Where something is, for people, and how to ask it. */
interface Probe<T> {
  readonly where: string;
  levels(): Promise<T>;
}

export interface PlaceProbes {
  readonly store: Probe<StoreLevels> & { sizes(): Promise<StoreSizes> };
  /** Null where the store itself hands out tasks. */
  readonly queue: Probe<QueueLevels> | null;
  readonly files: Probe<FilesLevels>;
}

/** What a place answered, or that it did not. */
export interface Answer<T> {
  where: string;
  ok: boolean;
  /** Why it is not in order; details are in the log. */
  code: string | null;
  /** Milliseconds that the answer took; null while there is none. */
  ms: number | null;
  /** Seconds since the first question that it did not answer; 0 while it answers. */
  silentSeconds: number;
  levels: T | null;
}

/** What `GET /v1/admin/places` and `cvmatch status --deep` tell. */
export interface PlaceReport extends PlaceAnswers {
  /** Null while the store does not answer. */
  sizes: StoreSizes | null;
}

export interface PlaceAnswers {
  /** ISO time. */
  at: string;
  store: Answer<StoreLevels>;
  queue: Answer<QueueLevels> | null;
  files: Answer<FilesLevels>;
}

/** Milliseconds for which answers are reused: scrapes, alerts and people ask the same. */
const FRESH_MS = 5000;
/** Milliseconds after which a place that has not answered does not answer; longer where it is asked for the first time. */
const PATIENCE_MS = 5000;
const FIRST_PATIENCE_MS = 15_000;
/** Milliseconds for which sizes are reused: on SQLite they are found by reading the whole file. */
const SIZES_FRESH_MS = 300_000;

/** Knows whether store, queue and files answer, and their figures; asks at most every few seconds, whoever wants to know. */
export class PlaceWatch {
  private readonly store: Watched<StoreLevels>;
  private readonly queue: Watched<QueueLevels> | null;
  private readonly files: Watched<FilesLevels>;
  private measured: { at: number; sizes: Promise<StoreSizes> } | null = null;

  constructor(
    private readonly probes: PlaceProbes,
    private readonly now: () => number,
    private readonly onError: (place: string, error: unknown) => void = () => undefined,
  ) {
    const watched = <T>(name: string, probe: Probe<T>): Watched<T> =>
      new Watched(probe, now, (error) => {
        onError(name, error);
      });
    this.store = watched('store', probes.store);
    this.queue = probes.queue === null ? null : watched('queue', probes.queue);
    this.files = watched('files', probes.files);
  }

  async look(): Promise<PlaceAnswers> {
    const [store, queue, files] = await Promise.all([
      this.store.look(),
      this.queue?.look() ?? Promise.resolve(null),
      this.files.look(),
    ]);
    return { at: new Date(this.now()).toISOString(), store, queue, files };
  }

  /** Also what takes a while. */
  async report(): Promise<PlaceReport> {
    const answers = await this.look();
    return { ...answers, sizes: answers.store.ok ? await this.sizes().catch(() => null) : null };
  }

  private sizes(): Promise<StoreSizes> {
    const { measured } = this;
    if (measured !== null && this.now() - measured.at < SIZES_FRESH_MS) return measured.sizes;
    const sizes = this.probes.store.sizes();
    this.measured = { at: this.now(), sizes };
    // A failure is not kept.
    sizes.catch((error: unknown) => {
      this.measured = null;
      this.onError('store', error);
    });
    return sizes;
  }
}

class Watched<T> {
  private latest: { at: number; answer: Answer<T> } | null = null;
  private asked: Promise<void> | null = null;
  private silentSince: number | null = null;

  constructor(
    private readonly probe: Probe<T>,
    private readonly now: () => number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** While a question is open no other is asked: each would hold a connection of its own. */
  async look(): Promise<Answer<T>> {
    const { latest } = this;
    if (latest !== null && this.now() - latest.at < FRESH_MS) return this.told(latest.answer);
    this.asked ??= this.ask().finally(() => {
      this.asked = null;
    });
    try {
      await within(this.latest === null ? FIRST_PATIENCE_MS : PATIENCE_MS, this.asked);
      return this.told(this.latest!.answer);
    } catch {
      return this.told(this.silent('timeout'));
    }
  }

  private told(answer: Answer<T>): Answer<T> {
    const since = this.silentSince;
    return { ...answer, silentSeconds: since === null ? 0 : Math.max(0, (this.now() - since) / 1000) };
  }

  private silent(code: string): Answer<T> {
    this.silentSince ??= this.now();
    return { where: this.probe.where, ok: false, code, ms: null, silentSeconds: 0, levels: null };
  }

  private async ask(): Promise<void> {
    const started = performance.now();
    try {
      const levels = await this.probe.levels();
      const ms = Math.round((performance.now() - started) * 10) / 10;
      this.silentSince = null;
      this.keep({ where: this.probe.where, ok: true, code: null, ms, silentSeconds: 0, levels });
    } catch (error) {
      if (this.silentSince === null) this.onError(error);
      this.keep(this.silent(isCvmatchError(error) ? error.code : 'internal'));
    }
  }

  private keep(answer: Answer<T>): void {
    this.latest = { at: this.now(), answer };
  }
}
