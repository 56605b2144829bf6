import { END, figuresFrom, pageOf, SAMPLE } from '../../audit/pages.js';
import { idAt, type AuditRow } from '../../audit/record.js';
import { MOST_LOOKED_AT, type AuditFigures, type AuditPage, type AuditQuery } from '../../port/index.js';
import type { Session } from '../database.js';
import { COLUMNS } from './append.js';
import { chainOf } from './chain.js';

const CONDITIONS = {
  actor: (place: string) => `actor = ${place}`,
  action: (place: string) => `action = ${place}`,
  outcome: (place: string) => `outcome = ${place}`,
  jd: (place: string) => `jd = ${place}`,
  // All pseudonyms are of one length, so that none is a part of another.
  cv: (place: string) => `strpos(cvs, ${place}) > 0`,
} as const;

type Condition = keyof typeof CONDITIONS;

export async function list(session: Session, query: AuditQuery): Promise<AuditPage> {
  const { order, after, limit, since, until } = query;
  const newest = order === 'newest';
  // A partition of a month goes when no tenant needs it any more; what is cleaned is gone before.
  const cleaned = (await chainOf(session))?.cleaned ?? 0;
  const range = [
    since === undefined ? '' : idAt(since),
    newest ? '' : (after ?? ''),
    until === undefined ? END : idAt(until),
    newest ? (after ?? END) : END,
  ];
  const part = (table: string, more = ''): string =>
    `SELECT ${COLUMNS} FROM ${table} WHERE tenant = $1 AND id >= $2 AND id > $3 AND id < $4 AND id < $5 ${more}`;
  const way = newest ? 'DESC' : 'ASC';
  const looked = (count: string): string =>
    `(${part('audit_records', `AND seal > ${cleaned}`)} ORDER BY id ${way} LIMIT ${count}) UNION ALL
     (${part('audit_open')} ORDER BY id ${way} LIMIT ${count}) ORDER BY id ${way} LIMIT ${count}`;
  const asked = (Object.keys(CONDITIONS) as Condition[]).filter((name) => query[name] !== undefined);
  if (asked.length === 0)
    return pageOf(await session.rows<AuditRow>(looked('$6::int'), ...range, limit + 1), limit, null);
  const where = asked.map((name, i) => CONDITIONS[name](`$${i + 8}::text`)).join(' AND ');
  const found = await session.rows<AuditRow>(
    `SELECT ${COLUMNS} FROM (${looked('$6::int')}) AS looked WHERE ${where} ORDER BY id ${way} LIMIT $7`,
    ...range,
    MOST_LOOKED_AT,
    limit + 1,
    ...asked.map((name) => query[name]),
  );
  if (found.length > limit) return pageOf(found, limit, null);
  const last = await session.row<{ id: string }>(
    `SELECT id FROM (${looked('$6::int')}) AS looked ORDER BY id ${way} OFFSET $7 LIMIT 1`,
    ...range,
    MOST_LOOKED_AT,
    MOST_LOOKED_AT - 1,
  );
  return pageOf(found, limit, last?.id ?? null);
}

/** What pages and keys add to the length of a record. Tenants share the tables, so that no table tells. */
const OVERHEAD = 1.4;

export async function figuresOf(session: Session): Promise<AuditFigures> {
  const { sealed, open, bytes, first, waiting } = (await session.row<{
    sealed: number;
    open: number;
    bytes: number | null;
    first: string | null;
    waiting: string | null;
  }>(
    `SELECT (SELECT coalesce(sum(records), 0) FROM audit_seals WHERE tenant = $1) AS sealed,
       (SELECT count(*) FROM audit_open WHERE tenant = $1) AS open,
       (SELECT avg(length(id) + length(actor) + length(detail) + length(jd) + length(cvs) + length(origin) + length(mac) + 40)
        FROM (SELECT * FROM audit_records WHERE tenant = $1 AND id >= '' ORDER BY id DESC LIMIT ${SAMPLE}) AS sample) AS bytes,
       (SELECT min(first) FROM (SELECT first FROM audit_seals WHERE tenant = $1 ORDER BY number LIMIT 10) AS early) AS first,
       (SELECT id FROM audit_open WHERE tenant = $1 ORDER BY id LIMIT 1) AS waiting`,
  ))!;
  const oldest = [first, waiting];
  return figuresFrom({ sealed, open, bytes: bytes && bytes * OVERHEAD, oldest }, await chainOf(session));
}
