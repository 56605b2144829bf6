import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import {
  listDue,
  noRule,
  viewRetention,
  type DueByRule,
  type DueRequest,
  type RetentionView,
} from '../govern/retention/due.js';
import { setRule, type RuleReport } from '../govern/retention/set.js';
import { ruleFrom, type RuleTexts } from '../govern/retention/terms.js';
import { withWorkspace, type Workspace } from '../open.js';
import type { CvSummary, Hold, RetentionRule } from '../store/port/index.js';
import { holdUnknown } from '../store/refusals.js';
import { parseWhere } from '../store/where.js';
import { actor } from './candidates.js';
import { resolveCv } from './find-cv.js';
import { runSchedule, type ScheduleRunRequest } from './schedule.js';

/** @throws CvmatchError `bad_flag`. */
export async function setRetentionRule(config: Config, texts: RuleTexts, dryRun: boolean): Promise<RuleReport> {
  const given = ruleFrom(texts);
  return withWorkspace(config, {}, ({ store: { retention } }) => setRule(retention, given, dryRun));
}

export async function listRetentionRules(config: Config): Promise<RetentionView> {
  return withWorkspace(config, {}, ({ store }) => viewRetention(store));
}

/** @throws CvmatchError `not_found`. */
export async function removeRetentionRule(config: Config, name: string): Promise<RetentionRule> {
  return withWorkspace(config, {}, async ({ store }) => {
    const removed = await store.retention.remove(name);
    if (removed === null) throw noRule(name);
    return removed;
  });
}

/** A CV that falls due, with what it is called. */
export interface DueEntry extends DueByRule {
  path: string;
  fileName: string | null;
  name: string | null;
}

export interface DueReport {
  due: DueEntry[];
  next: string | null;
}

/** @throws CvmatchError `not_found`, `bad_flag`. */
export async function listRetentionDue(config: Config, request: DueRequest): Promise<DueReport> {
  return withWorkspace(config, {}, async (workspace) => {
    const { due, next } = await listDue(workspace.store.retention, request);
    const named = await withNames(workspace, due);
    await note(workspace, 'retention due', due);
    return { due: named, next };
  });
}

/** Candidates that are read at once. */
const PAGE = 500;

/** Everybody who would go now, each by the first rule that takes them; and those who stay because they are held. */
export async function planRetention(config: Config): Promise<DueEntry[]> {
  return withWorkspace(config, {}, async (workspace) => {
    const found = new Map<string, DueByRule>();
    for (let after: string | undefined; ;) {
      const { due, next } = await listDue(workspace.store.retention, { withinDays: 0, limit: PAGE, after });
      for (const one of due) if (!found.has(one.cvId)) found.set(one.cvId, one);
      if (next === null) break;
      after = next;
    }
    const all = [...found.values()];
    await note(workspace, 'retention run --dry-run', all);
    return withNames(workspace, all);
  });
}

async function note({ store }: Workspace, detail: string, due: DueByRule[]): Promise<void> {
  await store.audit.note([{ action: 'read', detail, cvs: due.map(({ cvId }) => cvId) }]);
}

async function withNames({ store }: Workspace, due: DueByRule[]): Promise<DueEntry[]> {
  const entries: DueEntry[] = [];
  for (let from = 0; from < due.length; from += PAGE) {
    const some = due.slice(from, from + PAGE);
    const shown = await store.search.shown(some.map(({ cvId }) => cvId));
    for (const one of some) {
      const { path = '', fileName = null, name = null } = shown.get(one.cvId) ?? {};
      entries.push({ ...one, path, fileName, name });
    }
  }
  return entries;
}

export interface RetentionRunReport {
  outcome: 'done' | 'failed' | 'busy';
  /** What `applyRules` returns, or `{ error }`; null if another run is in progress. */
  result: Record<string, unknown> | null;
}

/** Applies the rules now, as the schedule does. */
export async function runRetention(
  config: Config,
  request: Omit<ScheduleRunRequest, 'name'>,
): Promise<RetentionRunReport> {
  const [report] = await runSchedule(config, { name: 'retention', ...request });
  return { outcome: report!.outcome, result: report!.result };
}

export interface HoldRequest {
  /** Paths or ids of CVs. */
  cvs: string[];
  /** Also all CVs that meet these conditions now. */
  where?: string[];
  reason: string;
  /** Name of the person; the user of this machine if missing. */
  by?: string;
}

/** @throws CvmatchError `not_found`, `bad_flag` without CVs or a reason, `nothing_to_do` if no CV meets the conditions. */
export async function addHold(config: Config, { cvs, where = [], reason, by }: HoldRequest): Promise<Hold> {
  if (reason.trim() === '')
    throw new CvmatchError('bad_flag', 'a hold needs its reason', {
      hint: 'Say why with --reason, best by a file number: "claim 4711".',
    });
  if (cvs.length + where.length === 0)
    throw new CvmatchError('bad_flag', 'nothing says which CVs to hold', {
      hint: 'Name CVs by path or id, or give conditions with --where.',
    });
  const clauses = parseWhere(where);
  return withWorkspace(config, {}, async (workspace) => {
    const cvIds = new Set<string>();
    for (const reference of cvs) cvIds.add(await resolveCv(workspace, reference));
    if (clauses.length > 0) for (const { cvId } of await matching(workspace, clauses)) cvIds.add(cvId);
    if (cvIds.size === 0)
      throw new CvmatchError('nothing_to_do', 'no CV meets the conditions', {
        hint: '`cvmatch list --where` shows what does.',
      });
    return workspace.store.retention.hold({ id: randomUUID(), reason, cvIds: [...cvIds] }, actor(by));
  });
}

function matching({ store }: Workspace, where: ReturnType<typeof parseWhere>): Promise<CvSummary[]> {
  return store.cvs.list({ where, allRevisions: true });
}

export interface HoldFilter {
  /** Those that hold the candidate of this CV. */
  cv?: string;
  after?: string;
  limit: number;
}

/** The newest first. @throws CvmatchError `not_found`. */
export async function listHolds(config: Config, { cv, ...query }: HoldFilter): Promise<Hold[]> {
  return withWorkspace(config, {}, async (workspace) => {
    const cvId = cv === undefined ? undefined : await resolveCv(workspace, cv);
    return workspace.store.retention.holds({ ...query, cvId });
  });
}

/** @throws CvmatchError `not_found`. */
export async function releaseHold(config: Config, id: string): Promise<Hold> {
  return withWorkspace(config, {}, async ({ store }) => {
    const released = await store.retention.release(id);
    if (released === null) throw holdUnknown(id);
    return released;
  });
}
