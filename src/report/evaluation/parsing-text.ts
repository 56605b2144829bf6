import { alignColumns } from '../text/table.js';
import type { ParsingReportView } from './parsing-view.js';

const percent = (share: number | null): string => (share === null ? '-' : `${(share * 100).toFixed(1)} %`);

/** The tables of `evaluate parsing`: fields against labels, then checks that need no labels. */
export function renderParsing(report: ParsingReportView): string {
  const unread = report.unread.length === 0 ? '' : `, ${report.unread.length} without text`;
  const [fields, findings] = [Object.entries(report.fields), Object.entries(report.findings)];
  return [
    `${report.documents} CVs parsed${unread}`,
    ...(fields.length > 0 ? [fieldTable(fields)] : []),
    checkTable(report),
    ...(findings.length > 0
      ? [table([['finding', 'CVs'], ...findings.map(([code, count]) => [code, String(count)])])]
      : []),
  ].join('\n\n');
}

const fieldTable = (fields: [string, ParsingReportView['fields'][string]][]): string =>
  table([
    ['field', 'precision', 'recall', 'F1', 'labels'],
    ...fields.map(([name, score]) => [
      name,
      score.precision.toFixed(3),
      score.recall.toFixed(3),
      score.f1.toFixed(3),
      String(score.support),
    ]),
  ]);

const checkTable = (report: ParsingReportView): string =>
  table([
    ['check', 'share'],
    ['completeness', percent(report.completeness)],
    ...(typeof report.unreadLines === 'number' ? [['lines in no field', percent(report.unreadLines)]] : []),
    ...Object.entries(report.required).map(([name, share]) => [`  ${name}`, percent(share)]),
    ['field types', percent(report.types)],
    ['e-mail valid', percent(report.validity.email)],
    ['phone valid', percent(report.validity.phone)],
    ['dates valid', percent(report.validity.dates)],
    ['start before end', percent(report.consistency.startBeforeEnd)],
    ['no duplicate entries', percent(report.consistency.noDuplicates)],
    ['under 50 years', percent(report.consistency.plausible)],
  ]);

/** Aligns the first column left, the others right. */
function table(rows: string[][]): string {
  return alignColumns(
    rows,
    rows[0]!.map((_, column) => column).filter((column) => column > 0),
  ).join('\n');
}
