import { winAnsi, type Family } from './fonts.js';
import { profilePages } from './network.js';
import { LEADING, MARGIN, PAGE, Setter, type Column, type Page } from './setter.js';
import type { Content, Entry, Section } from '../content.js';
import type { Layout } from '../mix.js';
import { fill } from '../words/index.js';

const SIDEBAR = { width: 150, gap: 22 };
const SIDEBAR_KINDS: Section['kind'][] = ['skills', 'languages', 'certificates'];

/** Lays a CV out on pages. Runs are in the order of drawing, which may differ from the reading order. */
export function layOut(content: Content, layout: Layout, family: Family): Page[] {
  const size = layout === 'compact' ? 9.5 : 10;
  const setter = new Setter({ family, size, leading: size * LEADING });
  if (layout === 'network') return profilePages(content);
  if (layout === 'sidebar-left' || layout === 'sidebar-right') return withSidebar(setter, content, layout);
  const column: Column = {
    x: MARGIN,
    width: PAGE.width - 2 * MARGIN,
    dateWidth: layout === 'dates-left' ? 105 : layout === 'dates-stacked' ? 84 : 0,
  };
  header(setter, content, column, layout === 'centered');
  for (const section of content.sections) setSection(setter, section, column, layout === 'centered');
  if (content.look.runningHeader) numberPages(setter, content, column);
  return setter.pages;
}

/** Adds name and page number at the top of all pages except the first. */
function numberPages({ pages }: Setter, { name, tongue }: Content, { x }: Column): void {
  const all = pages.length;
  for (const [i, page] of pages.entries())
    if (i > 0)
      page.runs.unshift({
        x,
        y: 26,
        size: 8,
        bold: false,
        colour: 'black',
        text: winAnsi(`${name} – ${fill(tongue.page, { n: i + 1, all })}`),
      });
}

/**
 * Main column and side bar next to each other. With the side bar on the right they are drawn row by row, as word
 * processors draw tables.
 */
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
  for (const section of content.sections.filter((one) => SIDEBAR_KINDS.includes(one.kind)))
    setSection(setter, section, side, false);
  setter.moveTo(0, top);
  for (const section of content.sections.filter((one) => !SIDEBAR_KINDS.includes(one.kind)))
    setSection(setter, section, main, false);
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
  setter.paragraph(capitals ? section.heading.toUpperCase() : section.heading, column, {
    size: 12.5,
    bold: true,
    accent: true,
  });
  setter.space(2);
  const narrow = column.width <= SIDEBAR.width;
  if (section.kind === 'skills' && !narrow) setter.paragraph(section.lines.join(', '), column, {});
  else for (const line of section.lines) setter.paragraph(line, column, {});
  for (const entry of section.entries) setEntry(setter, entry, column);
}

function setEntry(setter: Setter, entry: Entry, column: Column): void {
  setter.space(4);
  const body: Column = { x: column.x + column.dateWidth, width: column.width - column.dateWidth, dateWidth: 0 };
  const lines = column.dateWidth > 0 ? entry.undated : entry.head;
  if (column.dateWidth > 0) setter.beside(entry, column);
  for (const line of lines) {
    if (line.bullet === true) setter.bullet(line.text, body);
    else setter.paragraph(line.text, body, { bold: line.bold === true });
  }
  for (const bullet of entry.bullets) setter.bullet(bullet, body);
}
