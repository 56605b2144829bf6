/**
 * Decides whose turn it is by deficit round robin (M. Shreedhar, G. Varghese: Efficient Fair Queueing Using Deficit Round
 * Robin, SIGCOMM 1995). Each visit gives a flow a quantum of credit, and the flow is served while it has credit, so flows
 * get equal shares of cost, however much a single piece of work costs. The cost is only known when the work is done, so it
 * is charged afterwards and a flow can be in debt (called surplus round robin by H. Adiseshu, G. Parulkar, G. Varghese: A
 * Reliable and Scalable Striping Protocol, SIGCOMM 1996). The work itself is kept elsewhere: a flow joins when it has work
 * and leaves when it has none.
 */
export class DeficitRoundRobin {
  /** In the order of visits; the first is being visited. */
  private readonly present: string[] = [];
  private readonly credit = new Map<string, number>();
  /** Whether the first has received the quantum of this visit. */
  private isVisited = false;
  private readonly debts = new Map<string, Debt>();

  constructor(private readonly options: RoundRobinOptions) {}

  /** Whether no flow is present and none is in debt, so that there is nothing to remember. */
  get isIdle(): boolean {
    return this.present.length === 0 && [...this.debts.values()].every((debt) => this.left(debt) === 0);
  }

  join(flow: string): void {
    if (this.credit.has(flow)) return;
    this.present.push(flow);
    this.credit.set(flow, -this.owed(flow));
    this.debts.delete(flow);
  }

  /** Credit is lost, so that turns cannot be saved up. A debt shrinks with the time that the flow is away. */
  leave(flow: string): void {
    const credit = this.credit.get(flow);
    if (credit === undefined) return;
    if (this.present[0] === flow) this.isVisited = false;
    this.present.splice(this.present.indexOf(flow), 1);
    this.credit.delete(flow);
    if (credit < 0) this.owe(flow, -credit);
  }

  /** The flow whose turn it is among those that may be served; null if there is none. Charge it before the next pick. */
  pick(may: (flow: string) => boolean = () => true): string | null {
    const able = this.present.filter((flow) => may(flow));
    if (able.length === 0) return null;
    this.skipRounds(able);
    for (;;) {
      const flow = this.present[0]!;
      if (!this.isVisited) this.give(flow, this.options.quantum);
      this.isVisited = true;
      if (this.credit.get(flow)! > 0 && may(flow)) return flow;
      this.present.push(this.present.shift()!);
      this.isVisited = false;
    }
  }

  /** Works for absent flows too. A negative cost refunds what was charged too much. */
  charge(flow: string, cost: number): void {
    if (this.credit.has(flow)) this.give(flow, -cost);
    else this.owe(flow, Math.max(0, this.owed(flow) + cost));
  }

  /** Skips the rounds in which all of these would still be in debt. */
  private skipRounds(able: string[]): void {
    const { quantum } = this.options;
    const rounds = Math.min(...able.map((flow) => Math.max(0, Math.floor(-this.credit.get(flow)! / quantum))));
    if (rounds > 0) for (const flow of this.present) this.give(flow, rounds * quantum);
  }

  /** Credit is limited, so that a flow that could not be served cannot save up for a burst. */
  private give(flow: string, amount: number): void {
    this.credit.set(flow, Math.min(this.options.quantum, this.credit.get(flow)! + amount));
  }

  private owed(flow: string): number {
    const debt = this.debts.get(flow);
    return debt === undefined ? 0 : this.left(debt);
  }

  private owe(flow: string, cost: number): void {
    for (const [other, debt] of this.debts) if (this.left(debt) === 0) this.debts.delete(other);
    if (cost > 0) this.debts.set(flow, { cost, at: this.options.now() });
  }

  private left({ cost, at }: Debt): number {
    return Math.max(0, cost - (this.options.now() - at));
  }
}

export interface RoundRobinOptions {
  /** Cost that a flow may cause before the next one is served; about that of one piece of work. */
  quantum: number;
  /** A clock in the unit of the costs, e.g. milliseconds if costs are milliseconds. */
  now: () => number;
}

interface Debt {
  cost: number;
  at: number;
}
