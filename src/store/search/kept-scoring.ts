import type { CvId } from '../../domain/index.js';
import type { ScoringCv } from '../port/index.js';

/** Of all stores of this process together: about 5,000 CVs of usual length. */
const MOST_BYTES = 96 * 2 ** 20;

/**
 * Keys of CVs that were not kept, remembered in each of two spans: those of the last five to ten searches. Eight times as many
 * remember CVs until they come by chance, and keep them for nothing.
 */
const MOST_SEEN = 1024;

interface Kept {
  key: number;
  cv: ScoringCv;
  bytes: number;
}

/**
 * The CVs of one store that searches scored last, as they are scored: loading and decoding them takes longer than scoring
 * them. Whoever asks has dropped before what was written or erased since (docs/decisions/scoring-in-memory.md). All stores
 * of the process share one bound: the store that keeps most gives way, by what it has not used for longest. Once it is full, a
 * CV takes the place of another of its store only when it is asked for again: in a large store most are scored once, and what
 * is kept for a moment is the costliest garbage.
 */
export class KeptScoring {
  /** The least recently used first. */
  private readonly kept = new Map<CvId, Kept>();
  private readonly ids = new Map<number, CvId>();
  private used = 0;
  private seen = new Set<number>();
  private seenBefore = new Set<number>();

  /** `most`: bytes of all stores together. */
  constructor(private readonly most = MOST_BYTES) {}

  get size(): number {
    return this.kept.size;
  }

  get bytes(): number {
    return this.used;
  }

  get(cvId: CvId): ScoringCv | undefined {
    const found = this.kept.get(cvId);
    if (found === undefined) return undefined;
    this.kept.delete(cvId);
    this.kept.set(cvId, found);
    return found.cv;
  }

  /** `key`: the store's own number of the CV, by which `drop` is called. */
  set(key: number, cv: ScoringCv): void {
    const before = this.kept.get(cv.cvId);
    if (before !== undefined) this.drop(before.key);
    this.drop(key);
    const bytes = bytesOf(cv);
    if (ALL.bytes + bytes > this.most && largest() === this && !this.isSeen(key)) return;
    this.kept.set(cv.cvId, { key, cv, bytes });
    this.ids.set(key, cv.cvId);
    this.count(bytes);
    ALL.stores.add(this);
    while (ALL.bytes > this.most) largest()!.dropOldest();
  }

  drop(key: number): void {
    const cvId = this.ids.get(key);
    if (cvId === undefined) return;
    this.count(-this.kept.get(cvId)!.bytes);
    this.kept.delete(cvId);
    this.ids.delete(key);
  }

  clear(): void {
    this.count(-this.used);
    this.kept.clear();
    this.ids.clear();
    this.seen.clear();
    this.seenBefore.clear();
    ALL.stores.delete(this);
  }

  dropOldest(): void {
    const [oldest] = this.kept.values();
    this.drop(oldest!.key);
  }

  /** Whether the CV was wanted a while ago; from now on it was. */
  private isSeen(key: number): boolean {
    if (this.seen.has(key) || this.seenBefore.has(key)) return true;
    if (this.seen.size >= MOST_SEEN) [this.seenBefore, this.seen] = [this.seen, new Set()];
    this.seen.add(key);
    return false;
  }

  private count(bytes: number): void {
    this.used += bytes;
    ALL.bytes += bytes;
  }
}

/** All that keep something. */
const ALL = { stores: new Set<KeptScoring>(), bytes: 0 };

/** The store that keeps most; undefined while none keeps anything. */
function largest(): KeptScoring | undefined {
  let [found] = ALL.stores;
  for (const one of ALL.stores) if (one.bytes > found!.bytes) found = one;
  return found;
}

/**
 * With what scoring adds, measured with `process.memoryUsage`: decoded features (`readFeatures`) take about twice their
 * bytes, and the sum of the vectors is kept with eight bytes per dimension.
 */
function bytesOf({ features, passages, passageVectors }: ScoringCv): number {
  const sum = (8 * passageVectors.values.length) / Math.max(1, passages.length);
  return 3 * features.byteLength + passageVectors.values.byteLength + sum + 54 * passages.length + 1000;
}
