import { plain } from './plain.js';

/** What a spreadsheet takes for the start of a formula, including the full-width signs of Japanese and Chinese settings. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/;
/** The same inside a cell, for spreadsheets that split cells at semicolons despite the quotes. */
const INNER_FORMULA = /(;\s*)(?=[=+@＝＋＠]|[-－]\D)/g;
const NUMBER = /^[+-]?[\d\s().-]+$/;

/**
 * A row in RFC 4180, on one line. Cells that a spreadsheet would take for a formula are turned into text; numbers and phone
 * numbers stay as they are.
 */
export function csvRow(cells: readonly string[]): string {
  return cells.map(csvCell).join(',');
}

function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  const line = plain(safe.replace(INNER_FORMULA, "$1'"));
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}
