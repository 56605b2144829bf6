import type { AuditRecord } from '../domain/index.js';
import { csvRow } from './text/csv.js';
import { plain, plainJson } from './text/plain.js';
import { alignColumns } from './text/table.js';

interface VerdictView {
  ok: boolean;
  segments: number;
  records: number;
  open: number;
  cleaned: number;
  anchor: string | null;
  problems: { segment: number | null; what: string }[];
}

const COLUMNS = ['id', 'at', 'actor', 'action', 'detail', 'jd', 'cvs', 'count', 'origin', 'outcome'] as const;

export function auditCsvHeader(): string {
  return `${csvRow(COLUMNS)}\r\n`;
}

/** Pseudonyms of CVs are joined by spaces. */
export function auditCsvRow(record: AuditRecord): string {
  const cells = COLUMNS.map((name) => (name === 'cvs' ? record.cvs.join(' ') : String(record[name])));
  return `${csvRow(cells)}\r\n`;
}

export function auditJsonLine(record: AuditRecord): string {
  return `${plainJson(record)}\n`;
}

/** CVs whose pseudonyms have room in a line. */
const SHOWN = 3;

export function renderAudit({ records, next }: { records: AuditRecord[]; next: string | null }): string {
  if (records.length === 0) return 'No record.';
  const rows = records.map(({ at, actor, action, detail, jd, cvs, count, origin, outcome }) => [
    at.slice(0, 19).replace('T', ' '),
    actor,
    action,
    detail,
    [
      ...(jd === '' ? [] : [`jd ${jd}`]),
      ...cvs.slice(0, SHOWN).map((cv) => `cv ${cv}`),
      ...(Math.max(count, cvs.length) > SHOWN ? [`${Math.max(count, cvs.length)} in all`] : []),
    ].join(', '),
    origin,
    outcome,
  ]);
  const table = alignColumns([['at (UTC)', 'who', 'what', '', 'about', 'from', 'outcome'], ...rows], []);
  return [...table, ...(next === null ? [] : [`More: --after ${next}`])].join('\n');
}

export function renderVerdict({ ok, segments, records, open, cleaned, anchor, problems }: VerdictView): string {
  const about = (segment: number | null): string => (segment === null ? 'the log' : `segment ${segment}`);
  return [
    `${records} records in ${segments} segments, ${open} not sealed yet, ${cleaned} cleaned before.`,
    ...problems.map(({ segment, what }) => plain(`- ${about(segment)}: ${what}`)),
    ok ? 'Nothing was changed, removed or reordered.' : 'THE LOG IS NOT WHAT WAS WRITTEN.',
    ...(anchor === null ? [] : [`Anchor, to be kept elsewhere: ${anchor}`]),
  ].join('\n');
}
