import { grown } from '../../domain/index.js';

/**
 * Times in order, each with a number: a growing binary heap in typed arrays, so that ten million events create no
 * garbage.
 */
export class TimeHeap {
  private keys = new Float64Array(64);
  private values = new Float64Array(64);
  size = 0;

  /** The earliest time; Infinity when empty. */
  get first(): number {
    return this.size === 0 ? Infinity : this.keys[0]!;
  }

  push(key: number, value: number): void {
    if (this.size === this.keys.length) this.grow();
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.keys[parent]! <= key) break;
      this.keys[i] = this.keys[parent]!;
      this.values[i] = this.values[parent]!;
      i = parent;
    }
    this.keys[i] = key;
    this.values[i] = value;
  }

  /** Removes the earliest time and returns its number. */
  pop(): number {
    const top = this.values[0]!;
    const key = this.keys[--this.size]!;
    const value = this.values[this.size]!;
    let i = 0;
    for (let child = 1; child < this.size; child = 2 * i + 1) {
      if (child + 1 < this.size && this.keys[child + 1]! < this.keys[child]!) child++;
      if (this.keys[child]! >= key) break;
      this.keys[i] = this.keys[child]!;
      this.values[i] = this.values[child]!;
      i = child;
    }
    this.keys[i] = key;
    this.values[i] = value;
    return top;
  }

  private grow(): void {
    this.keys = grown(this.keys, this.size + 1);
    this.values = grown(this.values, this.size + 1);
  }
}

/** A first-in, first-out queue of numbers: a growing ring buffer. */
export class NumberQueue {
  private ring = new Float64Array(1024);
  private head = 0;
  size = 0;

  push(value: number): void {
    if (this.size === this.ring.length) this.grow();
    this.ring[(this.head + this.size++) % this.ring.length] = value;
  }

  shift(): number {
    const value = this.ring[this.head]!;
    this.head = (this.head + 1) % this.ring.length;
    this.size--;
    return value;
  }

  private grow(): void {
    const bigger = new Float64Array(this.ring.length * 2);
    for (let i = 0; i < this.size; i++) bigger[i] = this.ring[(this.head + i) % this.ring.length]!;
    this.ring = bigger;
    this.head = 0;
  }
}
