import type { OpenTask, TaskRows } from '../../store/port/index.js';
import { overRows } from '../outbox.js';
import type { Dispatcher, QueuedTask, QueueLevels } from '../port.js';
import { parseBroker } from './address.js';
import { Broker, jobOf, MOST_OFFERS, type Taken, type Waiting } from './broker.js';
import { placesOf, type Placed } from './rounds.js';

/** Most offers of one API key that wait, so that there is room for those of others. */
const MOST_OF_A_KEY = 64;

/** The queue of one tenant: a dispatcher over its rows, and what only the server has. */
export interface BrokerQueue {
  dispatcher(rows: TaskRows): Dispatcher;
  /** Says, for people, where it is, and that it answers. @throws CvmatchError if it does not. */
  examine(): Promise<string>;
  /** Where it is, for people. */
  readonly where: string;
  /** @throws CvmatchError `store_unreachable` within seconds if it does not answer. */
  levels(): Promise<QueueLevels>;
  /** Deletes all that the server has of it; the rows of tasks have all the information. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Tasks offered through BullMQ on Redis or PostgreSQL. No connection is made before the first call.
 * @throws CvmatchError `bad_config` for a URL that is none.
 */
export function bullmqQueue(url: string, workspace: string, tenant: string): BrokerQueue {
  const broker = new Broker(parseBroker(url), queueName(tenant, workspace));
  return {
    dispatcher: (rows) => bullmqDispatcher(rows, broker),
    examine: async () => `${broker.where} answers; ${await broker.count()} offered there`,
    where: broker.where,
    levels: async () => ({ offered: await broker.count(), memory: await broker.memory() }),
    clear: () => broker.clear(),
    close: () => broker.close(),
  };
}

export { bullBoard } from './board.js';
export { redisQuotas } from './quotas.js';

/** How a tenant's queue is called there. */
export function queueName(tenant: string, workspace: string): string {
  return `${tenant}-${workspace}`;
}

/**
 * The broker is a list of offers in their turns: whoever takes one claims its row, and ends the offer. What a row says
 * (attempts, leases, delays, results) is never repeated in the broker, so it may lose everything at any moment.
 */
function bullmqDispatcher(rows: TaskRows, broker: Broker): Dispatcher {
  const others = new Others(broker);
  const add = async (placed: (OpenTask & Placed)[]): Promise<void> => {
    await broker.add(placed);
    if (placed.length > 0) others.forget();
  };
  const sweep = async (): Promise<number> => {
    const waiting = await broker.waiting();
    const { again, fresh } = await wantedOf(rows, waiting);
    const placed = placesOf(waiting, fresh);
    // Offered before they are marked: if the process ends in between, they are offered twice rather than never.
    await add(placed);
    const heard = [...again, ...placed].map(({ id }) => id);
    if (heard.length > 0) await rows.heard(heard);
    return placed.length;
  };
  const offer = async (tasks: OpenTask[]): Promise<void> => add(placesOf(await broker.waiting(), tasks));
  return {
    // Tasks that are returned are written; telling the broker may fail, and is made up for by the next sweep.
    ...overRows(rows, () => sweep().catch(() => undefined)),
    offer,
    sweep,
    claim: (owner, limit, leaseMs, busy = []) => claim(rows, broker, others, { owner, limit, leaseMs, busy }),
    withdraw: async (paths) => {
      const unwanted = new Set(paths);
      await broker.remove((await broker.waiting()).filter(({ path }) => unwanted.has(path)).map(({ job }) => job));
    },
  };
}

/** The next tasks of the outbox: those that have been waiting here for long, and others for which there is room. */
async function wantedOf(
  rows: TaskRows,
  waiting: readonly Waiting[],
): Promise<{ again: OpenTask[]; fresh: OpenTask[] }> {
  const counts = new Map<string | null, number>();
  const counted = (keyId: string | null): number => {
    const number = (counts.get(keyId) ?? 0) + 1;
    counts.set(keyId, number);
    return number;
  };
  for (const { keyId } of waiting) counted(keyId);
  const full = [...counts].filter(([, number]) => number >= MOST_OF_A_KEY).map(([keyId]) => keyId);
  const room = MOST_OFFERS - waiting.length;
  const tasks = room > 0 ? await rows.unheard(room, full) : [];
  const known = new Set(waiting.map(({ job }) => job));
  const again = tasks.filter((task) => known.has(jobOf(task)));
  const fresh = tasks.filter((task) => !known.has(jobOf(task)) && counted(task.keyId) <= MOST_OF_A_KEY);
  return { again, fresh };
}

/** A worker whose threads are all taken asks at each result whether another key has offers: the list is long to read. */
const KNOWN_MS = 200;

/** Whether API keys have offers that wait. That there are none is believed for a moment, unless we make an offer. */
class Others {
  private none: { keys: ReadonlySet<string | null>; until: number } | null = null;
  private offers = 0;

  constructor(private readonly broker: Pick<Broker, 'waiting'>) {}

  /** Whether any key but the busy ones has. */
  async than(busy: readonly (string | null)[]): Promise<boolean> {
    const { none } = this;
    if (none !== null && Date.now() < none.until && [...none.keys].every((key) => busy.includes(key))) return false;
    const { offers } = this;
    const keys = new Set((await this.broker.waiting()).map(({ keyId }) => keyId));
    const found = [...keys].some((key) => !busy.includes(key));
    this.none = found || offers !== this.offers ? null : { keys, until: Date.now() + KNOWN_MS };
    return found;
  }

  forget(): void {
    this.offers += 1;
    this.none = null;
  }
}

interface Wish {
  owner: string;
  limit: number;
  leaseMs: number;
  busy: readonly (string | null)[];
}

/** Offers of tasks that have ended or are held by another worker yield nothing, so further offers are tried. */
async function claim(rows: TaskRows, broker: Broker, others: Others, wish: Wish): Promise<QueuedTask[]> {
  const claimed: QueuedTask[] = [];
  const passed: Taken[] = [];
  // Offers of busy keys are taken and put back to reach those behind them, which is in vain where there are no others.
  if (wish.busy.length > 0 && !(await others.than(wish.busy))) return [];
  try {
    while (claimed.length < wish.limit) {
      const taken = await broker.take(wish.limit - claimed.length);
      if (taken.length === 0) break;
      passed.push(...taken.filter(({ keyId }) => wish.busy.includes(keyId)));
      claimed.push(...(await claimRows(rows, wish, taken)));
    }
  } catch (error) {
    // What is claimed already must be worked on: its owner keeps the lease alive.
    if (claimed.length === 0) throw error;
  } finally {
    await settled(passed, (one) => one.putBack());
  }
  return claimed;
}

/** The tasks of those offers that are of no busy key and still to be had. */
async function claimRows(rows: TaskRows, { owner, leaseMs, busy }: Wish, taken: Taken[]): Promise<QueuedTask[]> {
  const ours = taken.filter(({ keyId }) => !busy.includes(keyId));
  const ids = ours.map(({ task }) => task);
  try {
    const tasks = ids.length === 0 ? [] : await rows.claim(owner, ids, leaseMs);
    await settled(ours, (one) => one.end());
    return tasks.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  } catch (error) {
    await settled(ours, (one) => one.putBack());
    throw error;
  }
}

/** An offer that stays as it is because its server is gone yields nothing when it is taken again. */
async function settled(offers: Taken[], step: (one: Taken) => Promise<void>): Promise<void> {
  await Promise.allSettled(offers.map(step));
}
