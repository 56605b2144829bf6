import { CvmatchError } from '../../errors.js';
import type { DueCount, DueCv, Retention, RetentionRule, ScheduleRuns } from '../../store/port/index.js';
import { DAY_MS, isPosition } from '../../store/retention/rule.js';

/** Who falls due, by all rules together, and what is to be said of each rule. */

export interface DueByRule extends DueCv {
  rule: string;
}

export interface DueList {
  /** By the name of the rule, then the oldest first, nearly. Who is due by two rules is listed twice. */
  due: DueByRule[];
  /** What `after` is for those that follow; null: there are no more. */
  next: string | null;
}

export interface DueRequest {
  /** Only by this rule. */
  rule?: string;
  /** Within so many days; default: the time of warning of each rule. 0: now. */
  withinDays?: number;
  /** Most candidates. */
  limit: number;
  after?: string;
}

/** @throws CvmatchError `not_found` for an unknown rule, `bad_flag` for an `after` of another list. */
export async function listDue(
  retention: Pick<Retention, 'rules' | 'due'>,
  { rule, withinDays, limit, after }: DueRequest,
): Promise<DueList> {
  const from = after === undefined ? null : positionOf(after);
  const rules = rulesNamed(await retention.rules(), rule);
  const due: DueByRule[] = [];
  for (const one of rules.filter(({ name }) => from === null || name >= from.rule)) {
    const left = limit - new Set(due.map(({ candidateId }) => candidateId)).size;
    if (left <= 0) return { due, next: due.at(-1) === undefined ? null : `${due.at(-1)!.rule} end` };
    const aheadMs = (withinDays ?? one.warnDays) * DAY_MS;
    const start = from?.rule === one.name ? from.position : undefined;
    if (start === 'end') continue;
    const page = await retention.due(one, { aheadMs, limit: left, after: start });
    due.push(...page.cvs.map((cv) => ({ ...cv, rule: one.name })));
    if (page.next !== null) return { due, next: `${one.name} ${page.next}` };
  }
  return { due, next: null };
}

function rulesNamed(rules: RetentionRule[], name: string | undefined): RetentionRule[] {
  const found = name === undefined ? rules : rules.filter((one) => one.name === name);
  if (name !== undefined && found.length === 0) throw noRule(name);
  return found;
}

export function noRule(name: string): CvmatchError {
  return new CvmatchError('not_found', `there is no rule of retention called ${name}`, {
    hint: '`cvmatch retention list` shows those there are.',
  });
}

/** Whether it may be the end of a page of `listDue`. */
export function isDuePosition(text: string): boolean {
  const [, rest = ''] = /^[a-z0-9-]+ (.*)$/.exec(text) ?? [];
  return rest === 'end' || isPosition(rest);
}

function positionOf(text: string): { rule: string; position: string } {
  if (!isDuePosition(text))
    throw new CvmatchError('bad_flag', `"${text}" is not the end of a page of this list`, {
      hint: 'Give --after as the page before said it, or leave it out to begin again.',
    });
  const at = text.indexOf(' ');
  return { rule: text.slice(0, at), position: text.slice(at + 1) };
}

/** A rule with how many CVs it reaches. */
export interface RuleView extends RetentionRule {
  /** Who is due now, and within the time of warning. */
  now: DueCount;
  soon: DueCount;
}

export interface RetentionView {
  rules: RuleView[];
  /** CVs of candidates who are held. */
  heldCvs: number;
  /** The last time that the schedule applied the rules; null: never. `ok` is null while it runs. */
  lastRun: { startedAt: string; endedAt: string | null; ok: boolean | null } | null;
}

export async function viewRetention({
  retention,
  scheduleRuns,
}: {
  retention: Retention;
  scheduleRuns: ScheduleRuns;
}): Promise<RetentionView> {
  const rules: RuleView[] = [];
  for (const rule of await retention.rules()) rules.push({ ...rule, ...(await countsOf(retention, rule)) });
  const last = (await scheduleRuns.last()).find(({ name }) => name === 'retention');
  const lastRun = last === undefined ? null : { startedAt: last.startedAt, endedAt: last.endedAt, ok: last.ok };
  return { rules, heldCvs: await retention.heldCvs(), lastRun };
}

export async function countsOf(
  retention: Pick<Retention, 'count'>,
  rule: Parameters<Retention['count']>[0],
): Promise<Pick<RuleView, 'now' | 'soon'>> {
  return { now: await retention.count(rule, 0), soon: await retention.count(rule, rule.warnDays * DAY_MS) };
}
