import { alignColumns } from './text/table.js';
import { minute } from './text/units.js';

export interface DecisionView {
  decision: string;
  stage: string | null;
  reason: string | null;
  by: string | null;
  keyId: string | null;
  at: string;
}

interface RecordView extends DecisionView {
  id: number;
  jdHash: string;
  cvId: string;
  name: string | null;
  undoneAt: string | null;
}

/** `rejected (phone screen): no work permit; Jo, 2026-03-01 10:00`. */
export function decisionText({ decision, stage, reason, by, keyId, at }: DecisionView): string {
  const what = `${decision}${stage === null ? '' : ` (${stage})`}${reason === null ? '' : `: ${reason}`}`;
  const who = by ?? (keyId === null ? null : `key ${keyId}`);
  return `${what}; ${who === null ? '' : `${who}, `}${minute(at)}`;
}

export function renderDecisions(decisions: RecordView[]): string {
  if (decisions.length === 0) return 'No decision.';
  const rows = decisions.map(({ id, jdHash, cvId, name, undoneAt, ...decision }) => [
    String(id),
    jdHash.slice(0, 12),
    cvId.slice(0, 12),
    name ?? '',
    decisionText(decision),
    undoneAt === null ? '' : `undone ${minute(undoneAt)}`,
  ]);
  return alignColumns([['id', 'jd', 'cv', 'name', 'decision', ''], ...rows], [0]).join('\n');
}
