import { failure, type Outcome, type ProcessedCv } from '../domain/index.js';
import type { ReadFile } from '../files/port.js';
import type { Intake, FileResult } from '../store/port/index.js';
import type { Pool } from '../pool/pool.js';
import { FairShare, type Turn } from '../pool/turns/fair-share.js';

export interface ProcessingParts<Work> {
  intake: Pick<Intake, 'madeWith' | 'readmit' | 'overrides'>;
  pool: Pick<Pool, 'run' | 'turn' | 'capacity'>;
  /** As LoopParts. */
  keyOf: ((work: Work) => string | null) | null;
  fingerprint: string;
  /** The day that "present" means; null: the document's date, else the file's. */
  asOf: string | null;
  /** Takes in also what was removed on request. */
  again: boolean;
}

const NOBODY = { tenant: '', key: null };

/**
 * Turns bytes into an outcome with as little work as possible: none for a CV in the store, and once for equal bytes in
 * progress at the same time. For an upload only what the same API key handed in counts: if the bytes of another key were
 * ready at once, their sender would know of them.
 */
export class Processing<Work> {
  private readonly underWay = new Map<string, Promise<Outcome<ProcessedCv>>>();
  private readonly own: FairShare;

  constructor(private readonly parts: ProcessingParts<Work>) {
    this.own = new FairShare({ places: parts.pool.capacity, ahead: 1, slowPlaces: 0 });
  }

  /** Waits until the work may be taken in hand; null if `signal` aborted first. */
  turn(work: Work, signal: AbortSignal): Promise<Turn | null> {
    const { keyOf, pool } = this.parts;
    return keyOf === null ? this.own.turn(NOBODY, signal) : pool.turn(keyOf(work), signal);
  }

  async outcomeOf(work: Work, read: ReadFile, turn: Turn): Promise<FileResult['outcome']> {
    if (read.size === 0) return failure('empty_file', 'the file is empty');
    const key = this.parts.keyOf?.(work) ?? null;
    const madeWith = await this.parts.intake.madeWith(read.hash, key);
    if (madeWith === this.parts.fingerprint) return { ok: true, known: true };
    if (this.parts.again) await this.parts.intake.readmit(read.hash, key);
    return this.processOnce(read, key, { turn, isKnown: madeWith !== null });
  }

  private processOnce(read: ReadFile, key: string | null, on: Reading): Promise<Outcome<ProcessedCv>> {
    const name = `${key ?? ''} ${read.hash}`;
    const same = this.underWay.get(name);
    if (same !== undefined) return same;
    const processed = this.process(read, on);
    this.underWay.set(name, processed);
    return processed.finally(() => this.underWay.delete(name));
  }

  private async process({ bytes, hash, mtimeMs }: ReadFile, { turn, isKnown }: Reading): Promise<Outcome<ProcessedCv>> {
    const { intake, pool, asOf, keyOf } = this.parts;
    const overrides = isKnown ? await intake.overrides(hash) : [];
    const fallbackDate = new Date(mtimeMs).toISOString().slice(0, 10);
    return pool.run({ kind: 'bytes', bytes, asOf, fallbackDate, overrides }, keyOf === null ? undefined : turn);
  }
}

interface Reading {
  turn: Turn;
  /** Its bytes are a CV already, of which something may have been corrected. */
  isKnown: boolean;
}
