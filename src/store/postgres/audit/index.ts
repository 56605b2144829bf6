import { SEAL_COLUMNS, type AuditSeal } from '../../audit/chain.js';
import type { AuditRow } from '../../audit/record.js';
import type { AuditLog } from '../../port/index.js';
import type { Database } from '../database.js';
import { appendFacts, COLUMNS, keyOf, knownKey, takeRows } from './append.js';
import { chainOf, sealNext } from './chain.js';
import { cleanSome } from './clean.js';
import { figuresOf, list } from './list.js';
import { ensureMonth } from './months.js';

export function postgresAudit(db: Database): AuditLog {
  return {
    key: async () => (await db.read(knownKey)) ?? db.write(keyOf),
    note: (facts) => db.write((session) => appendFacts(session, facts)),
    take: (rows) => db.write((session) => takeRows(session, rows)),
    list: (query) => db.read((session) => list(session, query)),
    seal: async () => {
      await ensureMonth(db);
      return db.write(sealNext);
    },
    clean: (before) => cleanSome(db, before),
    figures: () => db.read(figuresOf),
    chain: () => db.read((session) => chainOf(session)),
    seals: (after, limit) =>
      db.read((session) =>
        session.rows<AuditSeal>(
          `SELECT ${SEAL_COLUMNS.join(', ')} FROM audit_seals WHERE tenant = $1 AND number > $2 ORDER BY number LIMIT $3`,
          after,
          limit,
        ),
      ),
    segment: ({ number, first, last }) =>
      db.read((session) =>
        session.rows<AuditRow>(
          `SELECT ${COLUMNS} FROM audit_records WHERE tenant = $1 AND id >= $2 AND id <= $3 AND seal = $4 ORDER BY id`,
          first,
          last,
          number,
        ),
      ),
    open: (after, limit) =>
      db.read((session) =>
        session.rows<AuditRow>(
          `SELECT ${COLUMNS} FROM audit_open WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3`,
          after,
          limit,
        ),
      ),
    countSealed: (after, upTo) =>
      db.read(
        async (session) =>
          (await session.row<{ n: number }>(
            'SELECT count(*) AS n FROM audit_records WHERE tenant = $1 AND seal > $2 AND seal <= $3',
            after,
            upTo,
          ))!.n,
      ),
  };
}
