import { END, figuresFrom, pageOf, SAMPLE } from '../../audit/pages.js';
import { idAt, type AuditRow } from '../../audit/record.js';
import { MOST_LOOKED_AT, type AuditFigures, type AuditPage, type AuditQuery } from '../../port/index.js';
import type { Database } from '../database.js';
import { COLUMNS } from './append.js';
import { chainOf } from './chain.js';

const CONDITIONS = {
  actor: 'actor = @actor',
  action: 'action = @action',
  outcome: 'outcome = @outcome',
  jd: 'jd = @jd',
  // All pseudonyms are of one length, so that none is a part of another.
  cv: 'instr(cvs, @cv) > 0',
} as const;

type Condition = keyof typeof CONDITIONS;

export function list(db: Database, query: AuditQuery): AuditPage {
  const { order, after, limit, since, until } = query;
  const newest = order === 'newest';
  const asked = (Object.keys(CONDITIONS) as Condition[]).filter((name) => query[name] !== undefined);
  // One bound at each end: of two, SQLite might search by the one that leaves out less.
  const [from, to] = [since === undefined ? '' : idAt(since, ''), until === undefined ? END : idAt(until, '')];
  const range = {
    above: newest || after === undefined || after < from ? from : after,
    below: newest && after !== undefined && after < to ? after : to,
  };
  const part = (table: string): string => `SELECT ${COLUMNS} FROM ${table} WHERE id > @above AND id < @below`;
  const all = `${part('audit_records')} UNION ALL ${part('audit_open')} ORDER BY id ${newest ? 'DESC' : 'ASC'}`;
  if (asked.length === 0) return pageOf(rows(db, `${all} LIMIT +@limit`, { ...range, limit: limit + 1 }), limit, null);
  const given = { ...range, ...Object.fromEntries(asked.map((name) => [name, query[name]])) };
  const found = rows(
    db,
    `SELECT ${COLUMNS} FROM (${all} LIMIT +@looked) WHERE ${asked.map((name) => CONDITIONS[name]).join(' AND ')} LIMIT +@limit`,
    { ...given, looked: MOST_LOOKED_AT, limit: limit + 1 },
  );
  const [last] = rows(db, `${all} LIMIT 1 OFFSET +@looked`, { ...range, looked: MOST_LOOKED_AT - 1 });
  return pageOf(found, limit, last?.id ?? null);
}

function rows(db: Database, sql: string, values: Record<string, unknown>): AuditRow[] {
  return db.sql(sql).all(values) as AuditRow[];
}

/** What pages and keys add to the length of a record. */
const OVERHEAD = 1.2;

export function figuresOf(db: Database): AuditFigures {
  const one = <T>(sql: string, ...values: unknown[]): T => db.sql(sql).get(...values) as T;
  const { sealed } = one<{ sealed: number }>('SELECT coalesce(sum(records), 0) AS sealed FROM audit_seals');
  const { open } = one<{ open: number }>('SELECT count(*) AS open FROM audit_open');
  const { bytes } = one<{ bytes: number | null }>(
    `SELECT avg(length(id) + length(actor) + length(detail) + length(jd) + length(cvs) + length(origin) + length(mac) + 30) AS bytes
     FROM (SELECT * FROM audit_records WHERE id >= '' ORDER BY id DESC LIMIT ${SAMPLE})`,
  );
  const oldest = [
    one<{ id: string } | undefined>("SELECT id FROM audit_records WHERE id >= '' ORDER BY id LIMIT 1"),
    one<{ id: string } | undefined>('SELECT id FROM audit_open ORDER BY id LIMIT 1'),
  ].map((row) => row?.id ?? null);
  return figuresFrom({ sealed, open, bytes: bytes && bytes * OVERHEAD, oldest }, chainOf(db));
}
