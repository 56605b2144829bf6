import type { Dialect } from '../../retention/reach.js';
import { whereSql } from '../cv/where.js';

/** The values of a statement: those with names, and those of the conditions in their order. */
export interface Given {
  named: Record<string, unknown>;
  listed: unknown[];
}

/** A database of SQLite has one tenant. */
export function dialect(given: Given): Dialect {
  const place = (name: string, value: unknown): string => {
    given.named[name] = value;
    return `@${name}`;
  };
  return {
    own: () => 'true',
    place,
    among: (column, name, values) =>
      `${column} IN (SELECT value FROM json_each(${place(name, JSON.stringify(values))}))`,
    where: (clauses) => {
      const { sql, values } = whereSql(clauses);
      given.listed.push(...values);
      return sql;
    },
    larger: 'max',
    apart: '',
  };
}
