import { inflateSync } from 'node:zlib';
import { NotPlain } from './not-plain.js';

/** The `DecodeParms` of one filter, with the defaults of ISO 32000. */
export interface FilterParameters {
  predictor: number;
  columns: number;
  colours: number;
  bits: number;
  earlyChange: number;
}

const HEX_END = 0x3e;
const TILDE = 0x7e;

/** Undoes one filter. Throws `NotPlain` for image filters, and when the result exceeds `limit` bytes. */
export function decode(name: string, data: Uint8Array, parameters: FilterParameters, limit: number): Buffer {
  switch (name) {
    case 'FlateDecode':
    case 'Fl':
      return unpredict(inflateSync(data, { maxOutputLength: limit }), parameters);
    case 'LZWDecode':
    case 'LZW':
      return unpredict(unpackLzw(data, parameters.earlyChange, limit), parameters);
    case 'ASCII85Decode':
    case 'A85':
      return fromAscii85(data, limit);
    case 'ASCIIHexDecode':
    case 'AHx':
      return fromHex(data);
    case 'RunLengthDecode':
    case 'RL':
      return fromRunLength(data, limit);
    default:
      throw new NotPlain();
  }
}

function fromHex(data: Uint8Array): Buffer {
  const end = data.indexOf(HEX_END);
  const digits = Buffer.from(data.subarray(0, end < 0 ? data.length : end))
    .toString('latin1')
    .replace(/[^\da-fA-F]/g, '');
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

/** Five letters encode four bytes; `z` encodes four zeros, and the last group may be shorter. */
function fromAscii85(data: Uint8Array, limit: number): Buffer {
  const bytes = Buffer.alloc(Math.min(limit + 4, data.length * 4));
  let [size, count, value] = [0, 0, 0];
  const start = data[0] === 0x3c && data[1] === TILDE ? 2 : 0;
  for (let at = start; at < data.length && data[at] !== TILDE; at++) {
    const letter = data[at]!;
    if (size > limit) throw new NotPlain();
    if (letter === 0x7a && count === 0) size += 4;
    if (letter < 0x21 || letter > 0x75) continue;
    value = value * 85 + letter - 0x21;
    if (++count < 5) continue;
    bytes.writeUInt32BE(value % 2 ** 32, size);
    [size, count, value] = [size + 4, 0, 0];
  }
  if (count > 1) {
    for (let i = count; i < 5; i++) value = value * 85 + 84;
    for (let i = 0; i < count - 1; i++) bytes[size++] = Math.floor(value / 2 ** (24 - 8 * i)) & 255;
  }
  return bytes.subarray(0, size);
}

/**
 * A length below 128 is followed by one more byte than it says, to be copied; a length above 128 by one byte that is
 * repeated 257 minus length times.
 */
function fromRunLength(data: Uint8Array, limit: number): Buffer {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let at = 0; at < data.length && data[at] !== 128;) {
    const length = data[at]!;
    const piece =
      length < 128 ? data.subarray(at + 1, at + 2 + length) : new Uint8Array(257 - length).fill(data[at + 1] ?? 0);
    pieces.push(piece);
    if ((size += piece.length) > limit) throw new NotPlain();
    at += length < 128 ? length + 2 : 2;
  }
  return Buffer.concat(pieces);
}

const [CLEAR, END, FIRST, MAX_CODES] = [256, 257, 258, 4096];

/** LZW with codes of 9 to 12 bits, high bits first. Each code extends the entry before it by one byte. */
function unpackLzw(data: Uint8Array, earlyChange: number, limit: number): Buffer {
  const codes = new LzwCodes();
  const bytes: number[] = [];
  let [held, bits, last] = [0, 0, -1];
  let width = 9;
  for (const byte of data) {
    held = ((held << 8) | byte) & 0xffffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      codes.clear();
      last = -1;
    } else {
      codes.write(code, last, bytes);
      last = code;
    }
    if (bytes.length > limit) throw new NotPlain();
    width = Math.min(12, Math.max(9, 32 - Math.clz32(codes.count + earlyChange)));
  }
  return Buffer.from(bytes);
}

class LzwCodes {
  count = FIRST;
  private readonly before = new Int16Array(MAX_CODES);
  private readonly letter = new Uint8Array(MAX_CODES);
  private readonly length = new Uint16Array(MAX_CODES);

  clear(): void {
    this.count = FIRST;
  }

  /** Writes the bytes of a code, and adds the entry formed by the previous code and this one's first byte. */
  write(code: number, last: number, bytes: number[]): void {
    if (code > this.count || (last < 0 && code >= FIRST) || code === CLEAR || code === END) throw new NotPlain();
    const from = bytes.length;
    const isNew = code === this.count;
    this.spell(isNew ? last : code, bytes);
    if (isNew) bytes.push(bytes[from]!);
    if (last >= 0 && this.count < MAX_CODES) {
      this.before[this.count] = last;
      this.letter[this.count] = bytes[from]!;
      this.length[this.count] = this.lengthOf(last) + 1;
      this.count++;
    }
  }

  private spell(code: number, bytes: number[]): void {
    let at = bytes.length + this.lengthOf(code);
    bytes.length = at;
    for (; code >= FIRST; code = this.before[code]!) bytes[--at] = this.letter[code]!;
    bytes[at - 1] = code;
  }

  private lengthOf(code: number): number {
    return code < CLEAR ? 1 : this.length[code]!;
  }
}

/** Undoes the predictors of PNG (10 to 15) and TIFF (2, for whole bytes only). */
export function unpredict(data: Buffer, { predictor, columns, colours, bits }: FilterParameters): Buffer {
  if (predictor <= 1) return data;
  const step = Math.max(1, (colours * bits) >> 3);
  const width = Math.ceil((columns * colours * bits) / 8);
  if (!(width > 0) || (predictor === 2 && bits !== 8)) throw new NotPlain();
  return predictor === 2 ? fromTiff(data, width, step) : fromPng(data, width, step);
}

function fromTiff(data: Buffer, width: number, step: number): Buffer {
  const plain = Buffer.from(data);
  for (let i = 0; i < plain.length; i++) if (i % width >= step) plain[i] = plain[i]! + plain[i - step]!;
  return plain;
}

function fromPng(data: Buffer, width: number, step: number): Buffer {
  const rows = Math.floor(data.length / (width + 1));
  const plain = Buffer.alloc(rows * width);
  for (let row = 0; row < rows; row++) {
    const [kind, from, to] = [data[row * (width + 1)]!, row * (width + 1) + 1, row * width];
    for (let i = 0; i < width; i++) {
      const left = i >= step ? plain[to + i - step]! : 0;
      const up = row > 0 ? plain[to + i - width]! : 0;
      const corner = row > 0 && i >= step ? plain[to + i - width - step]! : 0;
      plain[to + i] = data[from + i]! + guess(kind, left, up, corner);
    }
  }
  return plain;
}

function guess(kind: number, left: number, up: number, corner: number): number {
  switch (kind) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      throw new NotPlain();
  }
}

/** Of the three neighbours, the one closest to left + up - corner. */
function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
