import type { Entry } from '../content.js';
import { textWidth, winAnsi, type Family } from './fonts.js';

/** A4 in points. */
export const PAGE = { width: 595, height: 842 };

/** Text at a position; `y` is the baseline, counted from the top. `text` is WinAnsi-encoded. */
export interface Run {
  x: number;
  y: number;
  size: number;
  bold: boolean;
  colour: 'black' | 'accent' | 'white';
  text: string;
}

export interface Page {
  runs: Run[];
}

interface Style {
  family: Family;
  size: number;
  leading: number;
}

export interface Column {
  x: number;
  width: number;
  /** Width of the narrow column for dates on the left; 0 where dates have lines of their own. */
  dateWidth: number;
}

export const MARGIN = 42;
/**
 * Line height in font sizes. With margin and font size it gives about 560 words per page, so the number of pages
 * follows from the words.
 */
export const LEADING = 1.18;

interface ParagraphStyle {
  size?: number;
  bold?: boolean;
  accent?: boolean;
  centred?: boolean;
}

/** Sets lines from top to bottom and starts a new page when one is full. */
export class Setter {
  readonly pages: Page[] = [{ runs: [] }];
  y = MARGIN + 12;
  private page = 0;

  constructor(private readonly style: Style) {}

  moveTo(page: number, y: number): void {
    this.page = page;
    this.y = y;
  }

  space(points: number): void {
    this.y += points;
  }

  paragraph(text: string, column: Column, style: ParagraphStyle): void {
    const size = style.size ?? this.style.size;
    for (const line of this.wrap(winAnsi(text), column.width, style.bold ?? false, size)) {
      const indent =
        style.centred === true ? (column.width - textWidth(line, this.style.family, style.bold ?? false, size)) / 2 : 0;
      this.line(line, column.x + indent, size, style);
    }
  }

  bullet(text: string, column: Column): void {
    const indent = 11;
    this.room(this.style.leading);
    this.put('\x95', column.x, this.style.size, {});
    this.paragraph(text, { ...column, x: column.x + indent, width: column.width - indent }, {});
  }

  /** Puts dates beside what follows; in a narrow column the end date goes below the start date. */
  beside({ dates, from, to }: Entry, column: Column): void {
    this.room(this.style.leading * 2);
    const size = this.style.size * 0.85;
    const narrow = textWidth(winAnsi(dates), this.style.family, false, size) > column.dateWidth - 12;
    const lines = narrow ? [`${from} –`, to] : [dates];
    for (const [i, line] of lines.entries())
      this.put(winAnsi(line), column.x, size, {}, this.y + i * this.style.leading);
  }

  private line(text: string, x: number, size: number, style: ParagraphStyle): void {
    this.room(size * LEADING);
    this.put(text, x, size, style);
    this.y += size * LEADING;
  }

  private put(text: string, x: number, size: number, style: ParagraphStyle, y = this.y): void {
    this.pages[this.page]!.runs.push({
      x,
      y,
      size,
      bold: style.bold ?? false,
      colour: style.accent === true ? 'accent' : 'black',
      text,
    });
  }

  private room(height: number): void {
    if (this.y + height <= PAGE.height - MARGIN) return;
    this.page++;
    this.y = MARGIN + 12;
    this.pages[this.page] ??= { runs: [] };
  }

  private wrap(text: string, width: number, bold: boolean, size: number): string[] {
    const lines: string[] = [];
    let line = '';
    let used = 0;
    const gap = textWidth(' ', this.style.family, bold, size);
    for (const word of text
      .split(' ')
      .flatMap((one) =>
        textWidth(one, this.style.family, bold, size) > width ? one.split(/(?<=[a-z]\/)(?=[^/])/) : [one],
      )) {
      const wide = textWidth(word, this.style.family, bold, size);
      if (line !== '' && used + gap + wide > width) {
        lines.push(line);
        line = word;
        used = wide;
      } else {
        used += line === '' ? wide : gap + wide;
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    return [...lines, line];
  }
}
