import {
  STAGES,
  type PossibleDuplicate,
  type Profile,
  type Ranking,
  type Stage,
  type StageStatus,
} from '../../domain/index.js';
import type { CvRecord, CvSummary, UploadRecord } from '../../store/port/index.js';

/** Rows of the store as the API shows them, without paths of this machine and anything that others brought in. */

export interface UploadView {
  id: string | null;
  cvId: string | null;
  name: string | null;
  status: UploadRecord['status'];
  code: string | null;
  message: string | null;
}

export function uploadView({ id, cvId, name, status, code, message }: UploadRecord): UploadView {
  return { id, cvId, name, status, code, message };
}

export interface StageView {
  stage: Stage;
  status: StageStatus;
  reason: string | null;
}

/** Failures that happen after text and profile are complete. */
const EMBED_CODES = new Set(['embedding_failed']);

const DONE: StageStatus[] = ['done', 'done', 'done'];

/**
 * A worker does extract, profile and embed in one step, so they end together, except for the one that failed. Matching
 * and explaining ahead are done once for a CV, whoever handed it in, so only a caller who `seesAll` is told of them.
 */
function stagesOf({ status, code, message, matched, explained }: UploadRecord, seesAll: boolean): StageView[] {
  const read: Record<string, StageStatus[]> = {
    pending: ['pending', 'pending', 'pending'],
    running: ['running', 'pending', 'pending'],
    ready: DONE,
    duplicate: DONE,
  };
  const failed: StageStatus[] = EMBED_CODES.has(code ?? '')
    ? ['done', 'done', 'failed']
    : ['failed', 'pending', 'pending'];
  const ahead = [matched, explained].map((isDone): StageStatus => (isDone ? 'done' : 'pending'));
  const statuses = [...(read[status] ?? failed), ...(seesAll ? ahead : [])];
  return statuses.map((of, i) => ({ stage: STAGES[i]!, status: of, reason: of === 'failed' ? message : null }));
}

export function cvView(
  record: UploadRecord,
  cv: CvRecord | null,
  { seesAll, possibleDuplicates }: { seesAll: boolean; possibleDuplicates: PossibleDuplicate[] },
) {
  const { batch, receivedAt, attempts, ...upload } = record;
  const profile: Profile | null = cv?.profile ?? null;
  return {
    ...uploadView(record),
    id: upload.id ?? upload.cvId!,
    batch,
    receivedAt,
    attempts,
    stages: stagesOf(record, seesAll),
    candidateId: cv?.candidateId ?? null,
    revision: cv?.revision ?? null,
    latest: cv?.latest ?? null,
    restricted: cv?.restricted ?? null,
    duplicateOf: seesAll ? (cv?.duplicateOf ?? null) : null,
    possibleDuplicates,
    format: cv?.format ?? upload.format,
    engine: cv?.engine ?? null,
    profile,
    findings: profile?.findings ?? [],
  };
}

export function summaryView(
  {
    cvId,
    candidateId,
    revision,
    latest,
    name,
    label,
    years,
    country,
    language,
    format,
    engine,
    passages,
    restricted,
    ingestedAt,
  }: CvSummary,
  fileName: string | null,
) {
  return {
    cvId,
    candidateId,
    revision,
    latest,
    fileName,
    name,
    label,
    years,
    country,
    language,
    format,
    engine,
    passages,
    restricted,
    ingestedAt,
  };
}

/** Like `match --json`, without paths. `fileNames`: under which its caller uploaded a CV. */
export function rankingView({ jd, fingerprint, results }: Ranking, fileNames: ReadonlyMap<string, string>) {
  return {
    jd,
    fingerprint,
    results: results.map(({ path: _path, ...match }) => ({ ...match, fileName: fileNames.get(match.cvId) ?? null })),
  };
}
