import type { Content, Entry, Section } from '../content.js';
import type { Layout } from '../mix.js';
import { textWidth, winAnsi, type Family } from './fonts.js';

/** A4 in points. */
export const PAGE = { width: 595, height: 842 };

/** A piece of text at a place: `y` is the baseline, counted from the top. `text` is WinAnsi-encoded. */
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

interface Column {
  x: number;
  width: number;
  /** Where dates stand: on a line of their own, or in a narrow column of this width to the left. */
  dateWidth: number;
}

const MARGIN = 42;
/** Line height in font sizes; with margin and size it puts about 560 words on a page, so that pages follow from words. */
const LEADING = 1.18;
const SIDEBAR = { width: 150, gap: 22 };
const SIDEBAR_KINDS: Section['kind'][] = ['skills', 'languages', 'certificates'];

/** Sets a CV on pages. The order of runs is the order in which they are drawn, which is not always the reading order. */
export function layOut(content: Content, layout: Layout, family: Family): Page[] {
  const size = layout === 'compact' ? 9.5 : 10;
  const setter = new Setter({ family, size, leading: size * LEADING });
  if (layout === 'sidebar-left' || layout === 'sidebar-right') return withSidebar(setter, content, layout);
  const column: Column = { x: MARGIN, width: PAGE.width - 2 * MARGIN, dateWidth: layout === 'dates-left' ? 105 : 0 };
  header(setter, content, column, layout === 'centered');
  for (const section of content.sections) setSection(setter, section, column, layout === 'centered');
  return setter.pages;
}

/** Main column and sidebar side by side; with the sidebar on the right they are drawn row by row, as word processors do with tables. */
function withSidebar(setter: Setter, content: Content, layout: Layout): Page[] {
  const left = layout === 'sidebar-left';
  const mainWidth = PAGE.width - 2 * MARGIN - SIDEBAR.width - SIDEBAR.gap;
  const side: Column = { x: left ? MARGIN : MARGIN + mainWidth + SIDEBAR.gap, width: SIDEBAR.width, dateWidth: 0 };
  const main: Column = { x: left ? MARGIN + SIDEBAR.width + SIDEBAR.gap : MARGIN, width: mainWidth, dateWidth: 0 };
  setter.paragraph(content.name, main, { size: 20, bold: true });
  setter.paragraph(content.headline, main, { size: 12 });
  const top = setter.y + 6;
  setter.moveTo(0, top);
  for (const contact of content.contacts) setter.paragraph(contact, side, {});
  for (const section of content.sections.filter((one) => SIDEBAR_KINDS.includes(one.kind))) setSection(setter, section, side, false);
  setter.moveTo(0, top);
  for (const section of content.sections.filter((one) => !SIDEBAR_KINDS.includes(one.kind))) setSection(setter, section, main, false);
  if (!left) for (const page of setter.pages) page.runs.sort((a, b) => a.y - b.y || a.x - b.x);
  return setter.pages;
}

function header(setter: Setter, content: Content, column: Column, centred: boolean): void {
  setter.paragraph(content.name, column, { size: 20, bold: true, centred });
  setter.paragraph(content.headline, column, { size: 12, centred });
  setter.paragraph(content.contacts.join('  |  '), column, { centred });
}

function setSection(setter: Setter, section: Section, column: Column, capitals: boolean): void {
  setter.space(9);
  setter.paragraph(capitals ? section.heading.toUpperCase() : section.heading, column, { size: 12.5, bold: true, accent: true });
  setter.space(2);
  const narrow = column.width <= SIDEBAR.width;
  if (section.kind === 'skills' && !narrow) setter.paragraph(section.lines.join(', '), column, {});
  else for (const line of section.lines) setter.paragraph(line, column, {});
  for (const entry of section.entries) setEntry(setter, entry, column);
}

function setEntry(setter: Setter, entry: Entry, column: Column): void {
  setter.space(4);
  const body: Column = { x: column.x + column.dateWidth, width: column.width - column.dateWidth, dateWidth: 0 };
  if (column.dateWidth > 0) setter.beside(entry.dates, column);
  setter.paragraph(entry.title, body, { bold: true });
  setter.paragraph(column.dateWidth > 0 ? entry.place : `${entry.place}  |  ${entry.dates}`, body, {});
  for (const bullet of entry.bullets) setter.bullet(bullet, body);
}

interface ParagraphStyle {
  size?: number;
  bold?: boolean;
  accent?: boolean;
  centred?: boolean;
}

/** Sets lines from top to bottom and turns the page when one is full. */
class Setter {
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
      const indent = style.centred === true ? (column.width - textWidth(line, this.style.family, style.bold ?? false, size)) / 2 : 0;
      this.line(line, column.x + indent, size, style);
    }
  }

  bullet(text: string, column: Column): void {
    const indent = 11;
    this.room(this.style.leading);
    this.put('\x95', column.x, this.style.size, {});
    this.paragraph(text, { ...column, x: column.x + indent, width: column.width - indent }, {});
  }

  /** Text beside what comes next, on the same line. */
  beside(text: string, column: Column): void {
    this.room(this.style.leading * 2);
    this.put(winAnsi(text), column.x, this.style.size * 0.85, {});
  }

  private line(text: string, x: number, size: number, style: ParagraphStyle): void {
    this.room(size * LEADING);
    this.put(text, x, size, style);
    this.y += size * LEADING;
  }

  private put(text: string, x: number, size: number, style: ParagraphStyle): void {
    this.pages[this.page]!.runs.push({ x, y: this.y, size, bold: style.bold ?? false, colour: style.accent === true ? 'accent' : 'black', text });
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
    for (const word of text.split(' ')) {
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
