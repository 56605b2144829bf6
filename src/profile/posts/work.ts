import type { Work } from '../../domain/index.js';
import { joinDates, withoutDateDashes } from '../dates/date-columns.js';
import { datesIn, type DateSpan } from '../dates/dates.js';
import { shareEmployers } from './employers.js';
import { splitEntries } from './entries.js';
import type { Entry } from './entry.js';
import { eventEntries, type EventEntry } from './events.js';
import { exportedPosts, type ExportedPost } from './exported.js';
import { textOf, type Fields } from '../fields.js';
import { learnHabits, readHead, type Head } from './heads.js';
import { reachOf, tighten, type TextLine } from '../text/lines.js';
import { paragraphsOf } from '../text/paragraphs.js';
import { narrated, unfold, type Told } from './narrative.js';
import type { Vocabulary } from '../port.js';
import type { WorkEntry } from './work-entry.js';
import { segments } from './head-segments.js';

/** Reads the entries of a work section. */
export function readWork(
  text: string,
  section: readonly TextLine[],
  dates: readonly DateSpan[],
  vocabulary: Vocabulary,
): WorkEntry[] {
  const inside = datesIn(dates, section[0]?.start ?? 0, section.at(-1)?.end ?? 0);
  const events = eventEntries(section);
  if (events.length > 0) return events.map((event, i) => fromEvent(text, event, section, events[i + 1]));
  const told = narrated(text, section, inside, vocabulary);
  if (told.length > 0) return told.map((post, i) => fromTold(text, post, section, told[i + 1]));
  const exported = exportedPosts(section, inside, vocabulary);
  if (exported !== null) return exported.map((post) => fromExport(text, post));
  const lines = unfold(section, inside, vocabulary);
  const { heading, parts } = joinDates(text, lines, inside);
  const entries = splitEntries(withoutDateDashes(lines, heading), heading, vocabulary);
  const heads = entries.map((entry) => segments(text, entry, parts, vocabulary));
  const habits = learnHabits(text, heads);
  const read = entries
    .map((entry, i) => toWork(text, entry, readHead(text, heads[i]!, habits, vocabulary)))
    .filter((entry, i, all) => isEntry(entry, all[i - 1]));
  return shareEmployers(read);
}

/** A post from two lines of a form: the employer stands before the word for joining, the role, if any, after it. */
function fromEvent(
  text: string,
  { line, last, before, after, date }: EventEntry,
  section: readonly TextLine[],
  next: EventEntry | undefined,
): WorkEntry {
  const body = section.filter(
    (one) => one.start >= line.end && one !== last && (next === undefined || one.start < next.line.start),
  );
  const name = tighten(text, before);
  const gap = name === null ? -1 : text.slice(name.start, name.end).search(/[\s\u3000]/u);
  const employer = name === null || gap < 0 ? name : { start: name.start, end: name.start + gap };
  const role =
    tighten(text, after) ??
    (name === null || gap < 0 ? null : tighten(text, { start: name.start + gap, end: name.end }));
  const as = role === null ? -1 : text.slice(role.start, role.end).indexOf('として');
  const title = role === null || as < 0 ? role : { start: role.start, end: role.start + as };
  return toWork(
    text,
    { head: last === line ? [line] : [line, last], dates: date, body },
    { title, employer, place: null, clarity: 1, masked: false, titled: true },
  );
}

/** A post from a sentence and the lines that follow it, up to the next such sentence. */
function fromTold(
  text: string,
  { line, title, employer, place, date }: Told,
  section: readonly TextLine[],
  next: Told | undefined,
): WorkEntry {
  const body = section.filter((one) => one.start >= line.end && (next === undefined || one.start < next.line.start));
  return toWork(
    text,
    { head: [line], dates: date, body },
    { title, employer, place, clarity: 1, masked: false, titled: true },
  );
}

function fromExport(text: string, { title, employer, place, date, head, body }: ExportedPost): WorkEntry {
  return toWork(text, { head, dates: date, body }, { title, employer, place, clarity: 1, masked: false, titled: true });
}

/** Dates alone make an entry too, unless they repeat those of the entry before. */
function isEntry({ work }: WorkEntry, previous: WorkEntry | undefined): boolean {
  if (work.position !== undefined || work.name !== undefined) return true;
  return work.startDate !== undefined && work.startDate !== previous?.work.startDate;
}

function toWork(text: string, entry: Entry, head: Head): WorkEntry {
  const { dates } = entry;
  const body = paragraphsOf(entry.body);
  const summary = body
    .filter((line) => !line.bullet)
    .map((line) => line.text)
    .join('\n');
  const work: Work = {
    ...(head.employer === null ? {} : { name: textOf(text, head.employer) }),
    ...(head.title === null ? {} : { position: textOf(text, head.title) }),
    ...(head.place === null ? {} : { location: textOf(text, head.place) }),
    ...(dates?.start ? { startDate: dates.start } : {}),
    ...(dates?.end ? { endDate: dates.end } : {}),
    ...(dates?.current === true ? { current: true } : {}),
    ...(summary === '' ? {} : { summary }),
    highlights: body.filter((line) => line.bullet).map((line) => line.text),
  };
  const all = [...entry.head, ...entry.body];
  return { work, head, dates, span: reachOf(all) };
}

/** Records where the fields of an entry stand, under paths that begin with, for example, `work[0]`. */
export function noteWork(fields: Fields, path: string, entry: WorkEntry): void {
  const { head, dates } = entry;
  if (head.title !== null) fields.set(`${path}.position`, head.title, 0.55 + 0.4 * head.clarity);
  if (head.employer !== null) fields.set(`${path}.name`, head.employer, 0.5 + 0.4 * head.clarity);
  if (head.place !== null) fields.set(`${path}.location`, head.place, 0.8);
  if (dates === null) return;
  const span = { start: dates.from, end: dates.to };
  if (dates.start !== null) fields.set(`${path}.startDate`, span, dates.kind === 'range' ? 0.95 : 0.7);
  if (dates.end !== null) fields.set(`${path}.endDate`, span, 0.95);
  if (dates.current) fields.set(`${path}.current`, span, 0.95);
}
