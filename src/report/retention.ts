import { plain } from './text/plain.js';
import { alignColumns, count, cut } from './text/table.js';
import { minute } from './text/units.js';

interface Counted {
  cvs: number;
  held: number;
  first: string | null;
}

interface Terms {
  name: string;
  of: string;
  where: { field: string; op: string; value: string }[];
  afterDays: number;
  warnDays: number;
}

interface Rule extends Terms {
  notBefore: string;
  setBy: string;
  setAt: string;
  erased: number;
  erasedAt: string | null;
  now: Counted;
  soon: Counted;
}

interface RuleReport {
  rule: Rule;
  before: Terms | null;
  reach: Counted;
  dryRun: boolean;
}

function conditionsOf({ where }: Pick<Terms, 'where'>): string {
  return where.map(({ field, op, value }) => `${field} ${op} ${value}`).join(', ');
}

/** `rejected after 180 d, if language = de (warning 14 d)` */
function termsText(rule: Terms): string {
  const conditions = rule.where.length === 0 ? '' : `, if ${conditionsOf(rule)}`;
  return `${rule.of} after ${rule.afterDays} d${conditions} (warning ${rule.warnDays} d)`;
}

export function renderRuleSet({ rule, before, reach, dryRun }: RuleReport): string {
  const verb = dryRun ? 'Would set' : 'Set';
  const reached = count(reach.cvs, 'CV');
  const held = reach.held === 0 ? '' : `; ${count(reach.held, 'CV')} more stay, since they are held`;
  return [
    `${verb} ${rule.name}: ${termsText(rule)}.`,
    ...(before === null ? [] : [`It replaces: ${termsText(before)}.`]),
    reach.first === null
      ? `It reaches no CV today${held}.`
      : `It reaches ${reached} one day, the first on ${minute(reach.first)} UTC${held}.`,
    `Due within the warning: ${rule.soon.cvs}. It erases nothing before ${minute(rule.notBefore)} UTC.`,
    ...(dryRun ? ['Nothing was set.'] : ['See who: cvmatch retention due']),
  ]
    .map(plain)
    .join('\n');
}

interface View {
  rules: Rule[];
  heldCvs: number;
  lastRun: { startedAt: string; endedAt: string | null; ok: boolean | null } | null;
}

export function renderRetention({ rules, heldCvs, lastRun }: View): string {
  if (rules.length === 0) return 'No rule: CVs are kept until somebody removes them. Set one: cvmatch retention set';
  const head = ['rule', 'whose', 'after', 'warning', 'due now', 'due soon', 'held', 'erased', 'not before (UTC)', 'if'];
  const rows = rules.map((one) => [
    ...[one.name, one.of, `${one.afterDays} d`, `${one.warnDays} d`, String(one.now.cvs), String(one.soon.cvs)],
    ...[String(one.soon.held), String(one.erased), minute(one.notBefore), conditionsOf(one)],
  ]);
  return [
    ...alignColumns([head, ...rows], [2, 3, 4, 5, 6, 7]),
    `${count(heldCvs, 'CV')} held. ${lastRunText(lastRun)}`,
  ].join('\n');
}

function lastRunText(run: View['lastRun']): string {
  if (run === null) return 'The schedule has not applied the rules yet.';
  const how = run.ok === null ? 'has not ended' : run.ok ? 'ended well' : 'failed';
  return `The last run, of ${minute(run.startedAt)} UTC, ${how}.`;
}

export function renderRuleRemoved(rule: Terms): string {
  return plain(`Removed the rule ${rule.name}: ${termsText(rule)}. What it erased stays erased.`);
}

interface Due {
  cvId: string;
  rule: string;
  countedFrom: string;
  dueAt: string;
  held: boolean;
  path: string;
  fileName: string | null;
  name: string | null;
}

/** Digits of an id that name a CV, and characters of a path that are shown. */
const ID = 12;
const PATH = 60;

function dueTable(due: Due[]): string[] {
  const rows = due.map((one) => [
    ...[one.cvId.slice(0, ID), minute(one.dueAt), one.rule, minute(one.countedFrom), one.held ? 'held: stays' : ''],
    ...[one.name ?? '', cut(one.fileName ?? one.path, PATH)],
  ]);
  return alignColumns([['cv', 'due (UTC)', 'rule', 'counted from', '', 'name', 'file'], ...rows]);
}

export function renderDue({ due, next }: { due: Due[]; next: string | null }): string {
  if (due.length === 0 && next === null) return 'Nobody falls due.';
  return [...dueTable(due), ...(next === null ? [] : [plain(`More: --after "${next}"`)])].join('\n');
}

export function renderRetentionPlan(due: Due[]): string {
  const held = due.filter((one) => one.held).length;
  const stays = held === 0 ? '' : ` Due, but held: ${count(held, 'CV')}.`;
  const told = `A run now would erase ${count(due.length - held, 'CV')}.${stays} Nothing was erased.`;
  return due.length === 0 ? told : [...dueTable(due), told].join('\n');
}

export function renderRetentionRun({
  outcome,
  result,
}: {
  outcome: string;
  result: Record<string, unknown> | null;
}): string {
  if (outcome === 'busy') return 'Another run is in progress.';
  if (outcome === 'failed') return plain(`Failed: ${String(result?.error)}`);
  const { cvs, steps, rules, erasuresPending } = result as Record<string, number>;
  return [
    `Erased ${count(cvs!, 'CV')} by ${count(rules!, 'rule')} in ${count(steps!, 'step')}.`,
    ...(cvs === 0 ? [] : ['Certificates: cvmatch erasures list']),
    ...(erasuresPending === 0 ? [] : [`${erasuresPending} removals have not ended yet: see \`cvmatch status\`.`]),
  ].join('\n');
}

interface Hold {
  id: string;
  reason: string;
  by: string | null;
  keyId: string | null;
  at: string;
  cvs: number;
}

export function renderHolds(holds: Hold[]): string {
  if (holds.length === 0) return 'No hold.';
  const rows = holds.map(({ id, at, cvs, by, keyId, reason }) => [
    ...[id, minute(at), String(cvs), by ?? (keyId === null ? '' : `key ${keyId}`), reason],
  ]);
  return alignColumns([['hold', 'since (UTC)', 'CVs', 'by', 'reason'], ...rows], [2]).join('\n');
}
