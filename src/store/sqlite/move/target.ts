import { existsSync, rmSync } from 'node:fs';
import { DEFAULT_TENANT } from '../../../domain/index.js';
import { markOf, MOVING, notAlone, openElsewhere, positionOf } from '../../moved.js';
import type { MovedPart, MovedRow, MoveMark, MovePosition, MoveTarget } from '../../port/move.js';
import type { Database } from '../database.js';
import { metaOf, setMeta } from '../meta.js';
import { writeFacts } from './facts.js';
import { isIndex, writeIndex } from './indexes.js';
import { SqliteSide } from './side.js';
import { countRows, insertRows, tablesIn } from './tables.js';

/** How far the move is in one database. */
const AT = 'moving_at';
const FILES = ['', '-wal', '-shm'];

/** The move that is not complete in the database of a workspace folder. */
export function moveInto(db: Database): MoveMark | null {
  return db.read(() => markOf(metaOf(db, MOVING)));
}

function isEmpty(db: Database): boolean {
  const { shared, own } = tablesIn(db);
  const tables = [...own, ...shared.filter(({ name }) => name !== 'tenants')];
  const others = db.sql('SELECT 1 FROM tenants WHERE id <> ?').get(DEFAULT_TENANT) !== undefined;
  return !others && tables.every((table) => countRows(db, table) === 0);
}

/** A workspace folder that a move fills. */
export class SqliteTarget extends SqliteSide implements MoveTarget {
  private readonly written = new Map<string, string>();

  private get isThere(): boolean {
    return existsSync(this.databases.fileOf(DEFAULT_TENANT));
  }

  pending(): Promise<string[]> {
    return Promise.resolve(this.isThere ? [] : ['the store as it began']);
  }

  async isEmpty(): Promise<boolean> {
    if (!this.isThere) return true;
    const db = await this.db(null);
    return db.read(() => isEmpty(db));
  }

  async begun(): Promise<MoveMark | null> {
    return this.isThere ? moveInto(await this.db(null)) : null;
  }

  async prepare(): Promise<void> {
    if (this.isThere) await this.requireAlone([DEFAULT_TENANT]);
    await this.db(null);
  }

  async begin(mark: MoveMark): Promise<void> {
    const db = await this.db(null);
    await db.write(() => {
      // Somebody may have handed something in since it was looked at.
      if (!isEmpty(db)) throw openElsewhere(this.where);
      setMeta(db, MOVING, JSON.stringify(mark));
      for (const table of ['tenants', 'cache']) db.sql(`DELETE FROM ${table}`).run();
    });
  }

  async positions(): Promise<MovePosition[]> {
    const positions: MovePosition[] = [];
    for (const tenant of await this.tenants()) {
      if (!existsSync(this.databases.fileOf(tenant))) continue;
      const db = await this.db(tenant);
      const json = db.read(() => metaOf(db, AT));
      if (json === null) continue;
      this.written.set(tenant, json);
      positions.push(positionOf(json)!);
    }
    return positions;
  }

  async write({ tenant, table }: MovedPart, rows: MovedRow[], position: MovePosition): Promise<void> {
    const id = tenant ?? DEFAULT_TENANT;
    const db = await this.db(id);
    const next = JSON.stringify(position);
    await db.write(() => {
      if (metaOf(db, AT) !== (this.written.get(id) ?? null)) throw notAlone(this.where);
      setMeta(db, AT, next);
      if (table.name === 'store') writeFacts(db, rows[0]!);
      else if (table.name === 'workspace') setMeta(db, 'workspace', rows[0]![0] as string);
      else if (isIndex(table)) writeIndex(db, rows);
      else insertRows(db, table, rows);
    });
    this.written.set(id, next);
  }

  kept(_table: string, row: MovedRow): MovedRow {
    return row;
  }

  /** The indexes were built row by row; what is in the log goes into the file. */
  async buildIndexes(tenant: string): Promise<void> {
    await (await this.db(tenant)).truncateLog();
  }

  async empty(): Promise<void> {
    const tenants = await this.tenants();
    await this.requireAlone(tenants);
    this.written.clear();
    // That of `default`, which has the mark, goes last.
    for (const tenant of tenants.reverse())
      for (const suffix of FILES) rmSync(this.databases.fileOf(tenant) + suffix, { force: true });
  }

  /** The mark that counts is in the database of `default`, which comes first. */
  async complete(): Promise<void> {
    for (const tenant of await this.tenants()) {
      const db = await this.db(tenant);
      await db.write(() => {
        setMeta(db, AT, null);
        setMeta(db, MOVING, null);
      });
    }
  }
}
