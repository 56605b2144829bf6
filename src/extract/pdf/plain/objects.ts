import { NotPlain } from './not-plain.js';

/** The objects of a PDF. A name is a `Name`, a string a `Bytes`: neither is to be taken for the other. */
export type PdfObject = number | boolean | null | Name | Bytes | Ref | PdfObject[] | Dictionary;
export type Dictionary = Map<string, PdfObject>;

export class Name {
  constructor(readonly text: string) {}
}

/** A string of a PDF: one character a byte. */
export class Bytes {
  constructor(readonly text: string) {}
}

export class Ref {
  constructor(readonly number: number) {}
}

const MAX_DEPTH = 40;
const DELIMITERS = new Set('()<>[]{}/%'.split('').map((char) => char.charCodeAt(0)));
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Reads objects out of bytes, one after another, from `at` on. Throws `NotPlain` at whatever is no object. */
export class ObjectReader {
  constructor(private readonly bytes: Uint8Array, public at: number) {}

  read(depth = 0): PdfObject {
    if (depth > MAX_DEPTH) throw new NotPlain();
    this.skipSpace();
    const char = String.fromCharCode(this.bytes[this.at] ?? 0);
    if (char === '/') return this.readName();
    if (char === '(') return this.readLiteral();
    if (char === '[') return this.readArray(depth);
    if (char === '<') return this.bytes[this.at + 1] === 0x3c ? this.readDictionary(depth) : this.readHex();
    return this.readPlainWord();
  }

  /** The next bytes up to white space or a delimiter. */
  word(): string {
    this.skipSpace();
    const start = this.at;
    while (this.at < this.bytes.length && this.bytes[this.at]! > 32 && !DELIMITERS.has(this.bytes[this.at]!)) this.at++;
    return latin1(this.bytes, start, this.at);
  }

  private readPlainWord(): PdfObject {
    const word = this.word();
    const number = Number(word);
    if (word !== '' && !Number.isNaN(number)) return Number.isInteger(number) && number >= 0 ? this.referenceOr(number) : number;
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    throw new NotPlain();
  }

  /** `12 0 R` looks like a number until its end. */
  private referenceOr(number: number): PdfObject {
    const back = this.at;
    if (/^\d+$/.test(this.word()) && this.word() === 'R') return new Ref(number);
    this.at = back;
    return number;
  }

  private readName(): Name {
    this.at++;
    const start = this.at;
    while (this.at < this.bytes.length && this.bytes[this.at]! > 32 && !DELIMITERS.has(this.bytes[this.at]!)) this.at++;
    return new Name(latin1(this.bytes, start, this.at).replace(/#([\da-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
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
    const digits = latin1(this.bytes, this.at + 1, end).replace(/[^\da-fA-F]/g, '');
    this.at = end + 1;
    let text = '';
    for (let i = 0; i < digits.length; i += 2) text += String.fromCharCode(Number.parseInt(digits.slice(i, i + 2).padEnd(2, '0'), 16));
    return new Bytes(text);
  }

  private readLiteral(): Bytes {
    const start = this.at + 1;
    let depth = 0;
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at]!;
      if (byte === 0x5c) this.at++;
      else if (byte === 0x28) depth++;
      else if (byte === 0x29 && --depth === 0) return new Bytes(unescape(latin1(this.bytes, start, this.at++)));
    }
    throw new NotPlain();
  }

  skipSpace(): void {
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at]!;
      if (byte === 0x25) while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at++;
      else if (byte > 32) break;
    }
  }
}

export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, end);
}

function unescape(text: string): string {
  if (!/[\\\r]/.test(text)) return text;
  return text.replace(/\\(\r\n|[0-7]{1,3}|[\s\S])|\r\n?/g, (match, what: string | undefined) => {
    if (what === undefined) return '\n';
    if (/^[0-7]/.test(what)) return String.fromCharCode(Number.parseInt(what, 8) & 255);
    return /^[\r\n]/.test(what) ? '' : (ESCAPES[what] ?? match.slice(1));
  });
}
