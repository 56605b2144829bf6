import type { Session } from '../database.js';

export interface Table {
  name: string;
  /** Columns of texts. */
  texts: string[];
}

/** Tables of other tenants' vectors have no rows of this one. */
const OWN = (session: Session): string =>
  `(relname !~ '^vectors_[0-9]+_[0-9]+$' OR relname ~ '^vectors_${session.tenant}_[0-9]+$')`;

/** Every table with a column `tenant`, also one that a later version forgets to name. */
export async function ownTables(session: Session): Promise<Table[]> {
  return session.rows<Table>(
    `SELECT relname AS name, coalesce(array_agg(attname::text ORDER BY attnum) FILTER (WHERE atttypid = 'text'::regtype), '{}') AS texts
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
     WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND $1::int IS NOT NULL AND ${OWN(session)}
       AND EXISTS (SELECT 1 FROM pg_attribute AS own WHERE own.attrelid = pg_class.oid AND own.attname = 'tenant' AND own.atttypid = 'int'::regtype)
     GROUP BY relname ORDER BY relname = 'documents' DESC, relname`,
  );
}
