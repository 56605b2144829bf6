import type { StoredModel } from './model.js';

/** Moving a whole store into another one: rows as plain values, table by table in the order of their keys. */

/** What a column holds, the same in every store; a boolean is 0 or 1. */
export type MovedValue = string | number | null | Uint8Array;
export type MovedRow = MovedValue[];

/** The shape of the rows of one table, as read from the database itself. */
export interface MovedTable {
  name: string;
  /** Columns of the key in its order, then all others by name. */
  columns: string[];
  /** How many of the columns are the key. */
  keys: number;
}

/** All rows of one table; of one tenant, or of none. */
export interface MovedPart {
  tenant: string | null;
  table: MovedTable;
}

/** How far a move is: the last key that was written of a part, or the end of the part. */
export interface MovePosition {
  tenant: string | null;
  table: string;
  after: MovedValue[] | null;
  done: boolean;
}

/** Says in the store that a move fills whose rows they are, until it is complete. */
export interface MoveMark {
  /** Name of the workspace that is moved. */
  workspace: string;
  /** For people, without secrets. */
  from: string;
}

/** A store with all its tenants, as one end of a move. Nobody else may have it open. */
export interface MoveSide {
  /** For people: a folder, or a URL without secrets. */
  readonly where: string;
  /** Tells this store from all others of its kind. */
  identity(): Promise<string>;
  /** Tables that belong to no tenant, and those that every tenant has, both by name. */
  tables(): Promise<{ shared: MovedTable[]; own: MovedTable[] }>;
  /** Ids of all tenants; `default` first, then by name. */
  tenants(): Promise<string[]>;
  count(part: MovedPart): Promise<number>;
  /** The rows whose keys follow `after`, in the order of the keys, at most `limit`. */
  read(part: MovedPart, after: MovedValue[] | null, limit: number): Promise<MovedRow[]>;
  close(): Promise<void>;
}

/** The end that is read. From `hold` to `close` nobody can write there. */
export interface MoveSource extends MoveSide {
  /** @throws CvmatchError `store_locked` while another process has the store open. */
  hold(): Promise<void>;
}

/** The end that is filled. It cannot be opened for anything else until `complete`. */
export interface MoveTarget extends MoveSide {
  /** Changes of the tables that `prepare` would make, for people. */
  pending(): Promise<string[]>;
  /** Whether nothing was ever handed in. */
  isEmpty(): Promise<boolean>;
  /** The move that was begun here and is not complete. */
  begun(): Promise<MoveMark | null>;
  /** Makes the store where there is none, and brings its tables up to date. */
  prepare(): Promise<void>;
  begin(mark: MoveMark): Promise<void>;
  /** How far the move is, in each database of the store. */
  positions(): Promise<MovePosition[]>;
  /**
   * Writes rows and the new position, both or neither. `before`: the position that this follows, in the same tenant.
   * @throws CvmatchError `store_locked` if another process moves into this store too.
   */
  write(part: MovedPart, rows: MovedRow[], position: MovePosition): Promise<void>;
  /** A row as this store keeps it; the same row where nothing is different. */
  kept(table: string, row: MovedRow): MovedRow;
  /** Builds the indexes of a tenant that are quicker built at once. May be called again. */
  buildIndexes(tenant: string): Promise<void>;
  /** Empties a store into which a move was begun. */
  empty(): Promise<void>;
  /** The move is verified: from now on this is a store like any other. */
  complete(): Promise<void>;
}

/** Tables that are made anew from the rows of others. */
export const INDEX_TABLES: readonly MovedTable[] = [
  { name: 'vectors', columns: ['generation', 'key', 'vector'], keys: 2 },
];

/** Facts of a store that lie in no table of the same name in every store; one row. */
export const FACTS: MovedTable = {
  name: 'store',
  keys: 0,
  columns: [
    'version',
    'generation',
    'model',
    'exchange',
    'jds',
    'paused_at',
    'last_task',
    'last_jd',
    'last_decision',
    'last_pair',
    'last_act',
    'last_run',
    'last_original',
  ],
};

/** The generations of vectors that a store has by its facts: that in use, and the one that a reindex fills. */
export function generationsIn(facts: MovedRow): { generation: number; dimensions: number }[] {
  const fact = (name: string): MovedValue => facts[FACTS.columns.indexOf(name)]!;
  const [model, exchange] = [fact('model'), fact('exchange')];
  const models = [
    model === null ? null : (JSON.parse(model as string) as StoredModel),
    exchange === null ? null : (JSON.parse(exchange as string) as { model: StoredModel }).model,
  ];
  return models.flatMap((one, i) =>
    one === null ? [] : [{ generation: (fact('generation') as number) + i, dimensions: one.dimensions }],
  );
}

/** The name of the workspace; one row, of no tenant. */
export const WORKSPACE: MovedTable = { name: 'workspace', keys: 0, columns: ['name'] };
