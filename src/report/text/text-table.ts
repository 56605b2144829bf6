import { plain } from './plain.js';

/**
 * Rows of cells in columns, the first aligned left, the others right, two spaces apart; the first row is the header. No
 * cell can break its line.
 */
export function textTable(cells: string[][]): string {
  const rows = cells.map((row) => row.map(plain));
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)));
  return lines.join('\n');
}
