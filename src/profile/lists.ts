import type { Resume } from '../domain/index.js';
import { datesIn, type DateSpan } from './dates/dates.js';
import { splitEntries } from './posts/entries.js';
import { textOf, type Fields } from './fields.js';
import { isFurniture, tighten, wordCount, type Span, type TextLine } from './text/lines.js';
import { paragraphsOf } from './text/paragraphs.js';
import type { Vocabulary } from './port.js';
import { bodyStyle, headScore } from './posts/head-score.js';

const MAX_ITEMS = 60;

/** One item per line or bullet: its text without the date, and the date. */
function items(
  text: string,
  lines: readonly TextLine[],
  dates: readonly DateSpan[],
): { span: Span; date: DateSpan | null }[] {
  return lines
    .filter((line) => !isFurniture(line))
    .slice(0, MAX_ITEMS)
    .flatMap((line) => {
      const date = datesIn(dates, line.start, line.end)[0] ?? null;
      const span = date === null ? line : tighten(text, longerSide(line, date));
      return span === null ? [] : [{ span: { start: span.start, end: span.end }, date }];
    });
}

function longerSide(line: TextLine, date: DateSpan): Span {
  const [before, after] = [
    { start: line.start, end: Math.max(line.start, date.from) },
    { start: Math.min(line.end, date.to), end: line.end },
  ];
  return before.end - before.start >= after.end - after.start ? before : after;
}

/** Certificates, one per line; prose is skipped. */
export function readCertificates(
  text: string,
  lines: readonly TextLine[],
  dates: readonly DateSpan[],
  fields: Fields,
): Resume['certificates'] {
  const found = items(text, unwrapped(text, lines), dates).filter(
    ({ span }) =>
      wordCount(text.slice(span.start, span.end)) <= 16 && /\p{L}{2}/u.test(text.slice(span.start, span.end)),
  );
  return found.map(({ span, date }, i) => {
    const { name, issuer } = splitIssuer(text, span);
    fields.set(`certificates[${String(i)}].name`, name, 0.7);
    return {
      name: textOf(text, name),
      ...(issuer === null ? {} : { issuer: textOf(text, issuer) }),
      ...(date?.start ? { date: date.start } : {}),
    };
  });
}

/** The end of a line inside a name that continues on the next: "AWS Certified Developer –" above "Associate". */
const GOES_ON =
  /(?:\s[-–—&]|,|:|\s(?:of|in|for|and|the|on|with|to|de|des|du|en|et|für|und|der|di|e|per|y|para|da|do|van|voor))$/u;

/** In characters: a certificate's name over two or three lines. */
const MAX_NAME = 120;

function unwrapped(text: string, lines: readonly TextLine[]): TextLine[] {
  const out: TextLine[] = [];
  for (const line of lines) {
    const last = out.at(-1);
    if (
      last !== undefined &&
      !line.bullet &&
      !line.blankBefore &&
      last.text.length < MAX_NAME &&
      (line.continues || GOES_ON.test(last.text))
    )
      out[out.length - 1] = { ...last, end: line.end, text: text.slice(last.start, line.end) };
    else out.push(line);
  }
  return out;
}

/** "AWS Certified Developer, Amazon Web Services" -> name and issuer. */
function splitIssuer(text: string, span: Span): { name: Span; issuer: Span | null } {
  const raw = text.slice(span.start, span.end);
  const at = /,\s+(?=\p{Lu}[^,]*$)|\s+[-–|]\s+(?=\p{Lu}[^–|]*$)/u.exec(raw);
  const name = at === null ? null : tighten(text, { start: span.start, end: span.start + at.index });
  const issuer = at === null ? null : tighten(text, { start: span.start + at.index + at[0].length, end: span.end });
  return name === null || issuer === null || wordCount(text.slice(issuer.start, issuer.end)) > 5
    ? { name: span, issuer: null }
    : { name, issuer };
}

/** Publications: one per bullet or paragraph; a year in it is its date. */
export function readPublications(
  text: string,
  lines: readonly TextLine[],
  dates: readonly DateSpan[],
  fields: Fields,
): Resume['publications'] {
  const groups: TextLine[][] = [];
  for (const line of lines.filter((one) => !isFurniture(one))) {
    if (groups.length === 0 || line.bullet || line.blankBefore) groups.push([line]);
    else groups.at(-1)!.push(line);
  }
  return groups
    .filter((group) => group.reduce((sum, line) => sum + wordCount(line.text), 0) >= 3)
    .slice(0, MAX_ITEMS)
    .map((group, i) => {
      const span = { start: group[0]!.start, end: group.at(-1)!.end };
      fields.set(`publications[${String(i)}].name`, span, 0.6);
      const date = datesIn(dates, span.start, span.end).find((one) => one.from >= span.start && one.to <= span.end);
      return { name: textOf(text, span), ...(date?.start ? { releaseDate: date.start } : {}) };
    });
}

/** Projects: dated entries where there are dates, otherwise lines that look like names. */
export function readProjects(
  text: string,
  lines: readonly TextLine[],
  dates: readonly DateSpan[],
  vocabulary: Vocabulary,
  fields: Fields,
): Resume['projects'] {
  const dated = splitEntries(lines, dates, vocabulary);
  const named = dated.length > 0 ? dated : undatedProjects(lines, vocabulary);
  return named
    .slice(0, MAX_ITEMS)
    .flatMap((entry) => {
      const name = entry.head.map((line) => items(text, [line], dates)[0]?.span).find((span) => span !== undefined);
      return name === undefined ? [] : [{ name, entry }];
    })
    .map(({ name, entry }, i) => {
      fields.set(`projects[${String(i)}].name`, name, dated.length > 0 ? 0.7 : 0.5);
      const description = paragraphsOf(entry.body)
        .map((line) => line.text)
        .join('\n');
      return {
        name: textOf(text, name),
        ...(description === '' ? {} : { description }),
        ...(entry.dates?.start ? { startDate: entry.dates.start } : {}),
        ...(entry.dates?.end ? { endDate: entry.dates.end } : {}),
      };
    });
}

function undatedProjects(
  lines: readonly TextLine[],
  vocabulary: Vocabulary,
): { head: TextLine[]; body: TextLine[]; dates: null }[] {
  const body = bodyStyle(lines);
  const entries: { head: TextLine[]; body: TextLine[]; dates: null }[] = [];
  for (const line of lines) {
    const named = line.blankBefore && wordCount(line.text) <= 12 && headScore(line, body, vocabulary) > 0.2;
    if (named) entries.push({ head: [line], body: [], dates: null });
    else entries.at(-1)?.body.push(line);
  }
  return entries;
}

const ON_REQUEST =
  /(?:available|furnished|provided|given)\s+(?:up)?on\s+request|auf anfrage|sur demande|a petición|su richiesta|sob pedido|op aanvraag/iu;

/** References: the text of each paragraph, "available on request" included. */
export function readReferences(text: string, lines: readonly TextLine[], fields: Fields): Resume['references'] {
  const groups: TextLine[][] = [];
  for (const line of lines) {
    if (groups.length === 0 || line.blankBefore) groups.push([line]);
    else groups.at(-1)!.push(line);
  }
  return groups.slice(0, 12).map((group, i) => {
    const span = { start: group[0]!.start, end: group.at(-1)!.end };
    fields.set(`references[${String(i)}].reference`, span, ON_REQUEST.test(group[0]!.text) ? 0.95 : 0.6);
    return { reference: textOf(text, span) };
  });
}
