import { KeptScoring } from '../../search/kept-scoring.js';
import { BLOCK, NearVectors } from '../../search/near-vectors.js';
import type { ScoringCv } from '../../port/index.js';
import type { Database, Session, StoreState } from '../database.js';
import { floatsOfHalves } from './halves.js';
import { WordMemory } from '../../search/words/memory.js';
import type { WordSums } from '../../search/words/sums.js';
import { changedBetween, MOST_CHANGES } from './changes.js';
import { Lists } from './lists.js';
import { vectorTable } from './vectors.js';
import { wordSums } from './words.js';

/**
 * What searches of this process keep of the store in memory, checked before each one against the row of the store, which
 * says which change was the last. The first search asks the database alone, since a command that searches once should not
 * read all vectors. At the second, reading them begins; searches go on asking the database until they are there.
 */
export class SearchMemory {
  private held: Held | null = null;
  private loading = false;
  private searches = 0;
  private lists = new Lists('');
  private readonly words = new WordMemory();
  private readonly scored = { generation: -1, change: -1, kept: new KeptScoring() };
  /** Changes are applied by one search after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly db: Database) {}

  /** For one search: empty after every change. */
  listsNow({ state }: Session): Lists {
    const stamp = Lists.stampOf(state);
    if (this.lists.stamp !== stamp) this.lists = new Lists(stamp);
    return this.lists;
  }

  /** The vectors as they are now; null if the database is to be asked. */
  async vectors(session: Session): Promise<NearVectors | null> {
    const { state } = session;
    const { held } = this;
    this.searches += 1;
    if (held !== null && isOf(held, session)) {
      const turn = this.turn.then(() => follow(session, held));
      this.turn = turn.catch(() => undefined);
      if (await turn) return held.vectors;
      this.held = null;
    }
    const bytes = state.cvs * (state.model?.dimensions ?? 0);
    if (!this.loading && this.searches > 1 && bytes <= MOST_BYTES) void this.load(session);
    return null;
  }

  /** The CVs of the current generation as they are scored, as far as they are kept; null if the session sees an older state. */
  async scoring(session: Session): Promise<KeptScoring | null> {
    const turn = this.turn.then(() => forget(session, this.scored));
    this.turn = turn.catch(() => undefined);
    return (await turn) ? this.scored.kept : null;
  }

  /** What these words say of every CV; a session that sees an older state than what is kept reads by itself. */
  async wordSums(session: Session, hashes: readonly number[]): Promise<WordSums> {
    const turn = this.turn.then(() =>
      wordSums(session, this.words.isAfter(session.state) ? new WordMemory() : this.words, hashes),
    );
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  /** Keeps what a session has read, unless another one has seen a later state meanwhile. */
  keep({ generation, change }: StoreState, key: number, cv: ScoringCv): void {
    const { scored } = this;
    if (!this.db.isClosed && scored.generation === generation && scored.change === change) scored.kept.set(key, cv);
  }

  close(): void {
    this.held = null;
    this.lists = new Lists('');
    this.words.clear();
    this.scored.kept.clear();
  }

  /** A failure is not told: the next search tries again. */
  private async load({ state: { generation, model } }: Session): Promise<void> {
    this.loading = true;
    try {
      this.held = await readAll(this.db, generation, model!.dimensions);
    } catch {
      this.held = null;
    } finally {
      this.loading = false;
    }
  }
}

/** Of one process and tenant; beyond, the index of the database answers. */
const MOST_BYTES = 256 * 2 ** 20;

interface Held {
  generation: number;
  dimensions: number;
  /** The last change that is in it. */
  change: number;
  vectors: NearVectors;
}

function isOf({ generation, dimensions }: Held, { state }: Session): boolean {
  return generation === state.generation && dimensions === state.model?.dimensions;
}

interface Scored {
  generation: number;
  /** The last change of which nothing older is kept. */
  change: number;
  kept: KeptScoring;
}

/** Drops what was written or erased up to the state that the session sees; false if that is older than what is kept. */
async function forget(session: Session, scored: Scored): Promise<boolean> {
  const { generation, change } = session.state;
  if (generation < scored.generation || (generation === scored.generation && change < scored.change)) return false;
  if (generation > scored.generation || change - scored.change > MOST_CHANGES) scored.kept.clear();
  else if (change > scored.change && scored.kept.size > 0)
    for (const key of (await changedBetween(session, scored.change, change)) ?? []) scored.kept.drop(key);
  Object.assign(scored, { generation, change });
  return true;
}

/** Applies the changes since the last search; false if all must be read again. */
async function follow(session: Session, held: Held): Promise<boolean> {
  const { change } = session.state;
  // Another search has seen a later state already.
  if (change <= held.change) return true;
  if (change - held.change > MOST_CHANGES) return false;
  const rows = await session.rows<{ key: number; vector: Buffer | null }>(
    `SELECT key, halfvec_send(vector) AS vector FROM (SELECT DISTINCT key FROM changes WHERE tenant = $1 AND id > $2 AND id <= $3) AS changed
       LEFT JOIN ${vectorTable(session, held.generation)} AS now USING (key)`,
    held.change,
    change,
  );
  for (const { key, vector } of rows)
    if (vector === null) held.vectors.drop(key);
    else held.vectors.set(key, floatsOfHalves(vector, HEAD, held.dimensions));
  held.change = change;
  return true;
}

/** Bytes before the values of a vector as it is sent. */
const HEAD = 4;

/**
 * In several transactions, so that none is open for long. Null if the model was exchanged meanwhile, or the store closed.
 * What was changed meanwhile is in the table of changes.
 */
async function readAll(db: Database, generation: number, dimensions: number): Promise<Held | null> {
  const vectors = new NearVectors(dimensions);
  let change: number | null = null;
  for (let last = 0; ;) {
    if (db.isClosed) return null;
    const block = await db.stale(async (session) => {
      if (session.state.generation !== generation) return null;
      change ??= session.state.change;
      const row = await session.row<{ keys: number[]; vectors: Buffer | null }>(
        `SELECT coalesce(array_agg(key ORDER BY key), '{}') AS keys, string_agg(substring(halfvec_send(vector) FROM ${HEAD + 1}), ''::bytea ORDER BY key) AS vectors
         FROM (SELECT key, vector FROM ${vectorTable(session, generation)} WHERE tenant = $1 AND key > $2 ORDER BY key LIMIT ${BLOCK}) AS found`,
        last,
      );
      return row!;
    });
    if (block === null) return null;
    const { keys, vectors: bytes } = block;
    if (bytes !== null) vectors.setAll(keys, floatsOfHalves(bytes, 0, keys.length * dimensions));
    if (keys.length < BLOCK) return { generation, dimensions, change: change!, vectors };
    last = keys.at(-1)!;
  }
}
