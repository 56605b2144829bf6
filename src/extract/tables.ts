import { headLabel } from '../profile/words/labels.js';
import { columnKind, isOneDate, isPresent, type ColumnKind } from './column-words.js';

/** A cell as its lines. */
export type Cell = string[];
export interface Row {
  /** Including empty ones, since a cell's index is its column. */
  cells: Cell[];
  /** Separated from the row before. */
  apart: boolean;
}

/** Rows with more lines in several cells are laid out as blocks instead of one sequence of lines. */
const SHORT_ROW = 8;

/** A value with the meaning and label that its column or row gives it. */
interface Field {
  kind: ColumnKind | null;
  label: string;
  lines: string[];
}

/**
 * The lines of a table in the order in which a reader takes them in. Under a row of headings, or beside a column of
 * labels, the values of each record come together, dates first and then by label; dates in two columns or on two lines
 * become one range. A table without headings or labels is read row by row.
 */
export function layOutTable(rows: readonly Row[]): string[] {
  const filled = rows.filter((row) => row.cells.some(isFilled));
  const header = filled.findIndex((row, i) => i < 2 && isHeader(row) && (i === 0 || valuesOf(filled[0]!).length === 1));
  if (header >= 0 && filled.length > header + 1)
    return [...filled.slice(0, header).flatMap(layOutRow), ...underHeader(filled.slice(header))];
  if (isLabelled(filled)) return behindLabels(filled);
  return joinColumns(filled).flatMap(layOutRow);
}

const isFilled = (cell: Cell): boolean => cell.some((line) => line.trim() !== '');
const valuesOf = (row: Row): Cell[] => row.cells.filter(isFilled);
const textOf = (cell: Cell | undefined): string => (cell ?? []).join(' ').trim();

/** The kinds that a heading names: one, or one for each line of the cells below it ("Employer / Position"). */
function kindsOf(cell: Cell): (ColumnKind | null)[] {
  const whole = columnKind(textOf(cell));
  if (whole !== null) return [whole];
  const parts = cell.length > 1 ? cell : textOf(cell).split(/\s*[/,&|]\s*|\s+(?:and|und|et|y|e|i|en|och)\s+/u);
  const kinds = parts.map(columnKind);
  return kinds.length > 1 && kinds.every((kind) => kind !== null) ? kinds : [null];
}

/** A header row has at least two known headings; among three, one may be unknown. */
function isHeader(row: Row): boolean {
  const cells = valuesOf(row);
  if (cells.length < 2) return false;
  const unknown = cells.filter((cell) => kindsOf(cell)[0] === null);
  return (
    unknown.length === 0 ||
    (cells.length >= 3 && unknown.length === 1 && textOf(unknown[0]).length <= 40 && !/\d/.test(textOf(unknown[0])))
  );
}

type Column = { kinds: (ColumnKind | null)[]; labels: string[] };

function underHeader(rows: readonly Row[]): string[] {
  const columns = columnsOf(rows[0]!);
  const out: string[] = [];
  let employer: Field | undefined;
  for (const row of rows.slice(1)) {
    if (isHeader(row) && row.cells.map(textOf).join() === rows[0]!.cells.map(textOf).join()) continue;
    if (valuesOf(row).length === 1 && columns.length > 2) {
      out.push(...valuesOf(row)[0]!);
      continue;
    }
    for (const cells of unstacked(row.cells, columns)) {
      const fields = cells.flatMap((cell, i) => fieldsOf(cell, columns[i]));
      // A cell that spans several rows is filled only in the first.
      const own = fields.find(({ kind }) => kind === 'employer');
      if (own === undefined && employer !== undefined && fields.some(({ kind }) => kind === 'title'))
        fields.push(employer);
      else employer = own ?? employer;
      out.push(...record(fields));
    }
  }
  return out;
}

function columnsOf(header: Row): Column[] {
  return header.cells.map((cell) => {
    const kinds = kindsOf(cell);
    const labels =
      cell.length > 1 && kinds.length === cell.length
        ? cell
        : kinds.length > 1
          ? textOf(cell).split(/\s*[/,&|]\s*|\s+(?:and|und|et|y|e|i|en|och)\s+/u)
          : [textOf(cell)];
    return { kinds, labels: labels.map((label) => label.replace(/[\s:：]+$/u, '')) };
  });
}

/** Splits records stacked in one row: one cell has as many dates as the other cells have lines. */
function unstacked(cells: readonly Cell[], columns: readonly Column[]): Cell[][] {
  const dated = cells.find(
    (cell, i) => isDateColumn(columns[i]) && cell.length > 1 && joinDates(cell).length === cell.length,
  );
  const filled = cells.filter(isFilled);
  if (dated === undefined || filled.some((cell) => cell.length !== dated.length)) return [[...cells]];
  return dated.map((_, i) => cells.map((cell) => (isFilled(cell) ? [cell[i]!] : [])));
}

const isDateColumn = (column: Column | undefined): boolean => ['period', 'from', 'to'].includes(column?.kinds[0] ?? '');

function fieldsOf(cell: Cell, column: Column | undefined): Field[] {
  if (!isFilled(cell)) return [];
  const { kinds, labels } = column ?? { kinds: [null], labels: [''] };
  if (kinds.length === 1) return [{ kind: kinds[0]!, label: labels[0]!, lines: cell }];
  const values = cell.length >= kinds.length ? cell : textOf(cell).split(/\s*[/|]\s*|,\s+/u);
  const told = kinds.map((kind, i): Field => ({
    kind,
    label: labels[i] ?? '',
    lines: i < values.length ? [values[i]!] : [],
  }));
  const rest = values.slice(kinds.length);
  return [
    ...told.filter(({ lines }) => lines.length > 0),
    ...(rest.length > 0 ? [{ kind: 'tasks' as const, label: '', lines: rest }] : []),
  ];
}

const SCHOOL: (ColumnKind | null)[] = ['degree', 'area', 'school', 'grade'];
const POST: (ColumnKind | null)[] = ['title', 'employer', 'from', 'to', 'period'];

function record(fields: readonly Field[]): string[] {
  const kinds = fields.map(({ kind }) => kind);
  if (kinds.some((kind) => kind === 'skill')) return skill(fields);
  if (kinds.some((kind) => SCHOOL.includes(kind)) && !kinds.includes('title')) return degree(fields);
  if (kinds.some((kind) => POST.includes(kind))) return post(fields);
  return layOutRow({ cells: fields.map(({ lines }) => lines), apart: false });
}

/** "Python (6 years, expert)": level and duration follow the skill. */
function skill(fields: readonly Field[]): string[] {
  const name = fields.filter(({ kind }) => kind === 'skill').flatMap(({ lines }) => lines);
  const rest = fields
    .filter(({ kind }) => kind !== 'skill')
    .map((field) =>
      /^\d+$/.test(textOf(field.lines)) ? `${textOf(field.lines)} ${field.label.toLowerCase()}` : textOf(field.lines),
    );
  return rest.length === 0 || name.length !== 1
    ? [...name, ...rest]
    : [`${name[0]!} (${rest.join(', ').replace(/[()]/g, '')})`];
}

function degree(fields: readonly Field[]): string[] {
  const of = (...kinds: (ColumnKind | null)[]): string[] =>
    fields.filter(({ kind }) => kinds.includes(kind)).map(({ lines }) => textOf(lines));
  const what = [...of('degree'), ...of('area')].join(', ');
  const grade = fields.filter(({ kind }) => kind === 'grade' || kind === 'other').map((field) => labelled(field));
  const line = [what, ...of('school', 'employer'), ...of('place', null), datesOf(fields)]
    .filter((part) => part !== '')
    .join('\t');
  return ['', line, ...grade, ...fields.filter(({ kind }) => kind === 'tasks').flatMap(({ lines }) => lines)];
}

function post(fields: readonly Field[]): string[] {
  const named = fields.filter(
    ({ kind }) => kind !== null && ['title', 'employer', 'place', 'school', 'area'].includes(kind),
  );
  const more = fields.filter((field) => !named.includes(field) && !['from', 'to', 'period'].includes(field.kind ?? ''));
  const dates = datesOf(fields);
  const heads = named.map((field) => labelled({ ...field, lines: field.lines.slice(0, 1) }));
  const below = named.flatMap((field) => field.lines.slice(1));
  return [
    '',
    ...(dates === '' ? [] : [dates]),
    ...heads,
    ...below,
    ...more.flatMap((field) => (field.kind === 'other' && field.lines.length === 1 ? [labelled(field)] : field.lines)),
  ];
}

/** With its label where the parser of posts knows it, else only the value. */
function labelled({ kind, label, lines }: Field): string {
  const value = textOf(lines);
  const known = headLabel(`${label}: `)?.kind;
  const told = kind === 'title' || kind === 'employer' || kind === 'place' ? known === kind : true;
  return label === '' || !told ? value : `${label}: ${value}`;
}

function datesOf(fields: readonly Field[]): string {
  const of = (kind: ColumnKind): string =>
    fields
      .filter((field) => field.kind === kind)
      .map(({ lines }) => joinDates(lines).join(' '))
      .join(' ')
      .trim();
  const [from, to] = [of('from'), of('to')];
  const range = from !== '' && to !== '' ? `${from} – ${to}` : from + to;
  return [of('period'), range].filter((part) => part !== '').join(' ');
}

/** Joins start and end on two lines of a cell, with or without a dash, into one range. */
function joinDates(lines: readonly string[]): string[] {
  const parts = lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:[-–—−~]+|to|bis|do|a|à|au)$/iu.test(line));
  const bare = parts.map((line) => line.replace(/^[-–—−~]\s*|\s*[-–—−~]$/gu, ''));
  const isRange = bare.length === 2 && isOneDate(bare[0]!) && (isOneDate(bare[1]!) || isPresent(bare[1]!));
  return isRange ? [`${bare[0]!} – ${bare[1]!}`] : [...lines];
}

/** Whether most rows begin with a known label, followed by its value, or by one value per record, in the next cells. */
function isLabelled(rows: readonly Row[]): boolean {
  const pairs = rows.filter((row) => valuesOf(row).length >= 2);
  const known = pairs.map(({ cells }) => columnKind(textOf(cells[0])));
  const told = known.filter((kind) => kind !== null).length;
  return told >= 2 && told >= pairs.length * 0.6 && known.some((kind) => POST.includes(kind) || SCHOOL.includes(kind));
}

function behindLabels(rows: readonly Row[]): string[] {
  const out: string[] = [];
  let records: Field[][] = [];
  const end = (): void => {
    out.push(...records.flatMap(record));
    records = [];
  };
  for (const row of rows) {
    const pairs = pairsOf(row);
    if (pairs === null) {
      end();
      out.push('', ...layOutRow(row));
      continue;
    }
    const repeated = pairs.some((values) =>
      records[0]?.some((field) => field.kind === values[0]!.kind && field.label === values[0]!.label),
    );
    if (repeated) end();
    for (const values of pairs) values.forEach((value, i) => (records[i] ??= []).push(value));
  }
  end();
  return out;
}

/** Pairs of label and value, two or more in a row of a form; or a label with the values of several records. */
function pairsOf({ cells }: Row): Field[][] | null {
  const filled = cells.filter(isFilled);
  if (filled.length < 2) return null;
  const field = (label: Cell, value: Cell): Field => ({
    kind: columnKind(textOf(label)),
    label: textOf(label).replace(/[\s:：]+$/u, ''),
    lines: value,
  });
  const isForm = filled.length % 2 === 0 && filled.every((cell, i) => i % 2 === 1 || columnKind(textOf(cell)) !== null);
  if (!isForm)
    return [
      cells
        .slice(1)
        .map((cell) => field(cells[0]!, cell))
        .filter(({ lines }) => isFilled(lines)),
    ];
  return filled.flatMap((cell, i) => (i % 2 === 0 ? [[field(cell, filled[i + 1]!)]] : []));
}

/** Joins neighbouring columns that are start and end: in most rows one has a date and the other a date or "present". */
function joinColumns(rows: readonly Row[]): Row[] {
  const whole = rows.map((row) => ({ ...row, cells: row.cells.map(joinDates) }));
  const width = Math.max(0, ...whole.map(({ cells }) => cells.length));
  const ended = (row: Row, i: number): boolean =>
    isOneDate(textOf(row.cells[i])) && (isOneDate(textOf(row.cells[i + 1])) || isPresent(textOf(row.cells[i + 1])));
  for (let i = 0; i < Math.min(width - 1, 8); i++) {
    const pairs = whole.filter((row) => ended(row, i)).length;
    if (pairs === 0 || pairs * 2 < whole.length) continue;
    return whole.map((row) =>
      ended(row, i)
        ? {
            ...row,
            cells: row.cells.flatMap((cell, k) =>
              k === i ? [[`${textOf(cell)} – ${textOf(row.cells[i + 1])}`]] : k === i + 1 ? [] : [cell],
            ),
          }
        : row,
    );
  }
  return whole;
}

/**
 * Puts dates in one cell and the post in the next on one line, and the rest of the cells below. Only where several
 * cells have many lines is one cell written after the other.
 */
export function layOutRow(row: Row): string[] {
  const cells = row.cells.filter((lines) => lines.length > 0);
  if (cells.length === 0) return [];
  const apart = row.apart ? [''] : [];
  const long = cells.filter((lines) => lines.length > 1);
  if (long.length < 2)
    return [...apart, cells.map((lines) => lines[0]).join('\t'), ...long.flatMap((lines) => lines.slice(1))];
  const total = cells.reduce((sum, lines) => sum + lines.length, 0);
  return [...apart, ...(total <= SHORT_ROW ? cells.flat() : cells.flatMap((lines) => ['', ...lines, '']))];
}
