import { FairQueue, isSameSender as isSame, senderName, type Sender } from '../../domain/index.js';
import { TypicalCost } from './typical-cost.js';

export interface FairShareOptions {
  /** Tasks that may be in threads at once. */
  places: number;
  /** Further tasks that may be in hand, so that a thread never has to wait until a file is read. */
  ahead: number;
  /** Further tasks that may be in threads, for senders whose tasks are slow. 0 if there is only one sender. */
  slowPlaces: number;
  /** Called with the number of tasks in places for slow ones, whenever it may have changed. */
  onSlow?: (tasks: number) => void;
  /** The clock, in milliseconds; by default one that never jumps. */
  now?: () => number;
}

/** Permission to have one task in hand. */
export interface Turn {
  /** Waits until the task may go to a thread. */
  place(): Promise<void>;
  /** Call when a thread begins with the task: its cost is counted from here. */
  begun(): void;
  /** Whether the task has a place for slow ones; can become true while it runs. */
  readonly isSlow: boolean;
  /** Safe to call twice. */
  end(): void;
}

/** Milliseconds that a task of an unknown sender is assumed to take. */
const USUAL_MS = 100;
/** Tasks are slow if they take this many times as long as those of others, and at least so many milliseconds. */
const SLOW = 4;
const LEAST_SLOW_MS = 250;
/** Milliseconds after its last task for which a sender counts as being around. */
const AWAKE_MS = 30_000;
/** Milliseconds after which a sender is forgotten; what was known has faded by then. */
const FORGOTTEN_MS = 3_600_000;
/** Milliseconds between two checks whether a running task has become slow while others wait. */
const LOOK_MS = 50;

/**
 * Shares the threads of a process between senders: every task needs a turn before it is read, and a place before it goes to
 * a thread. Turns go round by thread time (see round-robin.ts), which is measured and charged when a task ends. Bytes would
 * say little about the cost (six files of 63 kB took a minute), and CPU time would miss a task that hangs asleep in its
 * thread.
 *
 * Equal shares are not enough, because a thread that is busy for ten seconds cannot be shared. So a sender whose tasks take
 * several times as long as those of others is limited to the places for slow tasks while others are around. A task that
 * proves slow while others wait is moved to such a place: it keeps running, and another task gets its place.
 */
export class FairShare {
  private readonly queue: FairQueue<Asked>;
  private readonly known = new Map<string, Known>();
  private readonly inHand = new Set<InHand>();
  /** The typical cost of each sender that is around, cheapest first, as of this look. */
  private lengths: { name: string; ms: number }[] = [];
  private readonly now: () => number;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly options: FairShareOptions) {
    this.now = options.now ?? (() => performance.now());
    this.queue = new FairQueue({ quantum: USUAL_MS, now: this.now });
  }

  /** Null if `signal` aborted the wait. */
  turn(sender: Sender, signal?: AbortSignal): Promise<Turn | null> {
    if (signal?.aborted === true) return Promise.resolve(null);
    return new Promise((resolve) => {
      const withdraw = (): void => {
        if (this.queue.drop(sender, asked)) resolve(null);
      };
      const asked: Asked = (turn) => {
        signal?.removeEventListener('abort', withdraw);
        resolve(turn);
      };
      signal?.addEventListener('abort', withdraw, { once: true });
      this.queue.add(sender, asked);
      this.look();
    });
  }

  /** Hands out free places and turns, and frees places that slow tasks hold while others wait. */
  private look(): void {
    this.lengths = this.measured();
    do {
      this.placeAll();
      this.grantAll();
    } while (this.setAside());
    this.lookAgain();
  }

  private placeAll(): void {
    for (const turn of this.inHand) {
      if (turn.onPlaced === null) continue;
      const lane = this.laneOf(turn.sender);
      if (!this.hasPlace(lane)) continue;
      turn.lane = lane;
      turn.onPlaced();
      turn.onPlaced = null;
      this.tellSlow();
    }
  }

  private hasPlace(lane: Lane): boolean {
    if (lane === 'usual') return this.placed('usual') < this.options.places;
    // Tasks that still hold usual places will be moved to these first.
    const slow = [...this.inHand].filter((turn) => turn.lane !== null && this.laneOf(turn.sender) === 'slow');
    return slow.length < this.options.slowPlaces;
  }

  private grantAll(): void {
    for (;;) {
      const next = this.queue.next(
        (sender) => this.mayTake(sender),
        (sender) => this.estimate(sender),
      );
      if (next === null) return;
      next.item(this.take(next.sender));
    }
  }

  private mayTake(sender: Sender): boolean {
    const lane = this.laneOf(sender);
    // Tasks without a place count where their sender's tasks belong by now.
    const taken = [...this.inHand].filter((turn) => (turn.lane ?? this.laneOf(turn.sender)) === lane);
    return taken.length < this.bound(lane) + (lane === 'slow' ? 0 : this.options.ahead);
  }

  private take(sender: Sender): Turn {
    const turn: InHand = { sender, lane: null, charged: this.estimate(sender), since: null, onPlaced: null };
    this.inHand.add(turn);
    return {
      place: () =>
        new Promise((resolve) => {
          turn.onPlaced = resolve;
          this.look();
        }),
      begun: () => {
        turn.since ??= this.now();
      },
      get isSlow() {
        return turn.lane === 'slow';
      },
      end: () => {
        if (this.inHand.delete(turn)) this.ended(turn);
      },
    };
  }

  private ended(turn: InHand): void {
    this.tellSlow();
    const cost = this.elapsed(turn);
    const known = this.knownOf(turn.sender);
    known.cost.add(cost);
    known.lastAt = this.now();
    this.queue.charge(turn.sender, cost - turn.charged);
    for (const [name, { lastAt }] of this.known) if (known.lastAt - lastAt > FORGOTTEN_MS) this.known.delete(name);
    this.look();
  }

  /** Moves one task that holds up others to a place for slow ones, where it keeps running. False if there is none. */
  private setAside(): boolean {
    if (this.placed('slow') >= this.options.slowPlaces || this.hasPlace('usual')) return false;
    const waiting = this.waiting().filter((sender) => !this.isSlow(sender));
    const slow = [...this.inHand].find(
      (turn) =>
        turn.lane === 'usual' &&
        waiting.some((sender) => !isSame(sender, turn.sender) && this.elapsed(turn) > slowFor(this.typical(sender))),
    );
    if (slow === undefined) return false;
    slow.lane = 'slow';
    this.tellSlow();
    return true;
  }

  /** Senders that wait for a turn or a place. */
  private waiting(): Sender[] {
    return [...this.queue.senders(), ...[...this.inHand].filter(({ lane }) => lane === null)].map(
      ({ sender }) => sender,
    );
  }

  private tellSlow(): void {
    this.options.onSlow?.(this.placed('slow'));
  }

  private lookAgain(): void {
    if (this.timer !== null || this.options.slowPlaces === 0 || this.waiting().length === 0) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.look();
    }, LOOK_MS).unref();
  }

  /** Slow compared with the others that are around; a sender that is alone never is. */
  private isSlow(sender: Sender): boolean {
    if (this.options.slowPlaces === 0) return false;
    const name = senderName(sender);
    const mine = this.lengths.find((one) => one.name === name);
    const shortest = this.lengths.find((one) => one.name !== name);
    return mine !== undefined && shortest !== undefined && mine.ms > slowFor(shortest.ms);
  }

  private measured(): typeof this.lengths {
    const latest = this.now() - AWAKE_MS;
    const recent = [...this.known.values()].filter(({ lastAt }) => lastAt >= latest);
    const there = new Map(
      [...recent, ...this.queue.senders(), ...this.inHand].map(({ sender }) => [senderName(sender), sender]),
    );
    const all = [...there].map(([name, sender]) => ({ name, ms: this.typical(sender) }));
    return all.sort((a, b) => a.ms - b.ms);
  }

  private estimate(sender: Sender): number {
    return this.knownOf(sender).cost.typical() ?? USUAL_MS;
  }

  private typical(sender: Sender): number {
    const running = this.turnsOf(sender).map((turn) => this.elapsed(turn));
    return this.knownOf(sender).cost.typical(running) ?? USUAL_MS;
  }

  private elapsed({ since }: InHand): number {
    return since === null ? 0 : this.now() - since;
  }

  private turnsOf(sender: Sender): InHand[] {
    return [...this.inHand].filter((turn) => isSame(turn.sender, sender));
  }

  /** A sender with a task in a place for slow ones gets no usual place beside it. */
  private laneOf(sender: Sender): Lane {
    return this.isSlow(sender) || this.turnsOf(sender).some(({ lane }) => lane === 'slow') ? 'slow' : 'usual';
  }

  private bound(lane: Lane): number {
    return lane === 'slow' ? this.options.slowPlaces : this.options.places;
  }

  private placed(lane: Lane): number {
    return [...this.inHand].filter((turn) => turn.lane === lane).length;
  }

  private knownOf(sender: Sender): Known {
    const name = senderName(sender);
    let known = this.known.get(name);
    if (known === undefined) {
      known = { sender, cost: new TypicalCost(this.now), lastAt: this.now() };
      this.known.set(name, known);
    }
    return known;
  }
}

/** Milliseconds above which a task is slow for a sender whose own tasks take `ms`. */
function slowFor(ms: number): number {
  return Math.max(LEAST_SLOW_MS, SLOW * ms);
}

type Asked = (turn: Turn) => void;

type Lane = 'usual' | 'slow';

interface InHand {
  sender: Sender;
  /** Kind of its place; null if it has none yet. */
  lane: Lane | null;
  /** Milliseconds charged in advance. */
  charged: number;
  /** When a thread began with it. */
  since: number | null;
  /** Resolves `place`, while it waits. */
  onPlaced: (() => void) | null;
}

interface Known {
  sender: Sender;
  cost: TypicalCost;
  /** When its last task ended, or when it first came. */
  lastAt: number;
}
