import { DEFAULT_TENANT } from '../../../domain/index.js';
import { openElsewhere } from '../../moved.js';
import type { MovedPart, MovedRow, MovedTable, MovedValue, MoveSide, MoveSource } from '../../port/move.js';
import type { Database } from '../database.js';
import { isOpenElsewhere } from '../index.js';
import { metaOf } from '../meta.js';
import { countRows, readRows, tablesIn } from './tables.js';
import { readFacts } from './facts.js';
import { countIndex, isIndex, readIndex } from './indexes.js';

/** How the databases of a workspace folder are found. */
export interface Databases {
  /** The folder, for people. */
  where: string;
  /** Path of a tenant's database, which may not be there. */
  fileOf(tenant: string): string;
  open(tenant: string): Promise<Database>;
}

/** A workspace folder as one end of a move. */
export class SqliteSide implements MoveSide {
  private readonly opened = new Map<string, Promise<Database>>();

  constructor(protected readonly databases: Databases) {}

  get where(): string {
    return this.databases.where;
  }

  identity(): Promise<string> {
    return Promise.resolve(this.where);
  }

  protected db(tenant: string | null): Promise<Database> {
    const id = tenant ?? DEFAULT_TENANT;
    const opening = this.opened.get(id) ?? this.databases.open(id);
    this.opened.set(id, opening);
    return opening;
  }

  async tables(): Promise<{ shared: MovedTable[]; own: MovedTable[] }> {
    const db = await this.db(null);
    return db.read(() => tablesIn(db));
  }

  async tenants(): Promise<string[]> {
    const db = await this.db(null);
    const rows = db.read(() => db.sql('SELECT id FROM tenants WHERE id <> ? ORDER BY id').all(DEFAULT_TENANT)) as {
      id: string;
    }[];
    return [DEFAULT_TENANT, ...rows.map(({ id }) => id)];
  }

  async count({ tenant, table }: MovedPart): Promise<number> {
    const db = await this.db(tenant);
    return db.read(() => {
      if (table.keys === 0) return 1;
      return isIndex(table) ? countIndex(db) : countRows(db, table);
    });
  }

  async read({ tenant, table }: MovedPart, after: MovedValue[] | null, limit: number): Promise<MovedRow[]> {
    const db = await this.db(tenant);
    return db.read(() => {
      if (table.name === 'store') return [readFacts(db)];
      if (table.name === 'workspace') return [[metaOf(db, 'workspace')]];
      return isIndex(table) ? readIndex(db, after, limit) : readRows(db, table, after, limit);
    });
  }

  /** @throws CvmatchError `store_locked`. */
  protected async requireAlone(tenants: string[]): Promise<void> {
    await this.close();
    for (const tenant of tenants) {
      const file = this.databases.fileOf(tenant);
      if (await isOpenElsewhere(file)) throw openElsewhere(file);
    }
  }

  async close(): Promise<void> {
    for (const [tenant, opening] of this.opened) {
      this.opened.delete(tenant);
      const db = await opening.catch(() => null);
      await db?.close();
    }
  }
}

/** A write transaction in which nothing is written keeps others from writing; they can read. */
export class SqliteSource extends SqliteSide implements MoveSource {
  async hold(): Promise<void> {
    const tenants = await this.tenants();
    await this.requireAlone(tenants);
    for (const tenant of tenants) {
      const db = await this.db(tenant);
      db.read(() => {
        db.exec('BEGIN IMMEDIATE');
      });
    }
  }
}
