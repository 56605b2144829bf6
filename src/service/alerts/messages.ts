import type { Logger } from 'pino';
import type { AlertChange, AlertRepository } from '../../store/port/index.js';
import { within } from '../../domain/index.js';
import { runbookOf, type AlertRule } from './rules.js';

/** Sent to the webhook once when an alert fires and once when it is over. */
export interface Notice {
  alert: string;
  status: 'firing' | 'resolved';
  severity: AlertRule['severity'];
  summary: string;
  value: number | null;
  threshold: number;
  unit: AlertRule['unit'];
  /** ISO times. */
  since: string;
  at: string;
  runbook: string;
}

/** Delivers a notice and throws if it could not. */
export type Send = (notice: Notice) => Promise<void>;

export interface MessageParts {
  /** Id of this process. */
  process: string;
  repository: Pick<AlertRepository, 'take' | 'settle'>;
  /** Null: alerts only go to the log. */
  send: Send | null;
  log: Pick<Logger, 'error'>;
  rules: readonly AlertRule[];
}

/** A notice of this process alone is tried again at each evaluation, at most this many times. */
const MOST_TRIES = 20;
/**
 * The most notices of this process alone that wait for an unreachable receiver. Beyond that the oldest are dropped, since
 * the newest tell the current state.
 */
export const MOST_UNSENT = 100;
/** Milliseconds for which a process has a change to itself: longer than the receiver may take. */
const TAKEN_MS = 30_000;
/** Milliseconds that the store may take. */
const PATIENCE_MS = 5000;

/** Tells changes: those that the store has for whichever process comes first, and those that this one had to find alone. */
export class Messages {
  private readonly own: { notice: Notice; tries: number }[] = [];

  constructor(private readonly parts: MessageParts) {}

  /** Has this process tell a change, whatever others do. */
  add(change: Omit<AlertChange, 'id'>): void {
    const notice = this.noticeOf(change);
    if (this.parts.send === null || notice === null) return;
    this.own.push({ notice, tries: 0 });
    if (this.own.length > MOST_UNSENT) this.own.shift();
  }

  /** In order, so that no end is delivered before its beginning. `shared`: also what the store has. */
  async deliver(shared: boolean): Promise<void> {
    if (this.parts.send === null || !(await this.deliverOwn(this.parts.send)) || !shared) return;
    await this.deliverShared(this.parts.send);
  }

  private async deliverOwn(send: Send): Promise<boolean> {
    for (let first = this.own[0]; first !== undefined; first = this.own[0]) {
      first.tries += 1;
      const isTaken = await this.sent(send, first.notice);
      if (!isTaken && first.tries < MOST_TRIES) return false;
      this.own.shift();
    }
    return true;
  }

  /** What a process took and did not tell before it ended, another tells once its time is over. */
  private async deliverShared(send: Send): Promise<void> {
    const { process, repository } = this.parts;
    for (;;) {
      const change = await within(PATIENCE_MS, repository.take(process, TAKEN_MS));
      if (change === null) return;
      const notice = this.noticeOf(change);
      const isTold = notice === null || (await this.sent(send, notice));
      await within(PATIENCE_MS, repository.settle(change.id, isTold));
      if (!isTold) return;
    }
  }

  private async sent(send: Send, notice: Notice): Promise<boolean> {
    try {
      await send(notice);
      return true;
    } catch (error) {
      this.parts.log.error({ alert: notice.alert, err: error }, 'the webhook did not take an alert');
      return false;
    }
  }

  /** Null for an alert that this release does not know. */
  private noticeOf({ name, status, since, value, at }: Omit<AlertChange, 'id'>): Notice | null {
    const rule = this.parts.rules.find((one) => one.name === name);
    if (rule === undefined) return null;
    const { severity, summary, above: threshold, unit } = rule;
    return { alert: name, status, severity, summary, value, threshold, unit, since, at, runbook: runbookOf(rule) };
  }
}
