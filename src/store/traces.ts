import { createHmac, randomBytes } from 'node:crypto';

/**
 * Traces are pieces of a removed CV that may not be found in any file afterwards. What is kept of them until then cannot be
 * read back, only recognised: a hash of their first bytes, by which a place is found, and a salted one of all of them.
 */

/** Bytes by which the place of a trace is found, and so the least that one has. */
const WINDOW = 8;
/** Bytes of the longest trace: longer ones are cut. Pieces of a file must overlap by as many. */
export const LONGEST_TRACE = 64;
const MAC_BYTES = 8;
/** Length, hash of the first bytes, salted hash. */
const ENCODED_BYTES = 1 + 4 + MAC_BYTES;

/** What a CV is known by. */
export interface Marks {
  /** sha-256 of bytes, as hex digits. */
  hashes: string[];
  /** Paths, and names as uploaded. */
  names: string[];
  /** Null where no text was read. */
  text: string | null;
}

export interface TraceSet {
  salt: Uint8Array;
  /** As `encodeTraces` gives them. */
  traces: Uint8Array;
}

const EMAILS = 3;
/** Parts of a text that get a trace each: what remains of a CV may be any page of it. */
const PARTS = 12;
/** Words of a part that are asked for before it goes without a trace. */
const ASKED = 3;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}@._+-]*[\p{L}\p{N}]/gu;

/** `isElsewhere`: whether another CV has this word, as far as that is quickly told: a trace that others have tells nothing. */
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

/** Whole characters from the start that fit into the longest trace. */
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

/** Of a path the end: many share their folders. */
function endOf(text: string): string {
  let rest = [...text];
  while (Buffer.byteLength(rest.join('')) > LONGEST_TRACE) rest = rest.slice(1);
  return rest.join('');
}

/** As SQLite's `lower` and as files are looked through: letters beyond ASCII stay what they are. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function encodeTraces(traces: string[], salt: Uint8Array = randomBytes(16)): TraceSet {
  const encoded = Buffer.alloc(traces.length * ENCODED_BYTES);
  traces.forEach((trace, i) => {
    const bytes = Buffer.from(trace);
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
/** Letters of ASCII as small ones. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
/** What a byte counts for when it leaves the window. */
const OLDEST = Array.from({ length: WINDOW - 1 }).reduce<number>((power) => Math.imul(power, FACTOR), 1);
const GONE = Int32Array.from({ length: 256 }, (_, byte) => Math.imul(FOLDED[byte]!, OLDEST));

function hashOfWindow(bytes: Uint8Array): number {
  let hash = 0;
  for (let i = 0; i < WINDOW; i++) hash = (Math.imul(hash, FACTOR) + FOLDED[bytes[i]!]!) | 0;
  return hash >>> 0;
}

/** One trace that is looked for. `owner`: whoever gave the set. */
export interface Trace {
  owner: string;
  length: number;
  mac: Buffer;
  salt: Uint8Array;
}

export interface FoundTrace {
  trace: Trace;
  /** As it lies there, with small letters. */
  text: string;
}

/** Bits of the hash that a first look goes by: most places are passed over by it alone. A bit each fits into 32 KB. */
const FIRST_BITS = 18;

/** Finds the traces of any number of removed CVs in one go through the bytes. */
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

  /** It tells nothing any more: others have it, too. */
  drop(trace: Trace): void {
    this.dropped.add(trace);
  }

  /** Those that lie wholly in these bytes, each once. */
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

/** A loop of its own, for the machine code that it becomes: every byte of the store goes through it. */
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
