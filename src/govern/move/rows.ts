import type { MovePosition, MoveSource, MoveTarget } from '../../store/port/move.js';
import { RowHash } from './hash.js';
import { pagesOf } from './pages.js';
import { readerOf, type OrderedPart, type VectorOf } from './parts.js';

/** Both ends of a move. The source is held, the target begun. */
export interface Ends {
  source: MoveSource;
  target: MoveTarget;
  vectorOf: VectorOf;
  signal: AbortSignal;
  /** Called with rows that were copied or compared. */
  onRows: (rows: number) => void;
}

/** One table of all tenants. */
export interface MovedTableReport {
  table: string;
  isIndex: boolean;
  /** Rows in the source. */
  rows: number;
  /** Whether the target has the same rows. */
  equal: boolean;
  /** Tenants of which it has others. */
  differs: string[];
  /** Seconds of copying; of comparing. */
  copied: number;
  compared: number;
}

/**
 * Copies all parts, beginning behind what an earlier call wrote. Each page is one transaction with the position that
 * follows it. Returns seconds by table.
 */
export async function copyParts(ends: Ends, parts: OrderedPart[]): Promise<Map<string, number>> {
  const { at, position } = furthest(parts, await ends.target.positions());
  const seconds = new Map<string, number>();
  for (const [i, part] of parts.entries()) {
    if (i < at || (i === at && position?.done === true)) continue;
    const began = performance.now();
    await copyPart(ends, part, i === at ? position : null);
    const took = (performance.now() - began) / 1000;
    seconds.set(part.table.name, (seconds.get(part.table.name) ?? 0) + took);
  }
  return seconds;
}

async function copyPart(ends: Ends, part: OrderedPart, from: MovePosition | null): Promise<void> {
  const { tenant, table } = part;
  const read = await readerOf(ends.source, part, ends.vectorOf);
  for await (const { rows, after, last } of pagesOf(read, table.keys, from?.after ?? null)) {
    ends.signal.throwIfAborted();
    await ends.target.write(part, rows, { tenant, table: table.name, after, done: last });
    ends.onRows(rows.length);
  }
}

/** Each database of the target says how far it is; they were filled one after the other. */
function furthest(parts: OrderedPart[], positions: MovePosition[]): { at: number; position: MovePosition | null } {
  const placed = positions.map((position) => ({
    position,
    at: parts.findIndex(({ tenant, table }) => tenant === position.tenant && table.name === position.table),
  }));
  return placed.reduce<{ at: number; position: MovePosition | null }>((best, one) => (one.at > best.at ? one : best), {
    at: -1,
    position: null,
  });
}

/** Reads all rows of both ends again and compares them by count and hash. */
export async function compareParts(ends: Ends, parts: OrderedPart[]): Promise<MovedTableReport[]> {
  const reports = new Map<string, MovedTableReport>();
  for (const part of parts) {
    const { name: table } = part.table;
    const fresh = { table, isIndex: part.isIndex, rows: 0, equal: true, differs: [], copied: 0, compared: 0 };
    const report = reports.get(table) ?? fresh;
    reports.set(table, report);
    const began = performance.now();
    const { rows, equal } = await comparePart(ends, part);
    report.compared += (performance.now() - began) / 1000;
    report.rows += rows;
    report.equal &&= equal;
    if (!equal) report.differs.push(part.tenant ?? '');
  }
  return [...reports.values()];
}

async function comparePart(ends: Ends, part: OrderedPart): Promise<{ rows: number; equal: boolean }> {
  const { source, target, vectorOf } = ends;
  const hashes = [new RowHash(), new RowHash()] as const;
  const hashed = async (hash: RowHash, read: Awaited<ReturnType<typeof readerOf>>, asKept: boolean): Promise<void> => {
    for await (const { rows } of pagesOf(read, part.table.keys, null)) {
      ends.signal.throwIfAborted();
      hash.add(asKept ? rows.map((row) => target.kept(part.table.name, row)) : rows);
      if (asKept) ends.onRows(rows.length);
    }
  };
  await Promise.all([
    hashed(hashes[0], await readerOf(source, part, vectorOf), true),
    hashed(hashes[1], (after, limit) => target.read(part, after, limit), false),
  ]);
  const [from, to] = [hashes[0].digest(), hashes[1].digest()];
  return { rows: hashes[0].rows, equal: from === to && hashes[0].rows === hashes[1].rows };
}
