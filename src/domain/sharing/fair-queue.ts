import { DeficitRoundRobin, type RoundRobinOptions } from './round-robin.js';

/** Who hands in work. Tenants get equal shares, and so do the API keys of a tenant. A null key is this machine. */
export interface Sender {
  tenant: string;
  key: string | null;
}

/** A unique text for each sender, e.g. as the key of a map. */
export function senderName({ tenant, key }: Sender): string {
  return `${tenant}\n${key ?? ''}`;
}

export function isSameSender(one: Sender, other: Sender): boolean {
  return one.tenant === other.tenant && one.key === other.key;
}

export interface Waiting<Item> {
  sender: Sender;
  item: Item;
}

/** A queue whose items are taken in turns: between tenants, then between their keys, then first come first served. It has no bound of its own. */
export class FairQueue<Item> {
  private readonly tenants: DeficitRoundRobin;
  private readonly lanes = new Map<string, Lane<Item>>();
  private items = 0;

  constructor(private readonly options: RoundRobinOptions) {
    this.tenants = new DeficitRoundRobin(options);
  }

  get size(): number {
    return this.items;
  }

  /** Senders that have items waiting, with the number of items and the first one. */
  *senders(): Generator<{ sender: Sender; items: number; first: Item }> {
    for (const { waiting } of this.lanes.values())
      for (const all of waiting.values()) yield { sender: all[0]!.sender, items: all.length, first: all[0]!.item };
  }

  add(sender: Sender, item: Item): void {
    const { keys, waiting } = this.laneOf(sender.tenant);
    const name = senderName(sender);
    this.tenants.join(sender.tenant);
    keys.join(name);
    const before = waiting.get(name);
    if (before === undefined) waiting.set(name, [{ sender, item }]);
    else before.push({ sender, item });
    this.items += 1;
  }

  /** Takes the next item among senders that may be served, and charges its expected cost. */
  next(may: (sender: Sender) => boolean, cost: (sender: Sender) => number): Waiting<Item> | null {
    const mayKey =
      ({ waiting }: Lane<Item>) =>
      (name: string): boolean =>
        may(waiting.get(name)![0]!.sender);
    const tenant = this.tenants.pick((name) => {
      const lane = this.lanes.get(name)!;
      return [...lane.waiting.keys()].some(mayKey(lane));
    });
    if (tenant === null) return null;
    const lane = this.lanes.get(tenant)!;
    const [next] = lane.waiting.get(lane.keys.pick(mayKey(lane))!)!;
    this.charge(next!.sender, cost(next!.sender));
    this.drop(next!.sender, next!.item);
    return next!;
  }

  /** Charges what an item cost more than expected, or refunds the difference if negative. */
  charge(sender: Sender, cost: number): void {
    this.tenants.charge(sender.tenant, cost);
    this.laneOf(sender.tenant).keys.charge(senderName(sender), cost);
  }

  /** Removes an item; false if it does not wait. */
  drop(sender: Sender, item: Item): boolean {
    const lane = this.laneOf(sender.tenant);
    const name = senderName(sender);
    const all = lane.waiting.get(name);
    const at = all?.findIndex((one) => one.item === item) ?? -1;
    if (all === undefined || at < 0) return false;
    all.splice(at, 1);
    this.items -= 1;
    if (all.length > 0) return true;
    lane.waiting.delete(name);
    lane.keys.leave(name);
    if (lane.waiting.size === 0) this.tenants.leave(sender.tenant);
    return true;
  }

  private laneOf(tenant: string): Lane<Item> {
    const known = this.lanes.get(tenant);
    if (known !== undefined) return known;
    for (const [name, { keys }] of this.lanes) if (keys.isIdle) this.lanes.delete(name);
    const lane = { keys: new DeficitRoundRobin(this.options), waiting: new Map() };
    this.lanes.set(tenant, lane);
    return lane;
  }
}

interface Lane<Item> {
  keys: DeficitRoundRobin;
  /** By the sender's name, oldest first; no list is empty. */
  waiting: Map<string, Waiting<Item>[]>;
}
