import { plain } from './text/plain.js';

interface CheckRow {
  name: string;
  status: 'ok' | 'missing' | 'failed';
  detail: string;
  advice: string;
}

const MARK = { ok: 'ok', missing: '--', failed: 'FAIL' } as const;

/** One line per check; where a check is not ok, its advice is on the next line. */
export function renderChecks(checks: CheckRow[]): string {
  const width = Math.max(...checks.map((check) => check.name.length));
  return checks
    .map(({ name, status, detail, advice }) => {
      const line = `${MARK[status].padEnd(4)}  ${name.padEnd(width)}  ${plain(detail)}`;
      return status === 'ok' || advice === '' ? line : `${line}\n${' '.repeat(width + 8)}${plain(advice)}`;
    })
    .join('\n');
}
