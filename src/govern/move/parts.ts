import {
  FACTS,
  generationsIn,
  INDEX_TABLES,
  WORKSPACE,
  type MovedPart,
  type MovedTable,
  type MoveSide,
  type MoveSource,
  type MoveTarget,
} from '../../store/port/move.js';
import type { ReadPage } from './pages.js';

/** A part in the order of moving; `isIndex`: made anew from others. */
export interface OrderedPart extends MovedPart {
  isIndex: boolean;
}

/** The vector of a whole CV from those of its passages. */
export type VectorOf = (passages: Uint8Array, dimensions: number) => Uint8Array;

/** All parts of a store: what belongs to no tenant, then one tenant after the other. */
export async function partsOf(source: MoveSource, target: MoveTarget): Promise<OrderedPart[]> {
  const [from, to] = [await source.tables(), await target.tables()];
  requireSame(from.shared, to.shared);
  requireSame(from.own, to.own);
  const shared = [WORKSPACE, ...from.shared].map((table) => ({ tenant: null, table, isIndex: false }));
  const own = (await source.tenants()).flatMap((tenant) => [
    ...[FACTS, ...from.own].map((table) => ({ tenant, table, isIndex: false })),
    ...INDEX_TABLES.map((table) => ({ tenant, table, isIndex: true })),
  ]);
  return [...shared, ...own];
}

/** Parts of a source alone, for a dry run. */
export async function partsIn(source: MoveSide): Promise<MovedPart[]> {
  const { shared, own } = await source.tables();
  const tenants = await source.tenants();
  return [
    ...shared.map((table) => ({ tenant: null, table })),
    ...tenants.flatMap((tenant) => own.map((table) => ({ tenant, table }))),
  ];
}

/** Both are tables of ours at the newest version, so a difference is a defect: a table or column that one of the stores lacks. */
function requireSame(from: MovedTable[], to: MovedTable[]): void {
  const shape = (tables: MovedTable[]): string[] =>
    tables.map(({ name, columns, keys }) => `${name}(${columns.join(',')};${keys})`).sort();
  const [one, other] = [shape(from), shape(to)];
  const odd = [...one.filter((each) => !other.includes(each)), ...other.filter((each) => !one.includes(each))];
  if (odd.length > 0) throw new Error(`the stores' tables differ: ${odd.join(' ')}`);
}

/** Reads a part of the source as it is written into the target; vectors are made from those of the passages. */
export async function readerOf(source: MoveSource, part: MovedPart, vectorOf: VectorOf): Promise<ReadPage> {
  if (part.table.name !== 'vectors') return (after, limit) => source.read(part, after, limit);
  const scoring = (await source.tables()).own.find(({ name }) => name === 'scoring')!;
  const [generation, key, vectors] = ['generation', 'key', 'vectors'].map((name) => scoring.columns.indexOf(name));
  const [facts] = await source.read({ tenant: part.tenant, table: FACTS }, null, 1);
  const dimensions = new Map(generationsIn(facts!).map((one) => [one.generation, one.dimensions]));
  return async (after, limit) =>
    (await source.read({ tenant: part.tenant, table: scoring }, after, limit)).map((row) => {
      const vector = vectorOf(row[vectors!] as Uint8Array, dimensions.get(row[generation!] as number)!);
      return [row[generation!]!, row[key!]!, vector];
    });
}
