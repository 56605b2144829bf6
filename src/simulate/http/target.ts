import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiSaturation, Percentiles, RunReport } from '../../domain/index.js';
import { Timings } from '../histogram.js';
import type { Listener, MatchNews, SimulationTarget, TargetFigures } from '../port.js';
import { Api, type ApiOptions } from './api.js';
import { Batches, hasEnded, newsOf, type BatchPage, type UploadRow } from './batches.js';
import { multipartOf, sentName } from './multipart.js';
import { saturateApi } from './saturate.js';
import { histogramBetween, parseSamples, valueOf, type Samples } from './scrape.js';

export interface HttpTargetOptions extends ApiOptions {
  /**
   * Number of clients, each of which uploads, waits until its CVs are done, and only then continues; null: every upload
   * is sent at its scheduled moment.
   */
  clients: number | null;
  threads: number;
  embedder: string;
  /** A service that was not started here: its CPU time and memory cannot be measured. */
  remote: boolean;
  /** Whether its CVs are deleted at the end. */
  deleteAfterwards: boolean;
}

/** Files per request; the service accepts at most 1,000. */
const MAX_FILES = 1000;
/** Rows per page of a batch. */
const PAGE = 50;
/** Milliseconds after which a file refused by the hourly quota is sent again. */
const OVER_QUOTA_MS = 5000;
const DELETES_AT_ONCE = 8;
const DRAIN_LOOK_MS = 500;
/** Enough connections that the service is the bottleneck, not the way to it. */
const SATURATION = { connections: 32, seconds: 10 };

/** `cvmatch serve` as a target, over HTTP only: uploads, polls until done, matches. */
export class HttpTarget implements SimulationTarget {
  readonly name = 'http';
  /** A worker's pool holds two CVs per thread. */
  readonly slots = 2;
  readonly threads: number;
  readonly embedder: string;
  readonly remote: boolean;
  readonly matchers: number;
  private readonly api: Api;
  private readonly batches: Batches;
  private readonly uploadIds: string[] = [];
  private readonly idle: (() => void)[] = [];
  private busyClients = 0;
  private upload = new Timings();
  private read = new Timings();
  private before: Samples = new Map();
  private error: unknown = null;
  private closed = false;
  private readonly closers: (() => Promise<void>)[] = [];

  private constructor(
    private readonly options: HttpTargetOptions,
    private readonly listener: Listener,
  ) {
    this.threads = options.threads;
    this.embedder = options.embedder;
    this.remote = options.remote;
    this.matchers = options.clients ?? 1;
    this.api = new Api(options);
    this.batches = new Batches(
      (batch, cursor) => this.page(batch, cursor),
      listener,
      (error) => {
        this.fail(error);
      },
    );
  }

  /** @throws CvmatchError where the service does not answer, or not with this key. */
  static async open(options: HttpTargetOptions, listener: Listener): Promise<HttpTarget> {
    const target = new HttpTarget(options, listener);
    try {
      await target.api.json({ method: 'GET', path: '/v1/stats' });
      return target;
    } catch (error) {
      await target.close();
      throw error;
    }
  }

  submit(paths: string[]): void {
    for (let at = 0; at < paths.length; at += MAX_FILES) {
      const files = paths.slice(at, at + MAX_FILES);
      const work = this.options.clients === null ? this.handIn(files) : this.asClient(() => this.handIn(files));
      work.catch((error: unknown) => {
        this.fail(error);
      });
    }
  }

  /**
   * Uploads files and resolves when all have ended. Every try uses the same idempotency key, so that a broken
   * connection does not create a second batch.
   */
  private async handIn(files: string[]): Promise<void> {
    const form = await multipartOf(files);
    const began = performance.now();
    const { batch, cvs } = await this.api.json<{ batch: string; cvs: UploadRow[] }>({
      method: 'POST',
      path: '/v1/cvs',
      headers: { ...form.headers, 'idempotency-key': randomUUID() },
      body: form.body,
    });
    this.upload.add(performance.now() - began);
    const paths = new Map(files.map((file) => [sentName(file), file]));
    for (const row of cvs) if (row.id !== null && this.options.deleteAfterwards) this.uploadIds.push(row.id);
    const again = this.tellRefused(
      cvs.filter((row) => row.id === null),
      paths,
    );
    await Promise.all([this.followIfOpen(batch, cvs, paths), again.length === 0 ? null : this.handInLater(again)]);
  }

  private followIfOpen(batch: string, cvs: UploadRow[], paths: Map<string, string>): Promise<void> | void {
    const taken = cvs.filter((row) => row.id !== null);
    if (taken.some((row) => !hasEnded(row))) return this.batches.follow(batch, paths);
    this.listener(taken.map((row) => newsOf(row, paths)));
  }

  /**
   * Reports files that were not accepted as ended, except those over the quota, which are returned so that they can be
   * sent again.
   */
  private tellRefused(rows: UploadRow[], paths: Map<string, string>): string[] {
    const ended = rows.filter((row) => row.code !== 'too_many_requests');
    if (ended.length > 0) this.listener(ended.map((row) => newsOf(row, paths)));
    return rows.filter((row) => row.code === 'too_many_requests').map((row) => paths.get(row.name!)!);
  }

  private async handInLater(files: string[]): Promise<void> {
    await sleep(OVER_QUOTA_MS);
    if (!this.closed && !this.options.signal.aborted) await this.handIn(files);
  }

  /** Waits for a free client; first come, first served. */
  private async asClient<T>(body: () => Promise<T>): Promise<T> {
    if (this.busyClients < this.options.clients!) this.busyClients++;
    else await new Promise<void>((resolve) => this.idle.push(resolve));
    try {
      return await body();
    } finally {
      const next = this.idle.shift();
      if (next === undefined) this.busyClients--;
      else next();
    }
  }

  private async page(batch: string, cursor: string | null): Promise<BatchPage> {
    const began = performance.now();
    const page = await this.api.json<BatchPage>({
      method: 'GET',
      path: `/v1/batches/${batch}/cvs?limit=${PAGE}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    });
    this.read.add(performance.now() - began);
    return page;
  }

  async match(jd: string, top: number): Promise<MatchNews> {
    this.throwIfBroken();
    const ask = (): Promise<{ results: { cvId: string }[] }> =>
      this.api.json({
        method: 'POST',
        path: '/v1/match',
        headers: { 'content-type': 'application/json' },
        body: () => JSON.stringify({ text: jd, top }),
      });
    const { results } = await (this.options.clients === null ? ask() : this.asClient(ask));
    return { cvIds: results.map((result) => result.cvId), cached: false, searchMs: null };
  }

  async profile(cvId: string): Promise<{ name: string | null; email: string | null; skills: string[] } | null> {
    const { profile } = await this.api.json<{
      profile: { resume: { basics: { name?: string; email?: string }; skills: { name: string }[] } } | null;
    }>({ method: 'GET', path: `/v1/cvs/${cvId}` });
    if (profile === null) return null;
    const { basics, skills } = profile.resume;
    return { name: basics.name ?? null, email: basics.email ?? null, skills: skills.map((skill) => skill.name) };
  }

  /** Zeros where the key only sees its own uploads. */
  async size(): Promise<{ cvs: number; bytes: number }> {
    this.throwIfBroken();
    const { store } = await this.api.json<{ store: { cvs: number; bytes: number } | null }>({
      method: 'GET',
      path: '/v1/stats',
    });
    return { cvs: store?.cvs ?? 0, bytes: store?.bytes ?? 0 };
  }

  async begin(): Promise<void> {
    this.before = await this.samples();
    this.upload = new Timings();
    this.read = new Timings();
  }

  async figures(): Promise<TargetFigures> {
    const after = await this.samples();
    const between = (name: string, labels: Record<string, string>): Percentiles | null =>
      histogramBetween(this.before, after, `cvmatch_${name}_seconds`, labels);
    const stages: TargetFigures['stages'] = { upload: this.upload.summary(), read: this.read.summary() };
    for (const stage of ['extract', 'profile', 'embed']) stages[stage] = between('stage', { stage });
    stages['search'] = between('store_query', { query: 'search.pick' });
    stages['write'] = between('store_query', { query: 'intake.commit' });
    const server: NonNullable<RunReport['server']> = {
      loopDelayP99: inMs(valueOf(after, 'cvmatch_event_loop_delay_seconds', { quantile: '0.99' })),
    };
    return { stages, server };
  }

  saturate({ jds, cvIds, seed }: { jds: string[]; cvIds: string[]; seed: string }): Promise<ApiSaturation> {
    return saturateApi({
      url: this.options.url,
      key: this.options.key,
      ...SATURATION,
      jds,
      cvIds,
      seed,
      ...(this.options.deleteAfterwards
        ? {
            onUploaded: (ids: string[]) => {
              this.uploadIds.push(...ids);
            },
          }
        : {}),
    });
  }

  /** Work that another sender left behind is in no batch of ours; only the queue shows it. */
  async drained(): Promise<void> {
    while (!this.options.signal.aborted) {
      const { queue } = await this.api.json<{ queue: { pending: number; running: number } | null }>({
        method: 'GET',
        path: '/v1/stats',
      });
      if (queue === null || queue.pending + queue.running === 0) return;
      await sleep(DRAIN_LOOK_MS);
    }
  }

  /** Empty where the key may not read metrics. */
  private async samples(): Promise<Samples> {
    try {
      return parseSamples(await this.api.text({ method: 'GET', path: '/metrics' }));
    } catch {
      return new Map();
    }
  }

  /** Registers something to be closed together with the target. */
  onClose(closer: () => Promise<void>): void {
    this.closers.push(closer);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.batches.close();
    try {
      await this.deleteOwn();
    } finally {
      this.api.close();
      for (const closer of this.closers.splice(0).reverse()) await closer();
    }
  }

  /** Also runs after an interrupt, since nobody wants these CVs kept. */
  private async deleteOwn(): Promise<void> {
    const one = async (): Promise<void> => {
      for (let id = this.uploadIds.pop(); id !== undefined; id = this.uploadIds.pop()) {
        await this.api.text({ method: 'DELETE', path: `/v1/cvs/${id}` });
      }
    };
    await Promise.all(Array.from({ length: DELETES_AT_ONCE }, one));
  }

  private fail(error: unknown): void {
    if (!this.closed) this.error ??= error;
  }

  /** A service that went away ends the run; a CV that it refuses does not. */
  private throwIfBroken(): void {
    if (this.error !== null) throw this.error;
  }
}

const inMs = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000);
