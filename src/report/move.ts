import { plain } from './text/plain.js';
import { alignColumns, bytesText, count } from './text/table.js';

interface Places {
  from: string;
  to: string;
}

/** What a move would do. */
export interface PlannedMove extends Places {
  files: Places & { stay: boolean; originals: number; bytes: number };
  tenants: string[];
  tables: Record<string, number>;
  target: 'empty' | 'continue';
  changes: string[];
}

/** What a move has done. */
export interface DoneMove extends Places {
  files: Places & {
    stay: boolean;
    originals: number;
    uploads: number;
    bytes: number;
    damaged: string[];
    differs: string[];
    /** The value of the setting `files`, without options. */
    setting: string;
  };
  tenants: number;
  cvs: number;
  tables: { table: string; isIndex: boolean; rows: number; equal: boolean; differs: string[]; copied: number }[];
  seconds: { rows: number; indexes: number; comparison: number; files: number };
  continued: boolean;
  complete: boolean;
}

export function renderMovePlan({ from, to, files, tenants, tables, target, changes }: PlannedMove): string {
  const rows = Object.entries(tables).map(([table, n]) => [table, String(n)]);
  const made = changes.length === 0 ? '' : `; its tables would be made (${changes.join(', ')})`;
  return [
    `Would move ${from} to ${to}: ${count(tenants.length, 'tenant')}`,
    ...alignColumns([['table', 'rows'], ...rows], [1]),
    files.stay
      ? `Files stay in ${files.from}: ${originalsText(files)}`
      : `Files would be copied from ${files.from} to ${files.to}: ${originalsText(files)}`,
    target === 'continue' ? `${to} holds a part of a move: it would go on` : `${to} is empty${made}`,
  ]
    .map(plain)
    .join('\n');
}

function originalsText({ originals, bytes }: { originals: number; bytes: number }): string {
  return `${count(originals, 'original')}, ${bytesText(bytes)}`;
}

export function renderMove(move: DoneMove): string {
  const { from, to, tables, seconds } = move;
  const cells = tables.map(({ table, rows, equal, copied }) => [
    table,
    String(rows),
    equal ? 'equal' : 'DIFFERENT',
    copied.toFixed(1),
  ]);
  const rate = (took: number): string => (move.continued || took === 0 ? '' : `, ${perSecond(move.cvs, took)} CVs/s`);
  return [
    ...alignColumns([['table', 'rows', 'hash', 'seconds'], ...cells], [1, 3]),
    `Rows: ${seconds.rows.toFixed(1)} s${rate(seconds.rows)}`,
    `Indexes: ${seconds.indexes.toFixed(1)} s${rate(seconds.indexes)}`,
    `Comparison of all rows: ${seconds.comparison.toFixed(1)} s`,
    filesText(move),
    ...(move.complete ? [`${from} is now at ${to}, too; it was left as it is.`, '', ...next(move)] : []),
  ]
    .map(plain)
    .join('\n');
}

function perSecond(n: number, seconds: number): string {
  return (n / seconds).toFixed(0);
}

function filesText({ files, seconds }: DoneMove): string {
  if (files.stay) return `Files stay in ${files.from}`;
  const moved = `${count(files.originals, 'original')} and ${count(files.uploads, 'upload')}`;
  return `Files: ${moved}, ${bytesText(files.bytes)}, in ${seconds.files.toFixed(1)} s, each read again at ${files.to}`;
}

/** What is to be set, and how the old store is removed when it is no longer needed. */
function next({ from, to, files }: DoneMove): string[] {
  return [
    'From now on:',
    `  CVMATCH_STORE=${to}${isFolder(to) ? '' : '   (with user and password)'}`,
    ...(files.stay ? [] : [`  CVMATCH_FILES=${files.setting}${isFolder(files.to) ? '' : '   (with its options)'}`]),
    `Do not use the old store any more. When it is no longer needed, remove ${oldParts(from, files)}.`,
  ];
}

function oldParts(from: string, files: DoneMove['files']): string {
  const rows = isFolder(from)
    ? `the files store.db* in ${from} and in the folders of its tenants`
    : `the database ${from}`;
  return files.stay ? `${rows}; the files of CVs there are still in use` : `${rows}, and its files in ${files.from}`;
}

function isFolder(where: string): boolean {
  return !/^[a-z]+:\/\//.test(where);
}

/** What is wrong, one line each; none if everything is there. */
export function moveProblems({ to, tables, files }: DoneMove): string[] {
  const different = tables.filter(({ equal }) => !equal);
  return [
    ...different.map(({ table, differs }) => `${table} differs${tenantsText(differs)}`),
    ...files.differs.map((file) => `${file} differs at ${files.to}`),
    ...(different.length > 0
      ? [`${to} stays closed. Was the old store written to since the move began? Run it again with --restart.`]
      : []),
    ...files.damaged.map((file) => `${file} is damaged in ${files.from} and was not moved`),
  ];
}

function tenantsText(tenants: string[]): string {
  const named = tenants.filter((tenant) => tenant !== '');
  return named.length === 0 ? '' : ` (tenant ${named.join(', ')})`;
}
