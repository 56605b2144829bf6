import type { DueCount, NewRetentionRule, Retention, RetentionRule } from '../../store/port/index.js';
import { ruleOf } from '../../store/retention/rule.js';
import { countsOf, type RuleView } from './due.js';

export interface RuleReport {
  rule: RuleView;
  /** The rule that it replaces; null if there was none. */
  before: RetentionRule | null;
  /** All whom it reaches one day, if nothing changes. */
  reach: DueCount;
  /** Nothing was set. */
  dryRun: boolean;
}

/** Sets a rule, or (`dryRun`) only says whom it would reach. */
export async function setRule(retention: Retention, given: NewRetentionRule, dryRun: boolean): Promise<RuleReport> {
  const { rule, before } = dryRun ? await wouldSet(retention, given) : await retention.set(given);
  const reach = await retention.count(rule, Infinity);
  return { rule: { ...rule, ...(await countsOf(retention, rule)) }, before, reach, dryRun };
}

async function wouldSet(
  retention: Retention,
  given: NewRetentionRule,
): Promise<{ rule: RetentionRule; before: RetentionRule | null }> {
  const before = (await retention.rules()).find(({ name }) => name === given.name) ?? null;
  return { rule: ruleOf(given, before, { now: Date.now(), setBy: 'nobody' }), before };
}
