import { alignColumns, bytesText, count, cut } from './text/table.js';
import { duration, milliseconds, whole } from './text/units.js';

interface Answer<T> {
  where: string;
  ok: boolean;
  code: string | null;
  ms: number | null;
  levels: T | null;
}

interface Sizes {
  databases: { name: string; bytes: number; logBytes: number | null; freeBytes: number | null }[];
  tables: { name: string; rows: number | null; deadRows: number | null; bytes: number; indexBytes: number }[];
  indexes: { name: string; table: string; bytes: number; scans: number | null; unused: boolean }[];
  countedSince: string | null;
  statements: { query: string; calls: number; totalMs: number; meanMs: number; maxMs: number }[] | null;
  statementsMissing: string | null;
}

interface Places {
  store: Answer<{
    connections: { used: number; most: number } | null;
    replicas: { name: string | null; state: string | null; lagSeconds: number | null; lagBytes: number | null }[];
    logBytes: number | null;
  }>;
  queue: Answer<{
    offered: number;
    memory: { used: number; most: number | null; policy: string | null } | null;
  }> | null;
  files: Answer<{ disk: { bytes: number; freeBytes: number } | null }>;
  sizes: Sizes | null;
}

/** Rows that are shown of each list; `--json` has more. */
const SHOWN = 10;

/** Store, queue and files as their operator sees them: whether they answer, then the largest, the unused and the slow. */
export function renderPlaces({ store, queue, files, sizes }: Places): string {
  const rows = [
    ['database', answerText(store)],
    ...storeRows(store),
    ['queue', queue === null ? 'in the database' : answerText(queue)],
    ...queueRows(queue),
    ['file storage', answerText(files)],
    ...filesRows(files),
  ];
  return [...alignColumns(rows), ...(sizes === null ? [] : sizeLines(sizes))].join('\n');
}

function answerText({ where, ok, code, ms }: Answer<unknown>): string {
  return ok ? `${where} answers in ${milliseconds(ms!)}` : `${where} DOES NOT ANSWER (${code})`;
}

function storeRows({ levels }: Places['store']): string[][] {
  if (levels === null) return [];
  const { connections, replicas, logBytes } = levels;
  const rows: string[][] = [];
  if (connections !== null) {
    const { used, most } = connections;
    rows.push(['connections', `${used} of ${most} (${Math.round((used / most) * 100)} %)`]);
    rows.push(['replicas', replicas.length === 0 ? 'none' : replicas.map(replicaText).join('; ')]);
  }
  if (logBytes !== null) rows.push(['write-ahead log', bytesText(logBytes)]);
  return rows;
}

function replicaText({
  name,
  state,
  lagSeconds,
  lagBytes,
}: NonNullable<Places['store']['levels']>['replicas'][number]) {
  if (state === null) return 'one that this user may not see (docs/operating.md)';
  const lag = [
    lagSeconds === null ? null : `${duration(lagSeconds)} behind`,
    lagBytes === null ? null : `${bytesText(lagBytes)} to come`,
  ].filter((one) => one !== null);
  return [`${name ?? '-'} ${state}`, ...lag].join(', ');
}

function queueRows(queue: Places['queue']): string[][] {
  if (queue === null || queue.levels === null) return [];
  const { offered, memory } = queue.levels;
  const rows = [['offered there', count(offered, 'task')]];
  if (memory !== null) {
    const { used, most, policy } = memory;
    const limit = most === null ? ', no limit' : ` of ${bytesText(most)} (${Math.round((used / most) * 100)} %)`;
    rows.push(['memory', `${bytesText(used)}${limit}${policy === null ? '' : `, ${policy}`}`]);
  }
  return rows;
}

function filesRows({ levels }: Places['files']): string[][] {
  if (levels === null || levels.disk === null) return [];
  const { bytes, freeBytes } = levels.disk;
  return [['disk', `${bytesText(freeBytes)} free of ${bytesText(bytes)}`]];
}

function sizeLines(sizes: Sizes): string[] {
  return [
    ...block('Databases', ['NAME', 'SIZE', 'LOG', 'FREE'], databaseRows(sizes), [1, 2, 3]),
    ...block('Largest tables', ['TABLE', 'SIZE', 'INDEXES', 'ROWS', 'DEAD ROWS'], tableRows(sizes), [1, 2, 3, 4]),
    ...block('Largest indexes', ['INDEX', 'TABLE', 'SIZE', 'USES'], indexRows(sizes.indexes), [2, 3]),
    ...unusedLines(sizes),
    ...statementLines(sizes),
  ];
}

function block(title: string, head: string[], rows: string[][], right: number[]): string[] {
  return rows.length === 0 ? [] : ['', title, ...alignColumns([head, ...rows.slice(0, SHOWN)], right)];
}

const sized = (bytes: number | null): string => (bytes === null ? '-' : bytesText(bytes));
const counted = (n: number | null): string => (n === null ? '-' : whole(n));

function databaseRows({ databases }: Sizes): string[][] {
  return databases.map(({ name, bytes, logBytes, freeBytes }) => [
    name,
    bytesText(bytes),
    sized(logBytes),
    sized(freeBytes),
  ]);
}

function tableRows({ tables }: Sizes): string[][] {
  return tables.map(({ name, bytes, indexBytes, rows, deadRows }) => [
    name,
    bytesText(bytes),
    bytesText(indexBytes),
    counted(rows),
    counted(deadRows),
  ]);
}

function indexRows(indexes: Sizes['indexes']): string[][] {
  return indexes.map(({ name, table, bytes, scans }) => [name, table, bytesText(bytes), counted(scans)]);
}

/** Only a database that counts uses can say so. */
function unusedLines({ indexes, countedSince }: Sizes): string[] {
  if (indexes.every(({ scans }) => scans === null)) return [];
  const unused = indexes.filter((one) => one.unused);
  const since = countedSince === null ? 'since the database was made' : `since ${countedSince}`;
  if (unused.length === 0) return ['', `No index is unused ${since}.`];
  return block(`Indexes without a use ${since}`, ['INDEX', 'TABLE', 'SIZE', 'USES'], indexRows(unused), [2, 3]);
}

const WIDEST = 100;

function statementLines({ statements, statementsMissing }: Sizes): string[] {
  if (statements === null) return ['', `Slow statements are not known: ${statementsMissing}.`];
  const rows = statements.map(({ query, calls, totalMs, meanMs, maxMs }) => [
    milliseconds(totalMs),
    whole(calls),
    milliseconds(meanMs),
    milliseconds(maxMs),
    cut(query, WIDEST),
  ]);
  return block(
    'Statements that took most time',
    ['TOTAL', 'CALLS', 'MEAN', 'LONGEST', 'STATEMENT'],
    rows,
    [0, 1, 2, 3],
  );
}
