import { NotPlain } from './not-plain.js';

/** A PDF object. Names and strings have classes of their own, so that they cannot be confused. */
export type PdfObject = number | boolean | null | Name | Bytes | Ref | PdfObject[] | Dictionary;
export type Dictionary = Map<string, PdfObject>;

export class Name {
  constructor(readonly text: string) {}
}

/** A PDF string, with one character per byte. */
export class Bytes {
  constructor(readonly text: string) {}
}

export class Ref {
  constructor(readonly number: number) {}
}

const MAX_DEPTH = 40;
/** 1 for bytes that end a word, number, name or operator: white space and brackets. */
export const ENDS = new Uint8Array(256).fill(1, 0, 33);
for (const char of '()<>[]{}/%') ENDS[char.charCodeAt(0)] = 1;
/**
 * Up to this many digits both the number and the power of ten are exact, so their quotient is what `Number` would
 * return.
 */
const EXACT_DIGITS = 15;
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Reads objects one after another from bytes, starting at `at`. Throws `NotPlain` where no object is found. */
export class ObjectReader {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
  ) {}

  read(depth = 0): PdfObject {
    if (depth > MAX_DEPTH) throw new NotPlain();
    this.skipSpace();
    const byte = this.bytes[this.at];
    if (byte === 0x2f) return this.readName();
    if (byte === 0x28) return this.readLiteral();
    if (byte === 0x5b) return this.readArray(depth);
    if (byte === 0x3c) return this.bytes[this.at + 1] === 0x3c ? this.readDictionary(depth) : this.readHex();
    return this.readPlainNumber() ?? this.readPlainWord();
  }

  /** The next bytes up to white space or a delimiter. */
  word(): string {
    this.skipSpace();
    const start = this.at;
    this.at = this.endOfWord();
    return this.bytes.toString('latin1', start, this.at);
  }

  private endOfWord(): number {
    const { bytes } = this;
    let at = this.at;
    while (at < bytes.length && ENDS[bytes[at]!] === 0) at++;
    return at;
  }

  /** Digits with an optional minus and dot; null for other notations and for anything else. */
  private readPlainNumber(): number | Ref | null {
    const { bytes } = this;
    const end = this.endOfWord();
    const isNegative = bytes[this.at] === 0x2d;
    const start = isNegative ? this.at + 1 : this.at;
    if (start === end || end - start > EXACT_DIGITS) return null;
    let [value, scale] = [0, 0];
    for (let at = start; at < end; at++) {
      const digit = bytes[at]! - 0x30;
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        scale *= 10;
      } else if (digit === -2 && scale === 0 && end > start + 1) scale = 1;
      else return null;
    }
    this.at = end;
    if (scale > 1) value /= scale;
    return isNegative ? -value : Number.isInteger(value) ? this.referenceOr(value) : value;
  }

  private readPlainWord(): PdfObject {
    const word = this.word();
    const number = Number(word);
    if (word !== '' && !Number.isNaN(number))
      return Number.isInteger(number) && number >= 0 ? this.referenceOr(number) : number;
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    throw new NotPlain();
  }

  /** `12 0 R` looks like a number until its last letter. */
  private referenceOr(number: number): number | Ref {
    const { bytes, at: back } = this;
    this.skipSpace();
    const start = this.at;
    while (bytes[this.at]! >= 0x30 && bytes[this.at]! <= 0x39) this.at++;
    if (this.at > start && (this.at >= bytes.length || ENDS[bytes[this.at]!] === 1) && this.word() === 'R')
      return new Ref(number);
    this.at = back;
    return number;
  }

  private readName(): Name {
    const start = ++this.at;
    this.at = this.endOfWord();
    const text = this.bytes.toString('latin1', start, this.at);
    return new Name(
      text.includes('#')
        ? text.replace(/#([\da-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        : text,
    );
  }

  private readArray(depth: number): PdfObject[] {
    this.at++;
    const values: PdfObject[] = [];
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === 0x5d) break;
      values.push(this.read(depth + 1));
    }
    this.at++;
    return values;
  }

  private readDictionary(depth: number): Dictionary {
    this.at += 2;
    const dictionary: Dictionary = new Map();
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) break;
      if (this.bytes[this.at] !== 0x2f) throw new NotPlain();
      dictionary.set(this.readName().text, this.read(depth + 1));
    }
    this.at += 2;
    return dictionary;
  }

  private readHex(): Bytes {
    const end = this.bytes.indexOf(0x3e, this.at);
    if (end < 0) throw new NotPlain();
    const digits = this.bytes.toString('latin1', this.at + 1, end).replace(/[^\da-fA-F]/g, '');
    this.at = end + 1;
    let text = '';
    for (let i = 0; i < digits.length; i += 2)
      text += String.fromCharCode(Number.parseInt(digits.slice(i, i + 2).padEnd(2, '0'), 16));
    return new Bytes(text);
  }

  private readLiteral(): Bytes {
    const start = this.at + 1;
    let depth = 0;
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at]!;
      if (byte === 0x5c) this.at++;
      else if (byte === 0x28) depth++;
      else if (byte === 0x29 && --depth === 0)
        return new Bytes(unescape(this.bytes.toString('latin1', start, this.at++)));
    }
    throw new NotPlain();
  }

  skipSpace(): void {
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at]!;
      if (byte === 0x25)
        while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at++;
      else if (byte > 32) break;
    }
  }
}

function unescape(text: string): string {
  if (!/[\\\r]/.test(text)) return text;
  return text.replace(/\\(\r\n|[0-7]{1,3}|[\s\S])|\r\n?/g, (match, what: string | undefined) => {
    if (what === undefined) return '\n';
    if (/^[0-7]/.test(what)) return String.fromCharCode(Number.parseInt(what, 8) & 255);
    return /^[\r\n]/.test(what) ? '' : (ESCAPES[what] ?? match.slice(1));
  });
}
