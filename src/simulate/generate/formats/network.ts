import type { Content, Entry, Section } from '../content.js';
import { fill, type Tongue } from '../words/index.js';
import { textWidth, winAnsi } from './fonts.js';
import { PAGE, Setter, type Column, type Page } from './setter.js';

/** Positions, sizes and spacing of a profile exported by LinkedIn, in points. */
const SIDE: Column = { x: 22, width: 170, dateWidth: 0 };
const MAIN: Column = { x: 224, width: 330, dateWidth: 0 };
const SIZE = {
  side: 9.5,
  sideHeading: 13,
  name: 26,
  headline: 12,
  heading: 15.75,
  employer: 12,
  title: 11.5,
  text: 10.5,
  total: 10,
  foot: 9,
};
const LEADING = 1.42;
const GAP = { heading: 12, entry: 9, text: 5 };
/** June 2026: the month that "present" means. */
const AS_OF = 2026 * 12 + 5;

/**
 * A profile as a professional network exports it: a side bar, every part of a post on its own line, and page numbers.
 */
export function profilePages(content: Content): Page[] {
  const setter = new Setter({ family: 'Helvetica', size: SIZE.text, leading: SIZE.text * LEADING });
  const top = setter.y;
  sideBar(setter, content);
  setter.moveTo(0, top);
  setter.paragraph(content.name, MAIN, { size: SIZE.name });
  setter.paragraph(
    `${content.headline} ${content.tongue.network.at} ${of(content, 'work')!.entries[0]!.employer}`,
    MAIN,
    { size: SIZE.headline },
  );
  setter.paragraph(content.city, MAIN, { size: SIZE.headline });
  const { summary, work, education } = content.tongue.network;
  for (const [kind, heading] of [
    ['summary', summary],
    ['work', work],
    ['education', education],
  ] as const)
    mainSection(setter, of(content, kind), heading, content.tongue);
  const all = setter.pages.length;
  for (const [i, page] of setter.pages.entries()) {
    const text = winAnsi(fill(content.tongue.page, { n: i + 1, all }));
    page.runs.push({
      x: (PAGE.width - textWidth(text, 'Helvetica', false, SIZE.foot)) / 2,
      y: PAGE.height - 20,
      size: SIZE.foot,
      bold: false,
      colour: 'black',
      text,
    });
  }
  return setter.pages;
}

const of = (content: Content, kind: Section['kind']): Section | undefined =>
  content.sections.find((section) => section.kind === kind);

function sideBar(setter: Setter, content: Content): void {
  const { contact, skills, languages, certificates } = content.tongue.network;
  const contacts = content.contacts.slice(1).map((one) => one.replace(/^[^:]*: /u, ''));
  const parts: [string, string[]][] = [
    [contact, contacts],
    [skills, of(content, 'skills')!.lines],
    [languages, of(content, 'languages')!.lines],
    [certificates, of(content, 'certificates')?.lines ?? []],
  ];
  for (const [heading, lines] of parts.filter(([, list]) => list.length > 0)) {
    setter.space(GAP.heading);
    setter.paragraph(heading, SIDE, { size: SIZE.sideHeading });
    setter.space(GAP.text);
    for (const line of lines) setter.paragraph(line, SIDE, { size: SIZE.side });
  }
}

function mainSection(setter: Setter, section: Section | undefined, heading: string, tongue: Tongue): void {
  if (section === undefined) return;
  setter.space(GAP.heading);
  setter.paragraph(heading, MAIN, { size: SIZE.heading });
  setter.space(GAP.text);
  for (const line of section.lines) setter.paragraph(line, MAIN, { size: SIZE.text });
  section.entries.forEach((entry, i, entries) => {
    setter.space(GAP.entry);
    if (section.kind === 'education') degree(setter, entry);
    else post(setter, entries, i, tongue);
  });
}

function degree(setter: Setter, entry: Entry): void {
  setter.paragraph(entry.employer, MAIN, { size: SIZE.employer });
  setter.paragraph(`${entry.title} · (${entry.dates})`, MAIN, { size: SIZE.text });
}

function post(setter: Setter, entries: readonly Entry[], at: number, tongue: Tongue): void {
  const entry = entries[at]!;
  const isSame = (other: Entry | undefined): boolean => other?.employer === entry.employer;
  if (!isSame(entries[at - 1])) {
    setter.paragraph(entry.employer, MAIN, { size: SIZE.employer });
    const last = entries.findIndex((other, i) => i >= at && !isSame(entries[i + 1]) && isSame(other));
    if (last > at) setter.paragraph(duration(entries[last]!, entry, tongue), MAIN, { size: SIZE.total });
    if (last > at) setter.space(GAP.text);
  }
  setter.paragraph(entry.title, MAIN, { size: SIZE.title });
  setter.paragraph(`${entry.dates} (${duration(entry, entry, tongue)})`, MAIN, { size: SIZE.text });
  setter.paragraph(entry.city, MAIN, { size: SIZE.text });
  setter.space(GAP.text);
  for (const line of entry.bullets) setter.paragraph(line, MAIN, { size: SIZE.text });
}

/** "5 years 3 months", counting both the first and the last month. */
function duration(first: Entry, last: Entry, { network }: Tongue): string {
  const month = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  const months =
    (last.written.endDate === undefined ? AS_OF : month(last.written.endDate)) - month(first.written.startDate!) + 1;
  const worded = (count: number, [one, more]: [string, string]): string[] =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
  return [...worded(Math.floor(months / 12), network.year), ...worded(months % 12, network.month)].join(' ');
}
