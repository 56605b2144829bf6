import { randomUUID } from 'node:crypto';
import type * as Bullmq from 'bullmq';
import type { Job, Queue, Worker } from 'bullmq';
import { within } from '../../domain/index.js';
import { CvmatchError, storeUnreachable } from '../../errors.js';
import type { OpenTask } from '../../store/port/index.js';
import type { QueueMemory } from '../port.js';
import { shownBroker, type BrokerAddress } from './address.js';
import type { Placed } from './rounds.js';

/** Most offers that wait at once. The others wait in the store: it says in which order, and can say it anew. */
export const MOST_OFFERS = 1024;
/** A server that does not answer within this time cannot be reached. */
const ANSWER_MS = 5000;
const CLOSE_MS = 2000;
/** After it could not be reached it is not asked for a while, so that uploads need not wait for it. */
const REST_MS = 5000;
/** An offer that was taken by a process which ended at once is offered again after this time. */
const TAKEN_MS = 30_000;
/** Events that BullMQ keeps for observers. */
const STREAMS = { events: { maxLen: 1000 } };

/** What an offer says. */
interface Offer {
  task: string;
  path: string;
  keyId: string | null;
}

/** One task between two of its claims is one offer. */
export function jobOf({ id, fence }: Pick<OpenTask, 'id' | 'fence'>): string {
  return `${id}-${fence}`;
}

export interface Waiting extends Placed {
  path: string;
  job: string;
}

function waitingOf(job: Job<Offer> | undefined): Waiting | null {
  if (job === undefined) return null;
  const { task, path, keyId } = job.data;
  return { job: job.id!, id: task, place: job.priority, path, keyId };
}

/** An offer that nobody else can take. */
export interface Taken {
  task: string;
  keyId: string | null;
  /** Forgets it. */
  end(): Promise<void>;
  /** Puts it back to where it was. */
  putBack(): Promise<void>;
}

/** The offers of one tenant in BullMQ, as one process sees them. Every problem is `store_unreachable`. */
export class Broker {
  private opened: Promise<Opened> | null = null;
  private restUntil = 0;
  /** Offers that waited when they were last listed: what one says never changes, and BullMQ reads them one by one. */
  private seen = new Map<string, Waiting>();
  private readonly token = randomUUID();

  /** `name`: of the queue, letters, digits and dashes. */
  constructor(
    private readonly address: BrokerAddress,
    private readonly name: string,
  ) {}

  get where(): string {
    return shownBroker(this.address);
  }

  waiting(): Promise<Waiting[]> {
    return this.ask(async ({ queue }) => {
      const jobs = await queue.getRanges(['prioritized'], 0, MOST_OFFERS - 1, true);
      const waiting = await Promise.all(
        jobs.map(async (job) => this.seen.get(job) ?? waitingOf(await queue.getJob(job))),
      );
      // One that is taken while the list is read is missing in it.
      const found = waiting.filter((one) => one !== null);
      this.seen = new Map(found.map((one) => [one.job, one]));
      return found;
    });
  }

  /** One that was added before, and waits or is taken, remains a single one. */
  async add(tasks: readonly (OpenTask & { place: number })[]): Promise<void> {
    if (tasks.length === 0) return;
    const jobs = tasks.map((task) => ({
      name: 'cv',
      data: { task: task.id, path: task.path, keyId: task.keyId },
      opts: { jobId: jobOf(task), priority: task.place, removeOnComplete: true, removeOnFail: true },
    }));
    await this.ask(({ queue }) => queue.addBulk(jobs));
  }

  /** Takes the next ones, in order. */
  take(limit: number): Promise<Taken[]> {
    return this.ask(async ({ worker }) => {
      const next = () => worker.getNextJob(this.token, { block: false }) as Promise<Job<Offer> | undefined>;
      const jobs = await Promise.all(Array.from({ length: limit }, next));
      const taken = jobs.filter((job) => job !== undefined);
      taken.sort((a, b) => a.priority - b.priority || Number(a.data.task) - Number(b.data.task));
      return taken.map((job) => this.takenOf(job));
    });
  }

  private takenOf(job: Job<Offer>): Taken {
    const { task, keyId } = job.data;
    // After a pause of this process it may be another's again: then nothing is left to do.
    const done = (body: () => Promise<unknown>): Promise<void> =>
      this.ask(() =>
        body().then(noValue, (error: unknown) => (isLost(error) ? undefined : Promise.reject(error as Error))),
      );
    return {
      task,
      keyId,
      end: () => done(() => job.moveToCompleted(null, this.token, false)),
      putBack: () => done(() => job.moveToWait(this.token)),
    };
  }

  async remove(jobs: string[]): Promise<void> {
    await this.ask(({ queue }) => Promise.all(jobs.map((job) => queue.remove(job))));
  }

  /** Number of offers that wait. */
  count(): Promise<number> {
    return this.ask(({ queue }) => queue.getPrioritizedCount());
  }

  /** Of the server; null on PostgreSQL. */
  async memory(): Promise<QueueMemory | null> {
    if (this.address.kind !== 'redis') return null;
    return this.ask(async ({ queue }) => memoryOf(await (await queue.getBackend().client).info()));
  }

  /** Deletes all that BullMQ has of this queue. */
  async clear(): Promise<void> {
    await this.ask(({ queue }) => queue.obliterate({ force: true }));
  }

  private async ask<T>(question: (opened: Opened) => Promise<T>): Promise<T> {
    if (Date.now() < this.restUntil) throw storeUnreachable(this.where, 'no answer a moment ago', undefined);
    try {
      // Loading its driver is no time that the server takes.
      const opened = await (this.opened ??= open(this.address, this.name));
      const answer = opened.ready.then(() => question(opened));
      return await within(ANSWER_MS, answer);
    } catch (error) {
      if (error instanceof CvmatchError) {
        this.opened = null;
        throw error;
      }
      this.restUntil = Date.now() + REST_MS;
      throw unreachable(this.address, error);
    }
  }

  /** Connections end even if the server does not answer. */
  async close(): Promise<void> {
    const opened = await this.opened?.catch(() => null);
    this.opened = null;
    if (opened === null || opened === undefined) return;
    const { queue, worker } = opened;
    const closing = Promise.all([worker.close(true), queue.close()]);
    closing.catch(noValue);
    const inTime = await within(CLOSE_MS, closing).then(
      () => true,
      () => false,
    );
    if (!inTime) for (const one of [worker, queue]) one.disconnect().catch(noValue);
  }
}

/** From the answer to INFO: lines `name:value`. */
function memoryOf(info: string): QueueMemory {
  const lines = new Map(info.split(/\r?\n/).map((line) => line.split(':', 2) as [string, string]));
  const most = Number(lines.get('maxmemory') ?? 0);
  return {
    used: Number(lines.get('used_memory') ?? 0),
    most: most > 0 ? most : null,
    policy: lines.get('maxmemory_policy') ?? null,
  };
}

interface Opened {
  queue: Queue<Offer>;
  worker: Worker<Offer>;
  /** Settles once the server has answered, however late. */
  ready: Promise<void>;
}

/** A queue as one process sees it. */
export async function connectTo(address: BrokerAddress, name: string): Promise<Queue<Offer>> {
  const { Queue } = await load(address.kind);
  const { connection, backend } = await backendOf(address);
  const queue = new Queue<Offer>(name, { connection, prefix: PREFIX, streams: STREAMS }, backend);
  // Calls report what is wrong; without a listener an error would end the process.
  queue.on('error', noValue);
  return queue;
}

/** The types know one connection for each backend; which one it is, is only known here. */
async function backendOf({ kind, url }: BrokerAddress) {
  const { createPostgresBackend } = await load(kind);
  return kind === 'redis'
    ? { connection: { url, maxRetriesPerRequest: null }, backend: undefined }
    : // BullMQ makes its tables where they are missing.
      { connection: { connectionString: url, migrate: true } as never, backend: createPostgresBackend as never };
}

async function open(address: BrokerAddress, name: string): Promise<Opened> {
  const { Worker } = await load(address.kind);
  // It takes offers one by one and works on none of them itself. Any number of rests is allowed.
  const taking = { autorun: false, lockDuration: TAKEN_MS, stalledInterval: TAKEN_MS, maxStalledCount: 1_000_000 };
  const queue = await connectTo(address, name);
  const { connection, backend } = await backendOf(address);
  const worker = new Worker<Offer>(name, null, { connection, prefix: PREFIX, ...taking }, backend);
  worker.on('error', noValue);
  const ready = worker.waitUntilReady().then(() => worker.startStalledCheckTimer());
  ready.catch(noValue);
  return { queue, worker, ready };
}

const PREFIX = 'cvmatch';
export async function load(kind: BrokerAddress['kind']): Promise<typeof Bullmq> {
  try {
    // BullMQ loads its driver only when it connects, and not with a sentence if it is missing.
    await (kind === 'redis' ? import('ioredis') : import('pg'));
    return await import('bullmq');
  } catch (cause) {
    const driver = kind === 'redis' ? 'ioredis' : 'pg';
    throw new CvmatchError('tool_missing', `this queue needs the packages bullmq and ${driver}`, {
      cause,
      hint: `Install them beside cvmatch: \`npm install bullmq ${driver}\` (add -g for a global one).`,
    });
  }
}

export function unreachable(address: BrokerAddress, error: unknown): CvmatchError {
  if (error instanceof CvmatchError) return error;
  const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
  return storeUnreachable(shownBroker(address), reason, error);
}

function noValue(): undefined {
  return undefined;
}

/** Whether a job is not ours any more, or there no more. */
function isLost(error: unknown): boolean {
  return /lock|not in the active state|Missing key/i.test((error as Error).message);
}
