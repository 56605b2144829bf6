import type { AuditSeal } from '../../audit/chain.js';
import { SEAL_COLUMNS } from '../../audit/chain.js';
import type { AuditRow } from '../../audit/record.js';
import type { AuditLog } from '../../port/index.js';
import type { Database } from '../database.js';
import { appendFacts, COLUMNS, insertRows, keyOf, knownKey } from './append.js';
import { chainOf, cleanSome, sealNext } from './chain.js';
import { figuresOf, list } from './list.js';

export function sqliteAudit(db: Database): AuditLog {
  return {
    key: async () => (await db.reading(() => knownKey(db))) ?? db.write(() => keyOf(db)),
    note: (facts) =>
      db.write(() => {
        appendFacts(db, facts);
      }),
    take: (rows) => db.write(() => insertRows(db, rows)),
    list: (query) => db.reading(() => list(db, query)),
    seal: () => db.write(() => sealNext(db)),
    clean: (before) => db.write(() => cleanSome(db, before)),
    figures: () => db.reading(() => figuresOf(db)),
    chain: () => db.reading(() => chainOf(db)),
    seals: (after, limit) =>
      db.reading(
        () =>
          db
            .sql(`SELECT ${SEAL_COLUMNS.join(', ')} FROM audit_seals WHERE number > ? ORDER BY number LIMIT ?`)
            .all(after, limit) as AuditSeal[],
      ),
    segment: ({ number, first, last }) =>
      db.reading(
        () =>
          db
            .sql(`SELECT ${COLUMNS} FROM audit_records WHERE id >= ? AND id <= ? AND seal = ? ORDER BY id`)
            .all(first, last, number) as AuditRow[],
      ),
    open: (after, limit) =>
      db.reading(
        () =>
          db.sql(`SELECT ${COLUMNS} FROM audit_open WHERE id > ? ORDER BY id LIMIT ?`).all(after, limit) as AuditRow[],
      ),
    countSealed: (after, upTo) =>
      db.reading(
        () =>
          (
            db.sql('SELECT count(*) AS n FROM audit_records WHERE seal > ? AND seal <= ?').get(after, upTo) as {
              n: number;
            }
          ).n,
      ),
  };
}
