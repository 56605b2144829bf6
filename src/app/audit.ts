import path from 'node:path';
import type { Config } from '../config/config.js';
import { tenantFolder } from '../config/workspace.js';
import type { AuditAction, AuditFormat, AuditRecord } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { writeRows } from '../files/write-rows.js';
import { settleAudit } from '../govern/audit/keep.js';
import { parseAnchor, verifyAudit, type AuditVerdict } from '../govern/audit/verify.js';
import { withWorkspace, type Workspace } from '../open.js';
import { auditCsvHeader, auditCsvRow, auditJsonLine } from '../report/audit.js';
import { PSEUDONYM } from '../store/audit/key.js';
import type { AuditFilter, AuditLog } from '../store/port/index.js';
import { findCvs } from './find-cv.js';

export type { AuditVerdict };

export interface AuditRequest {
  actor?: string;
  action?: AuditAction;
  outcome?: string;
  /** A CV by path or the first digits of its id; the whole id or its pseudonym also for one that is not stored any more. */
  cv?: string;
  /** Id of a JD, the hash of its text, or its pseudonym. */
  jd?: string;
  /** ISO dates or times: from one, inclusive, to the other, exclusive. */
  since?: string;
  until?: string;
}

export interface AuditListRequest extends AuditRequest {
  /** Id of the last record that was listed before. */
  after?: string;
  limit: number;
}

/** The newest first. `next`: what `after` is for those that follow; null: there are no more. */
export async function listAudit(
  config: Config,
  { after, limit, ...request }: AuditListRequest,
): Promise<{ records: AuditRecord[]; next: string | null }> {
  return withWorkspace(config, {}, async (workspace) => {
    const filter = await filterOf(workspace, request);
    await settle(workspace);
    const records: AuditRecord[] = [];
    let next: string | null | undefined = after;
    do {
      const page = await workspace.store.audit.list({
        ...filter,
        order: 'newest',
        limit: limit - records.length,
        after: next ?? undefined,
      });
      records.push(...page.records);
      ({ next } = page);
    } while (next !== null && records.length < limit);
    await workspace.store.audit.note([{ action: 'audit', detail: 'audit list', count: records.length }]);
    return { records, next };
  });
}

export interface AuditExportRequest extends AuditRequest {
  format: AuditFormat;
  /** A file; default stdout. */
  output?: string;
}

const PAGE = 1000;

/** Writes all records that meet the conditions, the oldest first. */
export async function exportAudit(
  config: Config,
  { format, output, ...request }: AuditExportRequest,
): Promise<{ records: number }> {
  return withWorkspace(config, {}, async (workspace) => {
    const filter = await filterOf(workspace, request);
    await settle(workspace);
    const { audit } = workspace.store;
    await audit.note([{ action: 'audit', detail: 'audit export' }]);
    const isCsv = format === 'csv';
    const to = { output, mode: 0o600, head: isCsv ? auditCsvHeader() : undefined };
    return { records: await writeRows(to, rowsOf(audit, filter, isCsv ? auditCsvRow : auditJsonLine)) };
  });
}

async function* rowsOf(
  audit: AuditLog,
  filter: AuditFilter,
  rowOf: (record: AuditRecord) => string,
): AsyncGenerator<string> {
  for (let after: string | null | undefined; after !== null;) {
    const page = await audit.list({ ...filter, order: 'oldest', limit: PAGE, after });
    yield* page.records.map(rowOf);
    after = page.next;
  }
}

/**
 * Looks at every record and every seal. `from`: an anchor that was kept elsewhere.
 * @throws CvmatchError `bad_flag` for one that is none.
 */
export async function auditVerdict(config: Config, from?: string): Promise<AuditVerdict> {
  const anchor = from === undefined ? null : parseAnchor(from);
  if (from !== undefined && anchor === null)
    throw new CvmatchError('bad_flag', `${from} is no anchor of an audit log`, {
      hint: 'An anchor is a number, a dot and 22 characters, as `cvmatch audit verify` printed it.',
    });
  return withWorkspace(config, {}, async (workspace) => {
    await settle(workspace);
    return verifyAudit(workspace.store.audit, anchor);
  });
}

/** What was read or sealed elsewhere and is not there yet. */
async function settle({ folder, tenant, store }: Workspace): Promise<void> {
  await settleAudit(tenantFolder(folder, tenant), store.audit);
}

async function filterOf(workspace: Workspace, request: AuditRequest): Promise<AuditFilter> {
  const { actor, action, outcome, cv, jd, since, until } = request;
  const key = await workspace.store.audit.key();
  const isId = cv === undefined || PSEUDONYM.test(cv);
  return {
    actor,
    action,
    outcome,
    cv: key.asked('cv', isId ? cv : await cvIn(workspace, cv)),
    jd: key.asked('jd', jd),
    since: timeIn(since),
    until: timeIn(until),
  };
}

const CV_ID = /^[0-9a-f]{64}$/;

async function cvIn({ store }: Workspace, given: string): Promise<string> {
  if (CV_ID.test(given)) return given;
  const [found, ...others] = await findCvs(store, given);
  if (found !== undefined && others.length === 0) return found;
  throw new CvmatchError('not_found', `${path.basename(given)} is not one CV of the store`, {
    hint: 'Give its path, or its id; for a CV that was removed, the whole id (sha-256 of its bytes).',
  });
}

function timeIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new CvmatchError('bad_flag', `${text} is no date`, {
    hint: 'Write it as 2026-11-30, or 2026-11-30T12:00:00Z.',
  });
}
