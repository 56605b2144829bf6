import type { HiddenText, UncheckedText } from '../domain/index.js';
import { layOutTable, type Cell, type Row } from './tables.js';

interface Frame {
  lines: string[];
  current: string;
  /** Text boxes and notes inside the current line; they are added after it. */
  pending: string[][];
}

/**
 * Collects the text of a document with tables and boxes: `\n` between lines, a blank line between blocks, a tab between
 * cells.
 */
export class TextBuilder {
  readonly hidden: HiddenText[] = [];
  readonly unchecked: UncheckedText[] = [];
  readonly links: string[] = [];
  private frame: Frame = newFrame();
  private readonly frames: Frame[] = [];
  /** Open rows, each with the table it belongs to. */
  private readonly rows: { cells: Cell[]; apart: boolean; table: Row[] | undefined }[] = [];
  /** Open tables, each with the frame it stands in. */
  private readonly tables: { rows: Row[]; frame: Frame }[] = [];

  text(data: string): void {
    this.frame.current += data;
  }

  endLine(): void {
    const { frame } = this;
    frame.lines.push(frame.current.trimEnd());
    frame.current = '';
    for (const lines of frame.pending.splice(0)) frame.lines.push('', ...lines, '');
  }

  /** Ends the current line, if there is one. */
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

  /** Records text whose visibility cannot be decided, once per reason. */
  doubt(reason: UncheckedText['reason']): void {
    if (!this.unchecked.some((one) => one.reason === reason)) this.unchecked.push({ reason, page: 1 });
  }

  link(uri: string): void {
    if (/^(?:https?|mailto|tel):/i.test(uri) && !this.links.includes(uri)) this.links.push(uri);
  }

  openTable(): void {
    this.blankLine();
    this.tables.push({ rows: [], frame: this.frame });
  }

  closeTable(): void {
    const table = this.tables.pop();
    if (table !== undefined) table.frame.lines.push(...layOutTable(table.rows));
    this.blankLine();
  }

  /** Opens a row, which in a damaged document may be outside any table. */
  openRow(): void {
    const table = this.tables.at(-1);
    this.rows.push({ cells: [], apart: false, table: table?.frame === this.frame ? table.rows : undefined });
  }

  openCell(): void {
    this.divert();
  }

  closeCell(): void {
    const row = this.rows.at(-1);
    // A heading at the top of a cell separates the row from the one before.
    if (row !== undefined) row.apart ||= this.frame.lines[0] === '' && this.frame.lines.length > 1;
    const lines = this.restore();
    if (row === undefined) this.frame.lines.push(...lines);
    else row.cells.push(lines);
  }

  closeRow(): void {
    const row = this.rows.pop();
    if (row === undefined) return;
    this.endOpenLine();
    if (row.table === undefined) this.frame.lines.push(...layOutTable([row]));
    else row.table.push(row);
  }

  /** Begins a text box or note; `restore` ends it, and `append` adds it after the current line. */
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

  /** Returns all lines, and closes what a damaged document left open. */
  finish(): string {
    while (this.rows.length > 0 || this.frames.length > 0) {
      if (this.frames.length > 0) this.closeCell();
      else this.closeRow();
      while (this.tables.at(-1)?.frame === this.frame && this.rows.length < this.tables.length) this.closeTable();
    }
    while (this.tables.length > 0) this.closeTable();
    this.endOpenLine();
    return this.frame.lines.join('\n');
  }
}

function newFrame(): Frame {
  return { lines: [], current: '', pending: [] };
}

function trimBlank(lines: string[]): string[] {
  let start = 0;
  let end = lines.length;
  while (start < end && lines[start]?.trim() === '') start++;
  while (end > start && lines[end - 1]?.trim() === '') end--;
  return lines.slice(start, end);
}
