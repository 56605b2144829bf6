import { createHmac, randomBytes } from 'node:crypto';

/**
 * Traces are pieces of a removed CV that no file may contain afterwards. Until that is known, only hashes of them are kept: one
 * of their first bytes, which finds candidate places, and a salted one of the whole trace, which confirms them.
 */

/** Number of first bytes that are hashed, and so the shortest possible trace. */
const WINDOW = 8;
/** Longest trace in bytes; longer ones are cut. Pieces of a file that are scanned one by one must overlap by this much. */
export const LONGEST_TRACE = 64;
const MAC_BYTES = 8;
/** Length, hash of the first bytes, salted hash of all. */
const ENCODED_BYTES = 1 + 4 + MAC_BYTES;

/** What identifies a CV. */
export interface Marks {
  /** sha-256 of bytes, as hex digits. */
  hashes: string[];
  /** Paths, and names as uploaded. */
  names: string[];
  /** Null if no text was read. */
  text: string | null;
}

export interface TraceSet {
  salt: Uint8Array;
  /** As returned by `encodeTraces`. */
  traces: Uint8Array;
}

const EMAILS = 3;
/** Parts of a text with one trace each, since any part of a CV may remain. */
const PARTS = 12;
/** Words of a part that are tried; if other CVs have all of them, the part has no trace. */
const ASKED = 3;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}@._+-]*[\p{L}\p{N}]/gu;

/** `isElsewhere`: whether another CV has this word, as far as a quick look-up can tell; such a word is no useful trace. */
export function chooseTraces({ hashes, names, text }: Marks, isElsewhere: (word: string) => boolean): string[] {
  const chosen = [...hashes, ...names.map(endOf), ...(text === null ? [] : wordsThatTell(text, isElsewhere))];
  return [...new Set(chosen.map((trace) => lowerAscii(startOf(trace))))].filter(isLongEnough);
}

function wordsThatTell(text: string, isElsewhere: (word: string) => boolean): string[] {
  const words = [...text.matchAll(WORD)].filter(([word]) => isLongEnough(word));
  const emails = words.map(([word]) => word).filter((word) => word.includes('@'));
  const parts = Array.from({ length: PARTS }, (_, part) =>
    words
      .filter(({ index }) => Math.floor((index * PARTS) / text.length) === part)
      .map(([word]) => word)
      .sort((a, b) => b.length - a.length)
      .slice(0, ASKED)
      .find((word) => !isElsewhere(word)),
  );
  return [...emails.slice(0, EMAILS), ...parts.filter((word) => word !== undefined)];
}

function isLongEnough(text: string): boolean {
  return Buffer.byteLength(text) >= WINDOW;
}

/** The start of a text, cut between characters, that is no longer than the longest trace. */
function startOf(text: string): string {
  let bytes = 0;
  let end = 0;
  for (const sign of text) {
    bytes += Buffer.byteLength(sign);
    if (bytes > LONGEST_TRACE) break;
    end += sign.length;
  }
  return text.slice(0, end);
}

/** The end of a path: many paths share their folders. */
function endOf(text: string): string {
  let rest = [...text];
  while (Buffer.byteLength(rest.join('')) > LONGEST_TRACE) rest = rest.slice(1);
  return rest.join('');
}

/** Like SQLite's `lower`, this changes ASCII letters only; files are scanned in the same way. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Bytes of a trace of something encrypted. */
const PIECE = 24;
/** The id of the key and the nonce come first; the rest of a value is as good as random. */
const SEALED_HEAD = 36;

/** Traces of a value that was encrypted: without the key nobody knows what it was, but it has to be gone all the same. */
export function piecesOf(sealed: Uint8Array): Uint8Array[] {
  const room = sealed.length - SEALED_HEAD - PIECE;
  if (room < 0) return [];
  return Array.from({ length: PARTS }, (_, part) => {
    const at = SEALED_HEAD + Math.floor((room * part) / PARTS);
    return Uint8Array.from(sealed.subarray(at, at + PIECE));
  });
}

/** A trace is a text as `chooseTraces` gives it, or bytes as they are in a file. */
export function encodeTraces(traces: (string | Uint8Array)[], salt: Uint8Array = randomBytes(16)): TraceSet {
  const encoded = Buffer.alloc(traces.length * ENCODED_BYTES);
  traces.forEach((trace, i) => {
    const bytes = typeof trace === 'string' ? Buffer.from(trace) : foldedText(trace);
    const at = i * ENCODED_BYTES;
    encoded.writeUInt8(bytes.length, at);
    encoded.writeUInt32LE(hashOfWindow(bytes), at + 1);
    macOf(bytes, salt).copy(encoded, at + 5);
  });
  return { salt, traces: encoded };
}

function macOf(bytes: Uint8Array, salt: Uint8Array): Buffer {
  return createHmac('sha256', salt).update(bytes).digest().subarray(0, MAC_BYTES);
}

const FACTOR = 0x01000193;
/** Bytes with ASCII capitals as small letters. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
/** What a byte contributes when it leaves the window. */
const OLDEST = Array.from({ length: WINDOW - 1 }).reduce<number>((power) => Math.imul(power, FACTOR), 1);
const GONE = Int32Array.from({ length: 256 }, (_, byte) => Math.imul(FOLDED[byte]!, OLDEST));

function hashOfWindow(bytes: Uint8Array): number {
  let hash = 0;
  for (let i = 0; i < WINDOW; i++) hash = (Math.imul(hash, FACTOR) + FOLDED[bytes[i]!]!) | 0;
  return hash >>> 0;
}

/** One trace to find. `owner`: the removal it belongs to. */
export interface Trace {
  owner: string;
  length: number;
  mac: Buffer;
  salt: Uint8Array;
}

export interface FoundTrace {
  trace: Trace;
  /** As found, in small letters. */
  text: string;
}

/** Number of hash bits for a first check, which rules out most places. Its table takes 32 KB. */
const FIRST_BITS = 18;

/** Finds the traces of any number of removed CVs in one pass. */
export class TraceFinder {
  private readonly byHash = new Map<number, Trace[]>();
  private readonly first = new Int32Array(2 ** FIRST_BITS / 32);
  private readonly dropped = new Set<Trace>();

  constructor(sets: (TraceSet & { owner: string })[]) {
    for (const { owner, salt, traces } of sets) {
      for (let at = 0; at + ENCODED_BYTES <= traces.length; at += ENCODED_BYTES) {
        const encoded = Buffer.from(traces.buffer, traces.byteOffset + at, ENCODED_BYTES);
        const mac = Buffer.from(encoded.subarray(5));
        this.add(encoded.readUInt32LE(1), { owner, length: encoded.readUInt8(0), mac, salt });
      }
    }
  }

  private add(hash: number, trace: Trace): void {
    const bit = hash >>> (32 - FIRST_BITS);
    this.first[bit >>> 5]! |= 1 << (bit & 31);
    this.byHash.set(hash, [...(this.byHash.get(hash) ?? []), trace]);
  }

  /** Stops finding this trace. */
  drop(trace: Trace): void {
    this.dropped.add(trace);
  }

  /** Traces that these bytes contain as a whole, each once. */
  find(bytes: Uint8Array): FoundTrace[] {
    const found = new Map<Trace, FoundTrace>();
    for (const end of endsOfWindows(bytes, this.first)) {
      const start = end - WINDOW;
      for (const trace of this.byHash.get(hashOfWindow(bytes.subarray(start, end))) ?? []) {
        if (found.has(trace) || this.dropped.has(trace)) continue;
        const text = foldedText(bytes.subarray(start, start + trace.length));
        if (macOf(text, trace.salt).equals(trace.mac)) found.set(trace, { trace, text: text.toString() });
      }
    }
    return [...found.values()];
  }
}

/** A separate small loop, since every byte of the store goes through it. */
function endsOfWindows(bytes: Uint8Array, first: Int32Array): number[] {
  const ends: number[] = [];
  let hash = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (i >= WINDOW) hash = (hash - GONE[bytes[i - WINDOW]!]!) | 0;
    hash = (Math.imul(hash, FACTOR) + FOLDED[bytes[i]!]!) | 0;
    const bit = hash >>> (32 - FIRST_BITS);
    if ((first[bit >>> 5]! & (1 << (bit & 31))) !== 0 && i >= WINDOW - 1) ends.push(i + 1);
  }
  return ends;
}

function foldedText(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes).map((byte) => FOLDED[byte]!) as Buffer;
}
