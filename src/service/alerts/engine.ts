import type { Logger } from 'pino';
import type { AlertRepository } from '../../store/port/index.js';
import type { Metrics } from '../telemetry/metrics.js';
import { ALERTS, runbookOf, type AlertRule } from './rules.js';
import { MetricWindow } from './window.js';

export const ALERT_STATUSES = ['ok', 'pending', 'firing'] as const;

/** One line of `GET /v1/admin/alerts`. */
export interface AlertView {
  name: string;
  status: (typeof ALERT_STATUSES)[number];
  severity: AlertRule['severity'];
  summary: string;
  unit: AlertRule['unit'];
  /** Null if nothing was measured in the window. */
  value: number | null;
  /** The alert fires above this value. */
  threshold: number;
  /** ISO time since which the value has been above the threshold; null while it is not. */
  since: string | null;
  runbook: string;
}

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

export interface AlertParts {
  metrics: Pick<Metrics, 'snapshot' | 'alert'>;
  /** Remembers firing alerts across restarts, so that nobody is notified twice. */
  repository: AlertRepository;
  /** Delivers a notice and throws if it could not. Null: alerts only go to the log. */
  send: ((notice: Notice) => Promise<void>) | null;
  log: Pick<Logger, 'warn' | 'info' | 'error'>;
  now: () => number;
  rules?: readonly AlertRule[];
}

/** A notice is tried again at each evaluation, at most this many times. */
const MOST_TRIES = 20;
/**
 * The most notices that wait for an unreachable receiver. Beyond that the oldest are dropped, since the newest tell the
 * current state.
 */
export const MOST_UNSENT = 100;

interface Condition {
  status: AlertView['status'];
  value: number | null;
  /** Milliseconds since the epoch. */
  since: number | null;
}

/** Evaluates the rules on the metrics of this process, and reports each change once. */
export class Alerts {
  private readonly window = new MetricWindow();
  private readonly conditions = new Map<string, Condition>();
  private readonly unsent: { notice: Notice; tries: number }[] = [];
  private restored = false;
  private running: Promise<void> | null = null;

  constructor(private readonly parts: AlertParts) {}

  private get rules(): readonly AlertRule[] {
    return this.parts.rules ?? ALERTS;
  }

  /** Overlapping calls share one evaluation. */
  evaluate(): Promise<void> {
    return (this.running ??= this.round().finally(() => {
      this.running = null;
    }));
  }

  list(): AlertView[] {
    return this.rules.map((rule) => {
      const { status, value, since } = this.conditionOf(rule);
      const { name, severity, summary, unit, above } = rule;
      return {
        name,
        status,
        severity,
        summary,
        unit,
        value,
        threshold: above,
        since: since === null ? null : iso(since),
        runbook: runbookOf(rule),
      };
    });
  }

  private async round(): Promise<void> {
    await this.restore();
    this.window.add(this.parts.now(), await this.parts.metrics.snapshot());
    for (const rule of this.rules) await this.judge(rule);
    await this.deliver();
  }

  private async restore(): Promise<void> {
    if (this.restored) return;
    for (const { name, since, value } of await this.parts.repository.all())
      this.conditions.set(name, { status: 'firing', value, since: Date.parse(since) });
    this.restored = true;
  }

  private conditionOf(rule: AlertRule): Condition {
    return this.conditions.get(rule.name) ?? { status: 'ok', value: null, since: null };
  }

  private async judge(rule: AlertRule): Promise<void> {
    const before = this.conditionOf(rule);
    const value = this.window.measure(rule.measure);
    const after = next(rule, before, value, this.parts.now());
    if (after.status === 'firing' && before.status !== 'firing') await this.fire(rule, after);
    if (after.status === 'ok' && before.status === 'firing') await this.resolve(rule, before, after);
    this.conditions.set(rule.name, after);
    this.parts.metrics.alert(rule.name, after.status === 'firing');
  }

  private async fire(rule: AlertRule, { since, value }: Condition): Promise<void> {
    await this.parts.repository.put({ name: rule.name, since: iso(since!), value: value! });
    this.tell(this.notice(rule, 'firing', since!, value));
  }

  private async resolve(rule: AlertRule, before: Condition, after: Condition): Promise<void> {
    await this.parts.repository.remove(rule.name);
    this.tell(this.notice(rule, 'resolved', before.since!, after.value));
  }

  private notice(rule: AlertRule, status: Notice['status'], since: number, value: number | null): Notice {
    const { name, severity, summary, above, unit } = rule;
    return {
      alert: name,
      status,
      severity,
      summary,
      value,
      threshold: above,
      unit,
      since: iso(since),
      at: iso(this.parts.now()),
      runbook: runbookOf(rule),
    };
  }

  private tell(notice: Notice): void {
    const { alert, status, value, threshold } = notice;
    this.parts.log[status === 'firing' ? 'warn' : 'info']({ alert, value, threshold }, `alert ${status}`);
    if (this.parts.send === null) return;
    this.unsent.push({ notice, tries: 0 });
    if (this.unsent.length > MOST_UNSENT) this.unsent.shift();
  }

  /** In order, so that no end is delivered before its beginning. */
  private async deliver(): Promise<void> {
    for (let first = this.unsent[0]; first !== undefined; first = this.unsent[0]) {
      try {
        await this.parts.send!(first.notice);
      } catch (error) {
        first.tries += 1;
        this.parts.log.error(
          { alert: first.notice.alert, tries: first.tries, err: error },
          'the webhook did not take an alert',
        );
        if (first.tries < MOST_TRIES) return;
      }
      this.unsent.shift();
    }
  }
}

function next(rule: AlertRule, before: Condition, value: number | null, now: number): Condition {
  if (value === null || value <= rule.above) return { status: 'ok', value, since: null };
  const since = before.since ?? now;
  return {
    status: before.status === 'firing' || now - since >= rule.forSeconds * 1000 ? 'firing' : 'pending',
    value,
    since,
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
