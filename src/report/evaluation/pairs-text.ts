import { plain } from '../text/plain.js';
import { cut } from '../text/table.js';
import { textTable } from '../text/text-table.js';

/** What is printed for a comparison of pairs of files. */
export interface PairsView {
  pairs: number;
  agree: number | null;
  bar: number;
  fields: Record<string, { fields: number; agree: number }>;
  misses: { pair: number; field: string; first: string; second: string }[];
  files: [string, string][];
  unread: { file: string; code: string }[];
}

const MOST_MISSES = 40;
const LONGEST = 60;
const percent = (share: number | null): string => (share === null ? '-' : `${(share * 100).toFixed(1)} %`);
const short = (text: string): string => (text === '' ? '(nothing)' : cut(text, LONGEST));

/** The table of `evaluate parsing --pairs`, followed by the differences. */
export function renderPairs(report: PairsView): string {
  const verdict =
    report.agree === null
      ? 'nothing to compare'
      : `${percent(report.agree)} of the fields agree (bar ${percent(report.bar)}: ${report.agree >= report.bar ? 'met' : 'missed'})`;
  const blocks = [`${report.pairs} of ${report.files.length} pairs read, ${verdict}`];
  const fields = Object.entries(report.fields);
  if (fields.length > 0)
    blocks.push(
      textTable([
        ['field', 'agree', 'fields'],
        ...fields.map(([name, one]) => [name, percent(one.agree / one.fields), String(one.fields)]),
      ]),
    );
  if (report.misses.length > 0) {
    const shown = report.misses
      .slice(0, MOST_MISSES)
      .map(
        ({ pair, field, first, second }) =>
          `${report.files[pair]!.map(plain).join(' | ')}  ${field}: ${short(first)} | ${short(second)}`,
      );
    blocks.push(
      [
        `${report.misses.length} fields differ`,
        ...shown,
        ...(report.misses.length > MOST_MISSES
          ? [`... and ${report.misses.length - MOST_MISSES} more (--json lists them all)`]
          : []),
      ].join('\n'),
    );
  }
  if (report.unread.length > 0)
    blocks.push(report.unread.map(({ file, code }) => `not read: ${plain(file)} (${code})`).join('\n'));
  return blocks.join('\n\n');
}
