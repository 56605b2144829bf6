import type { Config } from '../config/config.js';
import type { ScheduleRunRequest } from './schedule.js';
import type { DueRequest, RetentionView } from '../govern/retention/due.js';
import type { RuleReport } from '../govern/retention/set.js';
import type { RuleTexts } from '../govern/retention/terms.js';
import type { Hold, RetentionRule } from '../store/port/index.js';
import type { DueEntry, DueReport, HoldFilter, HoldRequest, RetentionRunReport } from './retention.js';

/** How long CVs are kept. As in index.ts, the modules behind it are loaded on first use. */
export { RETENTION_SETS } from '../store/port/index.js';
export type { Hold, RetentionRule, RetentionRunReport, RetentionView };
export type { DueEntry as RetentionDueEntry, DueReport as RetentionDueReport, RuleReport as RetentionRuleReport };

/** Sets a rule, or says what it would reach. @throws CvmatchError `bad_flag`. */
export async function setRetentionRule(config: Config, texts: RuleTexts, dryRun: boolean): Promise<RuleReport> {
  return (await import('./retention.js')).setRetentionRule(config, texts, dryRun);
}

export async function listRetentionRules(config: Config): Promise<RetentionView> {
  return (await import('./retention.js')).listRetentionRules(config);
}

/** @throws CvmatchError `not_found`. */
export async function removeRetentionRule(config: Config, name: string): Promise<RetentionRule> {
  return (await import('./retention.js')).removeRetentionRule(config, name);
}

/** Who falls due. @throws CvmatchError `not_found`, `bad_flag`. */
export async function listRetentionDue(config: Config, request: DueRequest): Promise<DueReport> {
  return (await import('./retention.js')).listRetentionDue(config, request);
}

/** Who would go now; nothing is changed. */
export async function planRetention(config: Config): Promise<DueEntry[]> {
  return (await import('./retention.js')).planRetention(config);
}

/** Erases who is due now. */
export async function runRetention(
  config: Config,
  request: Omit<ScheduleRunRequest, 'name'>,
): Promise<RetentionRunReport> {
  return (await import('./retention.js')).runRetention(config, request);
}

/** @throws CvmatchError `not_found`, `bad_flag`, `nothing_to_do`. */
export async function addHold(config: Config, request: HoldRequest): Promise<Hold> {
  return (await import('./retention.js')).addHold(config, request);
}

/** The newest first. @throws CvmatchError `not_found`. */
export async function listHolds(config: Config, filter: HoldFilter): Promise<Hold[]> {
  return (await import('./retention.js')).listHolds(config, filter);
}

/** @throws CvmatchError `not_found`. */
export async function releaseHold(config: Config, id: string): Promise<Hold> {
  return (await import('./retention.js')).releaseHold(config, id);
}
