import type { HiddenText } from '../domain/index.js';

/** Rows with more lines than this in several cells are laid out as blocks, not as one run of lines. */
const SHORT_ROW = 8;

interface Frame {
  lines: string[];
  current: string;
  /** Text boxes and notes met inside the current line: they follow it. */
  pending: string[][];
}

/** Collects the text of a document with tables and boxes: `\n` between lines, a blank line between blocks, a tab between cells. */
export class TextBuilder {
  readonly hidden: HiddenText[] = [];
  readonly links: string[] = [];
  private frame: Frame = newFrame();
  private readonly frames: Frame[] = [];
  private readonly rows: { cells: string[][]; apart: boolean }[] = [];

  text(data: string): void {
    this.frame.current += data;
  }

  endLine(): void {
    const { frame } = this;
    frame.lines.push(frame.current.trimEnd());
    frame.current = '';
    for (const lines of frame.pending.splice(0)) frame.lines.push('', ...lines, '');
  }

  /** Ends the line, if there is one. */
  endOpenLine(): void {
    if (this.frame.current !== '' || this.frame.pending.length > 0) this.endLine();
  }

  blankLine(): void {
    this.endOpenLine();
    if (this.frame.lines.at(-1) !== '') this.frame.lines.push('');
  }

  get lineIsEmpty(): boolean {
    return this.frame.current.trim() === '';
  }

  hide(reason: HiddenText['reason'], data: string): void {
    const last = this.hidden.at(-1);
    if (last?.reason === reason) last.text += data;
    else if (data.trim() !== '') this.hidden.push({ reason, page: 1, text: data });
  }

  link(uri: string): void {
    if (/^(?:https?|mailto|tel):/i.test(uri) && !this.links.includes(uri)) this.links.push(uri);
  }

  openRow(): void {
    this.rows.push({ cells: [], apart: false });
  }

  openCell(): void {
    this.divert();
  }

  closeCell(): void {
    const row = this.rows.at(-1);
    // A heading at the top of a cell sets the row apart.
    if (row !== undefined) row.apart ||= this.frame.lines[0] === '' && this.frame.lines.length > 1;
    const lines = this.restore();
    if (row === undefined) this.frame.lines.push(...lines);
    else if (lines.length > 0) row.cells.push(lines);
  }

  closeRow(): void {
    const row = this.rows.pop();
    if (row === undefined || row.cells.length === 0) return;
    this.endOpenLine();
    if (row.apart) this.blankLine();
    this.frame.lines.push(...layOutRow(row.cells));
  }

  /** Begins a text box or note; `restore` ends it and `append` puts it behind the current line. */
  divert(): void {
    this.frames.push(this.frame);
    this.frame = newFrame();
  }

  restore(): string[] {
    this.endOpenLine();
    const { lines } = this.frame;
    this.frame = this.frames.pop() ?? newFrame();
    return trimBlank(lines);
  }

  append(lines: string[]): void {
    if (lines.length > 0) this.frame.pending.push(lines);
  }

  /** All lines so far; closes what a damaged document left open. */
  finish(): string {
    while (this.rows.length > 0 || this.frames.length > 0) {
      if (this.frames.length > 0) this.closeCell();
      else this.closeRow();
    }
    this.endOpenLine();
    return this.frame.lines.join('\n');
  }
}

function newFrame(): Frame {
  return { lines: [], current: '', pending: [] };
}

/**
 * Dates in one cell and the post in the next belong on one line; what else a cell holds follows below. Only where several
 * cells hold several lines are they written one after the other.
 */
function layOutRow(cells: string[][]): string[] {
  const long = cells.filter((lines) => lines.length > 1);
  if (long.length < 2) return [cells.map((lines) => lines[0]).join('\t'), ...long.flatMap((lines) => lines.slice(1))];
  const total = cells.reduce((sum, lines) => sum + lines.length, 0);
  return total <= SHORT_ROW ? cells.flat() : cells.flatMap((lines) => ['', ...lines, '']);
}

function trimBlank(lines: string[]): string[] {
  let start = 0;
  let end = lines.length;
  while (start < end && lines[start]?.trim() === '') start++;
  while (end > start && lines[end - 1]?.trim() === '') end--;
  return lines.slice(start, end);
}
