import type { RunComparison } from '../../domain/index.js';
import { textTable } from '../text/text-table.js';
import { valueText } from './run-text.js';

/** Two runs side by side with ratios, and whether their sojourn times differ significantly. */
export function renderComparison(compared: RunComparison): string {
  const rows = compared.rows
    .filter((row) => row.a !== null || row.b !== null)
    .map(({ metric, a, b, ratio }) => [metric, valueText(a), valueText(b), ratio === null ? '' : ratio.toFixed(2)]);
  const { p, significant } = compared.sojourn;
  return [
    textTable([['', compared.a, compared.b, 'ratio'], ...rows]),
    `Sojourn: ${significant ? 'the runs differ' : 'the difference may be chance'} (Mann-Whitney over seconds, p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`}).`,
    compared.differs.length === 0
      ? 'Same settings and machine.'
      : `The runs also differ in: ${compared.differs.join(', ')}.`,
  ].join('\n');
}
