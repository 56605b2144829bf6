import { NotPlain } from './not-plain.js';

/** Bytes of PDF syntax. */
const [OPEN, CLOSE, LESS, GREATER, SLASH, PERCENT, BACKSLASH, BRACKET, MINUS, DOT] = [0x28, 0x29, 0x3c, 0x3e, 0x2f, 0x25, 0x5c, 0x5b, 0x2d, 0x2e];
/** 1 for the bytes that end a number, name or operator: white space and brackets. */
const ENDS = new Uint8Array(256);
for (const byte of [OPEN, CLOSE, LESS, GREATER, SLASH, PERCENT, BRACKET, 0x5d, 0x7b, 0x7d]) ENDS[byte] = 1;
ENDS.fill(1, 0, 33);
const HEX = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i++) {
  HEX[i.toString(16).charCodeAt(0)] = i;
  HEX[i.toString(16).toUpperCase().charCodeAt(0)] = i;
}
const ESCAPES: Record<number, number> = { 0x6e: 10, 0x72: 13, 0x74: 9, 0x62: 8, 0x66: 12 };
const MAX_OPERANDS = 20_000;

/**
 * Walks over a content stream, operator by operator. Between two calls of `next` the operands of the operator lie in
 * `numbers`, arrays laid flat: where `starts[i]` is 0 or more, the ith is the string `strings[starts[i]..ends[i]]` instead.
 */
export class Tokens {
  numbers = new Float64Array(64);
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  strings = new Uint8Array(1024);
  count = 0;
  /** Place of the first name among the operands; none where both are 0. */
  private nameStart = 0;
  private nameEnd = 0;
  private used = 0;
  private at = 0;

  constructor(private readonly stream: Uint8Array) {}

  /** The ith operand, a number. */
  operand(i: number): number {
    if (i >= this.count || this.starts[i]! >= 0) throw new NotPlain();
    return this.numbers[i]!;
  }

  get name(): string {
    let text = '';
    for (let i = this.nameStart; i < this.nameEnd; i++) text += String.fromCharCode(this.stream[i]!);
    return text;
  }

  /** The next operator, its bytes as one number ("Tj" is 0x546a); 0 at the end. Operators are three bytes at most. */
  next(): number {
    const { stream } = this;
    this.count = this.used = this.nameStart = this.nameEnd = 0;
    while (this.at < stream.length) {
      const byte = stream[this.at]!;
      if ((byte >= 0x30 && byte <= 0x39) || byte === MINUS || byte === DOT || byte === 0x2b) this.readNumber();
      else if (byte === LESS) this.readHex();
      else if (byte === OPEN) this.readLiteral();
      else if (byte === SLASH) this.readName();
      else if (byte === PERCENT) this.skipComment();
      else if (ENDS[byte] === 1) this.at++;
      else return this.readOperator();
    }
    return 0;
  }

  private push(number: number, start: number): void {
    if (this.count === this.numbers.length) this.makeRoom();
    this.numbers[this.count] = number;
    this.starts[this.count] = start;
    this.ends[this.count++] = this.used;
  }

  private makeRoom(): void {
    if (this.count >= MAX_OPERANDS) throw new NotPlain();
    const { numbers, starts, ends } = this;
    (this.numbers = new Float64Array(2 * this.count)).set(numbers);
    (this.starts = new Int32Array(2 * this.count)).set(starts);
    (this.ends = new Int32Array(2 * this.count)).set(ends);
  }

  private readNumber(): void {
    const { stream } = this;
    let at = this.at;
    const sign = stream[at] === MINUS ? -1 : 1;
    if (stream[at] === MINUS || stream[at] === 0x2b) at++;
    let value = 0;
    let scale = 0;
    for (; at < stream.length; at++) {
      const byte = stream[at]!;
      if (byte >= 0x30 && byte <= 0x39) {
        value = value * 10 + byte - 0x30;
        scale *= 10;
      } else if (byte === DOT && scale === 0) scale = 1;
      else if (ENDS[byte] === 1) break;
      else throw new NotPlain();
    }
    this.at = at;
    this.push(scale > 1 ? (sign * value) / scale : sign * value, -1);
  }

  private readHex(): void {
    const { stream } = this;
    if (stream[this.at + 1] === LESS) {
      this.at += 2;
      return;
    }
    const start = this.used;
    let high = -1;
    for (this.at++; this.at < stream.length && stream[this.at] !== GREATER; this.at++) {
      const digit = HEX[stream[this.at]!]!;
      if (digit < 0) continue;
      if (high < 0) high = digit;
      else {
        this.store(high * 16 + digit);
        high = -1;
      }
    }
    this.at++;
    if (high >= 0) this.store(high * 16);
    this.push(0, start);
  }

  private readLiteral(): void {
    const { stream } = this;
    const start = this.used;
    let depth = 1;
    for (this.at++; this.at < stream.length; this.at++) {
      const byte = stream[this.at]!;
      if (byte === BACKSLASH) {
        this.readEscape();
        continue;
      }
      if (byte === OPEN) depth++;
      else if (byte === CLOSE && --depth === 0) break;
      this.store(byte);
    }
    this.at++;
    this.push(0, start);
  }

  private readEscape(): void {
    const { stream } = this;
    const byte = stream[++this.at] ?? 0;
    if (byte >= 0x30 && byte <= 0x37) {
      let code = 0;
      let digits = 0;
      for (; digits < 3 && stream[this.at]! >= 0x30 && stream[this.at]! <= 0x37; digits++) code = code * 8 + stream[this.at++]! - 0x30;
      this.at--;
      this.store(code & 255);
    } else if (byte === 13 && stream[this.at + 1] === 10) this.at++;
    else if (byte !== 10 && byte !== 13) this.store(ESCAPES[byte] ?? byte);
  }

  private store(byte: number): void {
    if (this.used === this.strings.length) {
      const longer = new Uint8Array(2 * this.used);
      longer.set(this.strings);
      this.strings = longer;
    }
    this.strings[this.used++] = byte;
  }

  private readName(): void {
    const start = ++this.at;
    while (this.at < this.stream.length && ENDS[this.stream[this.at]!] === 0) this.at++;
    if (this.nameEnd > 0) return;
    this.nameStart = start;
    this.nameEnd = this.at;
  }

  private skipComment(): void {
    while (this.at < this.stream.length && this.stream[this.at] !== 10 && this.stream[this.at] !== 13) this.at++;
  }

  private readOperator(): number {
    let operator = 0;
    let length = 0;
    for (; this.at < this.stream.length && ENDS[this.stream[this.at]!] === 0; this.at++, length++) operator = operator * 256 + this.stream[this.at]!;
    return length <= 3 ? operator : -1;
  }
}
