import type { PoolClient } from 'pg';
import { isMoved, movedTable } from '../../moved.js';
import type { MovedRow, MovedTable, MovedValue } from '../../port/move.js';

/** A table with what its columns are of. */
export interface TypedTable extends MovedTable {
  types: string[];
}

interface ColumnRow {
  name: string;
  columns: string[];
  types: string[];
  key: string[];
}

/** Read from the catalogue. Tables of one tenant have its number in front, which is not moved. */
export async function tablesIn(client: PoolClient): Promise<{ shared: TypedTable[]; own: TypedTable[] }> {
  const { rows } = await client.query<ColumnRow>(
    `SELECT relname::text AS name, array_agg(attname::text ORDER BY attnum) AS columns,
       array_agg(format_type(atttypid, NULL) ORDER BY attnum) AS types,
       (SELECT array_agg(own.attname::text ORDER BY place) FROM pg_index, unnest(indkey) WITH ORDINALITY AS part(number, place)
          JOIN pg_attribute AS own ON own.attnum = number
        WHERE indrelid = pg_class.oid AND own.attrelid = pg_class.oid AND indisprimary AND place <= indnkeyatts) AS key
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
     WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = current_schema()::regnamespace GROUP BY pg_class.oid, relname ORDER BY relname COLLATE "C"`,
  );
  const tables = rows.filter(({ name }) => isMoved(name)).map((row) => ({ row, own: row.key[0] === 'tenant' }));
  return {
    shared: tables.filter(({ own }) => !own).map(({ row }) => typed(row)),
    own: tables.filter(({ own }) => own).map(({ row }) => typed(withoutTenant(row))),
  };
}

function withoutTenant({ name, columns, types, key }: ColumnRow): ColumnRow {
  const at = columns.indexOf('tenant');
  return { name, columns: columns.toSpliced(at, 1), types: types.toSpliced(at, 1), key: key.slice(1) };
}

function typed({ name, columns, types, key }: ColumnRow): TypedTable {
  const table = movedTable(name, columns, key);
  return { ...table, types: table.columns.map((column) => types[columns.indexOf(column)]!) };
}

/** The text of a CV lies in bytes, since a text of PostgreSQL cannot hold the character 0. */
function isTextInBytes({ name }: MovedTable, column: string): boolean {
  return name === 'documents' && column === 'text';
}

/** A row as it comes from the driver. */
export function movedRow(table: MovedTable, row: unknown[]): MovedRow {
  return row.map((value, i) => {
    if (typeof value === 'boolean') return Number(value);
    return Buffer.isBuffer(value) && isTextInBytes(table, table.columns[i]!) ? value.toString() : (value as MovedValue);
  });
}

/** A row as the driver takes it. */
export function storedRow(table: MovedTable, row: MovedRow): unknown[] {
  return row.map((value, i) => {
    if (typeof value === 'string' && isTextInBytes(table, table.columns[i]!)) return Buffer.from(value);
    return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
  });
}

/** As these tables keep a row: without the character 0 in texts, and a task of the first stores with a time. */
export function keptRow(table: TypedTable, row: MovedRow): MovedRow {
  const at = (column: string): number => table.columns.indexOf(column);
  const kept = row.map((value, i) =>
    typeof value === 'string' && table.types[i] === 'text' ? value.replaceAll('\0', '\ufffd') : value,
  );
  if (table.name === 'tasks') kept[at('created_at')] ??= kept[at('updated_at')]!;
  return kept;
}

/** `own`: whether $1 is the tenant. In the order of the keys. */
export async function readRows(
  client: PoolClient,
  { name, columns, keys }: MovedTable,
  { tenant, after, limit }: { tenant: number | null; after: MovedValue[] | null; limit: number },
): Promise<unknown[][]> {
  const key = columns.slice(0, keys);
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    ...(tenant === null ? [] : [`tenant = ${place(tenant)}`]),
    ...(after === null ? [] : [`(${key.join(', ')}) > (${after.map(place).join(', ')})`]),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const { rows } = await client.query<unknown[]>({
    text: `SELECT ${columns.join(', ')} FROM ${name} ${where} ORDER BY ${key.join(', ')} LIMIT ${place(limit)}`,
    values,
    rowMode: 'array',
  });
  return rows;
}

/** Of one statement; PostgreSQL's limit is 65,535. */
const MOST_PARAMETERS = 30_000;

export async function insertRows(
  client: PoolClient,
  table: TypedTable,
  tenant: number | null,
  rows: MovedRow[],
): Promise<void> {
  const own = tenant === null ? { columns: [], values: [] } : { columns: ['tenant'], values: [tenant] };
  const into = `INSERT INTO ${table.name} (${[...own.columns, ...table.columns].join(', ')})`;
  const stored = rows.map((row) => storedRow(table, row));
  if (!table.types.includes('bytea')) {
    const columns = table.columns.map((_, i) => stored.map((row) => row[i]));
    const arrays = table.types.map((type, i) => `$${i + 1 + own.values.length}::${type}[]`).join(', ');
    await client.query(`${into} SELECT ${tenant === null ? '' : '$1::int, '}* FROM unnest(${arrays})`, [
      ...own.values,
      ...columns,
    ]);
    return;
  }
  // Bytes in an array would be sent as text of twice their length.
  const most = Math.floor(MOST_PARAMETERS / table.columns.length);
  for (let from = 0; from < stored.length; from += most) {
    const some = stored.slice(from, from + most);
    const first = own.values.length + 1;
    const places = some.map((row, n) => {
      const each = row.map((_, i) => `$${first + n * row.length + i}`).join(', ');
      return tenant === null ? `(${each})` : `($1, ${each})`;
    });
    await client.query(`${into} VALUES ${places.join(', ')}`, [...own.values, ...some.flat()]);
  }
}
