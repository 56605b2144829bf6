/**
 * A row in RFC 4180. Cells that a spreadsheet would take for a formula are turned into text; numbers and phone numbers
 * stay as they are.
 */
export function csvRow(cells: readonly string[]): string {
  return cells.map(csvCell).join(',');
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d\s().-]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
