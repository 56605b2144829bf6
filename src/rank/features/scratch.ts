/**
 * Room for flags and numbers of one CV after the other, so that scoring makes no garbage. What `take` gives is valid until
 * the next call of the same room.
 */
export class Scratch<T extends Uint8Array | Int32Array> {
  private room: T;

  constructor(private readonly make: (length: number) => T) {
    this.room = make(1024);
  }

  /** So many values, all of them `value`. */
  take(length: number, value: number): T {
    if (this.room.length < length) this.room = this.make(2 * length);
    this.room.fill(value, 0, length);
    return this.room;
  }
}
