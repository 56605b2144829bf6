/** A server that follows the database's server; in seconds and bytes, null where the server does not say. */
export interface Replica {
  name: string | null;
  /** As PostgreSQL says it (`streaming`, `catchup`), or `disconnected`: the server keeps changes for one that is away. */
  state: string | null;
  lagSeconds: number | null;
  lagBytes: number | null;
}

/** What can be had at once, every few seconds. */
export interface StoreLevels {
  /** Of all clients, and the server's `max_connections`; null where the store is no server. */
  connections: { used: number; most: number } | null;
  replicas: Replica[];
  /** Bytes of the write-ahead logs; null where the server does not say. */
  logBytes: number | null;
}

/** Sizes in bytes; null where the database does not say. */
export interface DatabaseSize {
  /** The tenant whose database it is, or the server's name of the database of all. */
  name: string;
  /** Without the write-ahead log. */
  bytes: number;
  logBytes: number | null;
  /** Of pages in the file that hold nothing. */
  freeBytes: number | null;
}

export interface TableSize {
  name: string;
  /** Live rows, estimated. */
  rows: number | null;
  deadRows: number | null;
  /** Without indexes. */
  bytes: number;
  indexBytes: number;
}

export interface IndexSize {
  name: string;
  table: string;
  bytes: number;
  /** How often it was used since `countedSince`. */
  scans: number | null;
  /** Never used, and neither a key nor there to keep rows unique. */
  unused: boolean;
}

export interface SlowStatement {
  /** With `$1` in the place of each value. */
  query: string;
  calls: number;
  totalMs: number;
  meanMs: number;
  maxMs: number;
}

/** What takes a while, or reads the whole database. The largest of tables and indexes, those of all tenants together. */
export interface StoreSizes {
  databases: DatabaseSize[];
  tables: TableSize[];
  indexes: IndexSize[];
  /** ISO time since which the server counts uses of indexes; null: since it was made, or it does not count. */
  countedSince: string | null;
  /** Those that took the most time together; null where nobody counts, which `statementsMissing` explains. */
  statements: SlowStatement[] | null;
  statementsMissing: string | null;
}

/** Figures of the databases of a workspace, for whoever operates it; of all tenants together. */
export interface FigureRepository {
  /** @throws CvmatchError `store_unreachable` within seconds if the database does not answer. */
  levels(): Promise<StoreLevels>;
  sizes(): Promise<StoreSizes>;
}

/** Most tables and most indexes that are listed, largest first, and most statements. */
export const MOST_LISTED = 100;
export const MOST_STATEMENTS = 10;
