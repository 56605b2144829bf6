import { grown } from '../../../domain/index.js';
import { NotPlain } from './not-plain.js';
import { ENDS } from './objects.js';

/** Bytes of PDF syntax. */
const [OPEN, CLOSE, LESS, GREATER, SLASH, PERCENT, BACKSLASH, PLUS, MINUS, DOT, ZERO, NINE, SPACE] = [
  0x28, 0x29, 0x3c, 0x3e, 0x2f, 0x25, 0x5c, 0x2b, 0x2d, 0x2e, 0x30, 0x39, 0x20,
];
const HEX = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i++) {
  HEX[i.toString(16).charCodeAt(0)] = i;
  HEX[i.toString(16).toUpperCase().charCodeAt(0)] = i;
}
const SEVEN = 0x37;
const ESCAPES: Record<number, number> = { 0x6e: 10, 0x72: 13, 0x74: 9, 0x62: 8, 0x66: 12 };
const MAX_OPERANDS = 20_000;

/**
 * Iterates over the operators of a content stream. After `next`, the operator's operands are in `numbers`, with arrays
 * flattened; where `starts[i]` is 0 or more, operand i is instead the string `bytes[starts[i]..ends[i]]`.
 */
export class Tokens {
  numbers = new Float64Array(64);
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  count = 0;
  /**
   * The stream, followed by a zero so that tokens that end at white space also end there. Strings are decoded in place.
   * Written for speed: most of the reading time is spent on single bytes here.
   */
  readonly bytes: Uint8Array;
  private readonly end: number;
  /** Range of the first name among the operands; both 0 where there is none. */
  private nameStart = 0;
  private nameEnd = 0;
  private at = 0;

  constructor(stream: Uint8Array) {
    this.end = stream.length;
    this.bytes = new Uint8Array(stream.length + 1);
    this.bytes.set(stream);
  }

  /** Operand i, a number. */
  operand(i: number): number {
    if (i >= this.count || this.starts[i]! >= 0) throw new NotPlain();
    return this.numbers[i]!;
  }

  get name(): string {
    let text = '';
    for (let i = this.nameStart; i < this.nameEnd; i++) text += String.fromCharCode(this.bytes[i]!);
    return text;
  }

  /**
   * The bytes of a short name as one number, so that it can be compared without creating a string; 0 for a longer name.
   */
  get nameKey(): number {
    const { bytes, nameStart, nameEnd } = this;
    if (nameEnd - nameStart > 6) return 0;
    let key = 0;
    for (let i = nameStart; i < nameEnd; i++) key = key * 256 + bytes[i]!;
    return key;
  }

  /** The next operator, its bytes (three at most) as one number: "Tj" is 0x546a. 0 at the end. */
  next(): number {
    this.count = this.nameStart = this.nameEnd = 0;
    while (this.at < this.end) {
      const byte = this.bytes[this.at]!;
      if (byte <= SPACE) this.at++;
      else if ((byte >= ZERO && byte <= NINE) || byte === MINUS || byte === DOT || byte === PLUS) this.readNumber(byte);
      else if (byte === LESS) this.readHex();
      else if (byte === OPEN) this.readLiteral();
      else if (byte === SLASH) this.readName();
      else if (byte === PERCENT) this.skipComment();
      else if (ENDS[byte] === 1) this.at++;
      else return this.readOperator();
    }
    return 0;
  }

  private pushNumber(number: number): void {
    const { count } = this;
    if (count === this.numbers.length) this.makeRoom();
    this.numbers[count] = number;
    this.starts[count] = -1;
    this.count = count + 1;
  }

  private pushString(start: number, end: number): void {
    const { count } = this;
    if (count === this.numbers.length) this.makeRoom();
    this.numbers[count] = 0;
    this.starts[count] = start;
    this.ends[count] = end;
    this.count = count + 1;
  }

  private makeRoom(): void {
    if (this.count >= MAX_OPERANDS) throw new NotPlain();
    const room = this.count + 1;
    this.numbers = grown(this.numbers, room);
    this.starts = grown(this.starts, room);
    this.ends = grown(this.ends, room);
  }

  private readNumber(first: number): void {
    const { bytes } = this;
    let at = first === MINUS || first === PLUS ? this.at + 1 : this.at;
    let value = 0;
    let scale = 1;
    // After the XOR only digits are below ten.
    let digit = bytes[at]! ^ ZERO;
    for (; digit < 10; digit = bytes[++at]! ^ ZERO) value = value * 10 + digit;
    if (digit === (DOT ^ ZERO)) {
      for (digit = bytes[++at]! ^ ZERO; digit < 10; digit = bytes[++at]! ^ ZERO) {
        value = value * 10 + digit;
        scale *= 10;
      }
    }
    const last = digit ^ ZERO;
    if (ENDS[last] === 0) throw new NotPlain();
    this.at = last <= SPACE ? at + 1 : at;
    if (scale > 1) value /= scale;
    this.pushNumber(first === MINUS ? -value : value);
  }

  private readHex(): void {
    const { bytes } = this;
    let at = this.at + 1;
    if (bytes[at] === LESS) {
      this.at = at + 1;
      return;
    }
    const start = at;
    let to = at;
    for (
      let high = HEX[bytes[at]!]!, low = HEX[bytes[at + 1]!]!;
      high >= 0 && low >= 0;
      high = HEX[bytes[at]!]!, low = HEX[bytes[at + 1]!]!
    ) {
      bytes[to++] = high * 16 + low;
      at += 2;
    }
    if (bytes[at] !== GREATER) [at, to] = this.readLooseHex(at, to);
    this.at = at + 1;
    this.pushString(start, to);
  }

  /**
   * The rest of a hex string with other bytes between its digits, or an odd number of digits. Reads from `from` and
   * writes to `into`.
   */
  private readLooseHex(from: number, into: number): [at: number, to: number] {
    const { bytes } = this;
    let [at, to, high] = [from, into, -1];
    for (; bytes[at] !== GREATER && at < this.end; at++) {
      const digit = HEX[bytes[at]!]!;
      if (digit >= 0 && high >= 0) bytes[to++] = high * 16 + digit;
      if (digit >= 0) high = high < 0 ? digit : -1;
    }
    if (high >= 0) bytes[to++] = high * 16;
    return [at, to];
  }

  private readLiteral(): void {
    const { bytes } = this;
    const start = this.at + 1;
    let at = start;
    let isEscaped = false;
    for (let depth = 1; at < this.end; at++) {
      const byte = bytes[at]!;
      if (byte === BACKSLASH) {
        isEscaped = true;
        at++;
      } else if (byte === OPEN) depth++;
      else if (byte === CLOSE && --depth === 0) break;
    }
    this.at = at + 1;
    this.pushString(start, isEscaped ? this.unescape(start, at) : at);
  }

  /** Returns the new end of the string. */
  private unescape(start: number, end: number): number {
    const { bytes } = this;
    let to = start;
    for (let at = start; at < end; at++) {
      if (bytes[at] !== BACKSLASH) {
        bytes[to++] = bytes[at]!;
        continue;
      }
      let digits = 0;
      let code = 0;
      for (; digits < 3 && bytes[at + 1]! >= ZERO && bytes[at + 1]! <= SEVEN; digits++)
        code = code * 8 + bytes[++at]! - ZERO;
      if (digits > 0) {
        bytes[to++] = code;
        continue;
      }
      const byte = bytes[++at]!;
      if (byte === 13 && bytes[at + 1] === 10) at++;
      else if (byte !== 10 && byte !== 13) bytes[to++] = ESCAPES[byte] ?? byte;
    }
    return to;
  }

  private readName(): void {
    const start = this.at + 1;
    this.at = this.endOf(start);
    if (this.nameEnd > 0) return;
    this.nameStart = start;
    this.nameEnd = this.at;
  }

  private skipComment(): void {
    while (this.at < this.end && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at++;
  }

  private readOperator(): number {
    const { bytes } = this;
    const start = this.at;
    let at = start;
    let operator = 0;
    for (; ENDS[bytes[at]!] === 0; at++) operator = operator * 256 + bytes[at]!;
    this.at = bytes[at]! <= SPACE ? at + 1 : at;
    return at - start <= 3 ? operator : -1;
  }

  private endOf(start: number): number {
    let at = start;
    while (ENDS[this.bytes[at]!] === 0) at++;
    return at;
  }
}
