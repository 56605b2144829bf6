import type { Logger } from 'pino';
import type { AlertRepository, FiringAlert, JudgedAlert } from '../../store/port/index.js';
import { within } from '../../domain/index.js';
import type { Metrics } from '../telemetry/metrics.js';
import { Messages, type Send } from './messages.js';
import { ALERTS, metricsOf, runbookOf, type AlertRule } from './rules.js';
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

export interface AlertParts {
  /** Id of this process. */
  process: string;
  metrics: Pick<Metrics, 'snapshot' | 'alert'>;
  /** Which alerts fire in any process, and what is still to be told of them. */
  repository: AlertRepository;
  /** Null: alerts only go to the log. */
  send: Send | null;
  log: Pick<Logger, 'warn' | 'info' | 'error'>;
  now: () => number;
  rules?: readonly AlertRule[];
}

/** Milliseconds that the store may take to hear what this process found. */
const PATIENCE_MS = 10_000;

interface Condition {
  status: AlertView['status'];
  value: number | null;
  /** Milliseconds since the epoch. */
  since: number | null;
}

const OK: Condition = { status: 'ok', value: null, since: null };

/**
 * Evaluates the rules on the metrics of this process, and shares what it finds with the other processes of the workspace:
 * an alert fires as long as it fires in one of them, and each change is told once. While the store cannot be reached, each
 * process tells what begins by itself: better twice than never.
 */
export class Alerts {
  private readonly window = new MetricWindow();
  private readonly conditions = new Map<string, Condition>();
  /** What fires in any process, as the store last said. */
  private shared = new Map<string, FiringAlert>();
  /** What this process told alone, and must end alone. */
  private readonly alone = new Map<string, FiringAlert>();
  private readonly messages: Messages;
  private readonly rules: readonly AlertRule[];
  private logged = new Set<string>();
  private restored = false;
  private running: Promise<void> | null = null;
  private saying: Promise<FiringAlert[]> | null = null;

  constructor(private readonly parts: AlertParts) {
    this.rules = parts.rules ?? ALERTS;
    this.messages = new Messages({ ...parts, rules: this.rules });
  }

  /** Overlapping calls share one evaluation. */
  evaluate(): Promise<void> {
    return (this.running ??= this.round().finally(() => {
      this.running = null;
    }));
  }

  list(): AlertView[] {
    return this.rules.map((rule) => {
      const { status, value, since } = this.shown(rule);
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

  /** What this process found, unless only another says that it fires. */
  private shown({ name }: AlertRule): Condition {
    const own = this.conditions.get(name) ?? OK;
    const other = this.shared.get(name);
    if (other === undefined || own.status === 'firing') return own;
    return { status: 'firing', value: other.value, since: Date.parse(other.since) };
  }

  private async round(): Promise<void> {
    this.window.add(this.parts.now(), await this.parts.metrics.snapshot(metricsOf(this.rules)));
    const isShared = await this.restore().then(
      () => this.share(),
      (error: unknown) => this.goOnAlone(error),
    );
    this.log();
    await this.messages.deliver(isShared);
  }

  /** What fired before this process began goes on firing in it, if it is above its threshold: it waits no minute. */
  private async restore(): Promise<void> {
    if (this.restored) return;
    for (const alert of await within(PATIENCE_MS, this.parts.repository.firing())) {
      this.shared.set(alert.name, alert);
      this.logged.add(alert.name);
      if (!this.conditions.has(alert.name))
        this.conditions.set(alert.name, { status: 'firing', value: alert.value, since: Date.parse(alert.since) });
    }
    this.restored = true;
  }

  private judge(): JudgedAlert[] {
    return this.rules.map((rule) => {
      const { name } = rule;
      const after = next(rule, this.conditions.get(name) ?? OK, this.window.measure(rule.measure), this.parts.now());
      this.conditions.set(name, after);
      const since = after.status === 'firing' ? iso(after.since!) : null;
      return { name, value: after.value, since, told: this.alone.has(name) };
    });
  }

  private async share(): Promise<boolean> {
    const judged = this.judge();
    try {
      this.shared = new Map((await this.say(judged)).map((alert) => [alert.name, alert]));
    } catch (error) {
      this.tellAlone(judged, error);
      return false;
    }
    // What still fires is the store's from now on.
    for (const { name, since } of judged) if (since !== null) this.alone.delete(name);
    this.endAlone(judged);
    return true;
  }

  /** A store that does not answer is asked one question at a time. */
  private say(judged: JudgedAlert[]): Promise<FiringAlert[]> {
    if (this.saying !== null) return Promise.reject(new Error('the store has not answered yet'));
    this.saying = this.parts.repository.say(this.parts.process, judged).finally(() => {
      this.saying = null;
    });
    this.saying.catch(() => undefined);
    return within(PATIENCE_MS, this.saying);
  }

  private goOnAlone(error: unknown): false {
    this.tellAlone(this.judge(), error);
    return false;
  }

  private tellAlone(judged: JudgedAlert[], error: unknown): void {
    this.parts.log.error({ err: error }, 'alerts cannot be shared with other processes just now');
    for (const { name, since, value } of judged) {
      if (since === null || this.shared.has(name) || this.alone.has(name)) continue;
      const alert = { name, since, value: value ?? 0 };
      this.alone.set(name, alert);
      this.messages.add({ ...alert, status: 'firing', at: iso(this.parts.now()) });
    }
    this.endAlone(judged);
  }

  private endAlone(judged: JudgedAlert[]): void {
    for (const { name, since, value } of judged) {
      const told = this.alone.get(name);
      if (told === undefined || since !== null) continue;
      this.alone.delete(name);
      this.messages.add({ name, status: 'resolved', since: told.since, value, at: iso(this.parts.now()) });
    }
  }

  /** Changes as this process sees them, in the log and as a metric. */
  private log(): void {
    const firing = new Set(this.rules.filter((rule) => this.isFiring(rule)).map(({ name }) => name));
    for (const rule of this.rules) {
      const { name, above: threshold } = rule;
      const isFiring = firing.has(name);
      this.parts.metrics.alert(name, isFiring);
      if (isFiring === this.logged.has(name)) continue;
      const line = { alert: name, value: this.shown(rule).value, threshold };
      this.parts.log[isFiring ? 'warn' : 'info'](line, `alert ${isFiring ? 'firing' : 'resolved'}`);
    }
    this.logged = firing;
  }

  private isFiring(rule: AlertRule): boolean {
    return this.shown(rule).status === 'firing';
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
