import type { ExtractedDocument, Line } from '../domain/index.js';
import { parseProfile } from './index.js';
import type { Vocabulary } from './port.js';

/** An empty vocabulary, so that only layout and the lists of this folder can find anything. For tests. */
const noVocabulary: Vocabulary = {
  fingerprint: 'none',
  find: () => [],
  canonical: () => undefined,
  relatedness: (a, b) => (a === b ? 1 : 0),
  occupationsNear: () => [],
  occupations: () => [],
};

export function documentOf(text: string, more: Partial<ExtractedDocument> = {}): ExtractedDocument {
  return {
    format: 'txt',
    engine: 'test',
    text,
    pageStarts: [0],
    lines: [],
    hidden: [],
    links: [],
    documentDate: null,
    warnings: [],
    ...more,
  };
}

/** A document from lines with font size, `b` for bold, and column: `['14b', 'Experience']`, `['10/1', 'Skills']`. */
export function laidOut(rows: readonly (readonly [string, string])[]): ExtractedDocument {
  let text = '';
  const lines: Line[] = [];
  const rowsIn = new Map<string, number>();
  for (const [style, row] of rows) {
    const [, size, bold, column] = /^(\d+)(b?)(?:\/(\d))?$/.exec(style)!;
    const i = rowsIn.get(column ?? '0') ?? 0;
    rowsIn.set(column ?? '0', i + 1);
    lines.push({
      start: text.length,
      end: text.length + row.length,
      page: 1,
      x: column === undefined ? 50 : 400,
      y: 20 * i,
      width: 100,
      fontSize: Number(size),
      bold: bold === 'b',
      column: Number(column ?? 0),
    });
    text += `${row}\n`;
  }
  return documentOf(text, { format: 'pdf', lines });
}

export const parse = (document: ExtractedDocument | string, asOf = '2020-01-01'): ReturnType<typeof parseProfile> =>
  parseProfile(typeof document === 'string' ? documentOf(document) : document, { asOf, vocabulary: noVocabulary });

/** Title, employer, start and end of a post. For tests. */
export type Post = [string | undefined, string | undefined, string | undefined, string | undefined];

/** The posts of a CV with these lines below a heading. For tests. */
export const readPosts = (lines: string[], heading = 'Work Experience'): Post[] =>
  parse(
    [
      'Noor Ellingsen',
      'noor@example.org | +47 22 00 11 22',
      '',
      ...(heading === '' ? [] : [heading]),
      ...lines,
      '',
      'Education',
      'BSc Mathematics, University of Leeds, 2008 - 2011',
      '',
      'Skills',
      'Python, SQL, Airflow',
    ].join('\n'),
    '2024-06-01',
  ).resume.work.map(({ position, name, startDate, endDate, current }) => [
    position,
    name,
    startDate,
    current === true ? 'now' : endDate,
  ]);
