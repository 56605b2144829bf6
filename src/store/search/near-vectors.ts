import { LANES, openByteDot, reserve, type ByteDot, type WasmMemory } from './byte-dot.js';

/** Vectors in one block; those of a block are compared in one call. */
export const BLOCK = 1024;
/** The largest values of a vector and of the query: one byte, and 12 bits, so that no sum exceeds 32 bits. */
const STEPS = 127;
const QUERY_STEPS = 4095;

/** How similar the vectors were to a query when they were compared. */
export interface Compared {
  /** Of the `count` nearest that are wanted, and of all that are about as near as the last; unordered. */
  nearest(count: number, wanted: Pick<Set<number>, 'has'> | null): Map<number, number>;
  /** Undefined for a vector that was not there. */
  of(key: number): number | undefined;
}

/**
 * Vectors of length one, kept in memory to find those most similar to a query. They are kept with one byte per value, so a
 * similarity is right to about 0.003: enough to pick CVs, never to score them.
 */
export class NearVectors {
  private readonly memory: WasmMemory;
  /** Where a vector is put to be encoded; renewed when the memory grows. */
  private float = new Float32Array(0);
  private readonly dot: ByteDot;
  /** Bytes of a vector: its dimensions, filled up with zeros. */
  private readonly bytes: number;
  private readonly places: { query: number; float: number; floats: number; out: number; blocks: number };
  /** What a value of one stands for in each vector. */
  private scales = new Float32Array(0);
  /** 0 in a free slot: keys begin at 1. */
  private keys = new Float64Array(0);
  /** Which slots a search looks at; written anew by each. */
  private passed = new Uint8Array(0);
  private readonly slots = new Map<number, number>();
  private readonly free: number[] = [];
  /** Slots that were ever used. */
  private used = 0;

  constructor(private readonly dimensions: number) {
    this.bytes = Math.ceil(dimensions / LANES) * LANES;
    const float = 2 * this.bytes;
    const floats = float + 4 * this.bytes;
    const out = floats + 4 * this.bytes * BLOCK;
    this.places = { query: 0, float, floats, out, blocks: out + 4 * BLOCK };
    ({ dot: this.dot, memory: this.memory } = openByteDot(this.places.blocks));
  }

  get size(): number {
    return this.slots.size;
  }

  set(key: number, vector: Float32Array): void {
    const slot = this.slots.get(key) ?? this.free.pop() ?? this.used++;
    this.grow(this.used);
    this.slots.set(key, slot);
    this.keys[slot] = key;
    this.float.set(vector);
    this.scales[slot] = this.dot.encode(this.places.float, this.at(slot), this.bytes) / STEPS;
  }

  /** Vectors that lie one after the other, at most `BLOCK`; those whose key is 0 are left out. */
  setAll(keys: ArrayLike<number>, vectors: Float32Array): void {
    const { dimensions, bytes, places, used } = this;
    this.grow(used + keys.length);
    this.used += keys.length;
    const floats = new Float32Array(this.memory.buffer, places.floats, keys.length * bytes);
    if (dimensions === bytes) floats.set(vectors.subarray(0, floats.length));
    else
      for (let i = 0; i < keys.length; i++)
        floats.set(vectors.subarray(i * dimensions, (i + 1) * dimensions), i * bytes);
    this.dot.encodeAll(places.floats, this.at(used), bytes, keys.length, places.out);
    const most = new Float32Array(this.memory.buffer, places.out, keys.length);
    for (let i = 0; i < keys.length; i++) {
      const [key, slot] = [keys[i]!, used + i];
      this.scales[slot] = most[i]! / STEPS;
      this.keys[slot] = key;
      if (key === 0) this.free.push(slot);
      else this.slots.set(key, slot);
    }
  }

  /** Overwrites what is kept of it. */
  drop(key: number): void {
    const slot = this.slots.get(key);
    if (slot === undefined) return;
    this.slots.delete(key);
    this.free.push(slot);
    this.scales[slot] = 0;
    this.keys[slot] = 0;
    new Uint8Array(this.memory.buffer, this.at(slot), this.bytes).fill(0);
  }

  /** Compares all with a query. */
  compare(query: Float32Array): Compared {
    const similar = this.similarities(query);
    return {
      nearest: (count, wanted) => this.nearest(similar, count, wanted),
      of: (key) => similar[this.slots.get(key) ?? Infinity],
    };
  }

  private nearest(similar: Float32Array, count: number, wanted: Pick<Set<number>, 'has'> | null) {
    const { keys } = this;
    const bins = new Uint32Array(BINS);
    let all = 0;
    for (let slot = 0; slot < similar.length; slot++) {
      if (keys[slot] === 0 || (wanted !== null && !wanted.has(keys[slot]!))) this.passed[slot] = 0;
      else {
        this.passed[slot] = 1;
        bins[binOf(similar[slot]!)]! += 1;
        all += 1;
      }
    }
    const least = all <= count ? -Infinity : leastOf(bins, count);
    const found = new Map<number, number>();
    for (let slot = 0; slot < similar.length; slot++)
      if (this.passed[slot] === 1 && similar[slot]! >= least) found.set(keys[slot]!, similar[slot]!);
    return found;
  }

  /** By slot. */
  private similarities(query: Float32Array): Float32Array {
    const unit = this.writeQuery(query);
    const similar = new Float32Array(this.used);
    for (let from = 0; from < this.used; from += BLOCK) {
      const count = Math.min(BLOCK, this.used - from);
      this.dot.products(this.at(from), count, this.bytes, this.places.out);
      const products = new Int32Array(this.memory.buffer, this.places.out, count);
      for (let i = 0; i < count; i++) similar[from + i] = products[i]! * this.scales[from + i]! * unit;
    }
    return similar;
  }

  /** Returns what a value of one stands for. */
  private writeQuery(query: Float32Array): number {
    const most = query.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    const steps = new Int16Array(this.memory.buffer, this.places.query, this.dimensions);
    for (let i = 0; i < this.dimensions; i++) steps[i] = most === 0 ? 0 : Math.round((query[i]! / most) * QUERY_STEPS);
    return most / QUERY_STEPS;
  }

  private at(slot: number): number {
    return this.places.blocks + slot * this.bytes;
  }

  /** So that there are so many slots: by half of what there is, or by a block. */
  private grow(least: number): void {
    if (least <= this.keys.length) return;
    const slots = BLOCK * Math.ceil(Math.max(1.5 * this.keys.length, least) / BLOCK);
    reserve(this.memory, this.at(slots));
    this.float = new Float32Array(this.memory.buffer, this.places.float, this.dimensions);
    this.scales = copied(this.scales, new Float32Array(slots));
    this.keys = copied(this.keys, new Float64Array(slots));
    this.passed = new Uint8Array(slots);
  }
}

function copied<T extends Float32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

const BINS = 8192;

/** A similarity that at least `count` of all in the bins reach: that of the last, rounded down. */
function leastOf(bins: Uint32Array, count: number): number {
  let bin = BINS - 1;
  for (let above = bins[bin]!; above < count && bin > 0;) above += bins[--bin]!;
  return bin === 0 ? -Infinity : (2 * bin) / BINS - 1;
}

/** Similarities are in -1 to 1, or a little beyond by rounding. */
function binOf(similarity: number): number {
  return Math.max(0, Math.min(BINS - 1, Math.floor(((similarity + 1) / 2) * BINS)));
}
