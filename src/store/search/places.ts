/**
 * Numbers keys of CVs in the order in which they come, for lists of thousands: by a table of numbers (open addressing), which
 * is faster than a Map and leaves no garbage. One is used by one search after the other.
 */
export class Places {
  /** By place. */
  keys = new Float64Array(1024);
  size = 0;
  /** The place of a key plus one; 0: free. Twice as many as keys, so that few are tried. */
  private slots = new Int32Array(2 * this.keys.length);

  /** Empties it, and makes room for so many keys. */
  reset(most: number): void {
    this.size = 0;
    if (this.keys.length >= most) this.slots.fill(0);
    else {
      this.keys = new Float64Array(2 ** Math.ceil(Math.log2(most)));
      this.slots = new Int32Array(2 * this.keys.length);
    }
  }

  /** A key that is new gets the next place. */
  of(key: number): number {
    const { slots, keys } = this;
    const mask = slots.length - 1;
    let at = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    for (let place = slots[at]!; place !== 0; place = slots[at]!) {
      if (keys[place - 1] === key) return place - 1;
      at = (at + 1) & mask;
    }
    keys[this.size] = key;
    slots[at] = ++this.size;
    return this.size - 1;
  }
}
