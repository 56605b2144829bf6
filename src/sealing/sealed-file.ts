import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { CIPHER, ID_BYTES, TAG_BYTES, type DataKey } from './data-key.js';
import type { Sealer } from './sealer.js';

/**
 * A sealed file: a head (magic, id of the data key, salt, tag over these), then its bytes in pieces, each with a tag.
 * The nonce of a piece is its number and whether it is the last one, so that pieces cannot be exchanged, left out or
 * cut off (STREAM: Hoang, Reyhanitabar, Rogaway and Vizár, 2015). Any piece can be read by itself.
 */
const MAGIC = Buffer.from('CVMSEAL1', 'latin1');
const SALT_BYTES = 16;
const ABOUT_BYTES = MAGIC.length + ID_BYTES + SALT_BYTES;
export const HEAD_BYTES = ABOUT_BYTES + TAG_BYTES;
/** Bytes of a piece before it is sealed. */
export const PIECE_BYTES = 64 * 1024;
const SEALED_PIECE_BYTES = PIECE_BYTES + TAG_BYTES;
const NONCE_BYTES = 12;
/** Number of the nonce that seals the head; no file has so many pieces. */
const HEAD_NUMBER = 0xffff_ffff;

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(number, NONCE_BYTES - 5);
  nonce[NONCE_BYTES - 1] = last ? 1 : 0;
  return nonce;
}

function sealPiece(key: Uint8Array, number: number, last: boolean, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonceOf(number, last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function tagOfHead(key: Uint8Array, about: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonceOf(HEAD_NUMBER, true)).setAAD(about);
  cipher.final();
  return cipher.getAuthTag();
}

/** Seals the bytes of one file as they come. */
export class FileSealing {
  private readonly key: Uint8Array;
  private number = 0;
  private waiting: Buffer[] = [];
  private length = 0;
  /** Comes first in the file. */
  readonly head: Buffer;

  constructor(dataKey: DataKey) {
    const salt = randomBytes(SALT_BYTES);
    this.key = dataKey.keyOfFile(salt);
    const about = Buffer.concat([MAGIC, Buffer.from(dataKey.id, 'hex'), salt]);
    this.head = Buffer.concat([about, tagOfHead(this.key, about)]);
  }

  /** What can be written now; whether a piece is the last one is known only when another follows. */
  add(bytes: Uint8Array): Buffer[] {
    this.waiting.push(Buffer.from(bytes));
    this.length += bytes.length;
    if (this.length <= PIECE_BYTES) return [];
    const all = Buffer.concat(this.waiting);
    const sealed: Buffer[] = [];
    let at = 0;
    for (; all.length - at > PIECE_BYTES; at += PIECE_BYTES)
      sealed.push(sealPiece(this.key, this.number++, false, all.subarray(at, at + PIECE_BYTES)));
    this.waiting = [all.subarray(at)];
    this.length = all.length - at;
    return sealed;
  }

  end(): Buffer {
    return sealPiece(this.key, this.number, true, Buffer.concat(this.waiting));
  }
}

/** A whole file, sealed. */
export function sealedFile(dataKey: DataKey, bytes: Uint8Array): Buffer {
  const sealing = new FileSealing(dataKey);
  return Buffer.concat([sealing.head, ...sealing.add(bytes), sealing.end()]);
}

/** Opens the pieces of one sealed file. */
export class FileOpening {
  /** Bytes of the file as it was handed in. */
  readonly size: number;
  private readonly pieces: number;

  private constructor(
    private readonly key: Uint8Array,
    readonly keyId: string,
    private readonly sealedSize: number,
  ) {
    const body = sealedSize - HEAD_BYTES;
    this.pieces = Math.max(1, Math.ceil(body / SEALED_PIECE_BYTES));
    this.size = Math.max(0, body - this.pieces * TAG_BYTES);
  }

  /**
   * `head`: the first HEAD_BYTES, or fewer if the file has no more; `size`: bytes of the whole file. Null for a file that
   * is not sealed under one of these keys. What merely looks sealed does not have the tag.
   */
  static of(head: Uint8Array, size: number, sealer: Sealer): FileOpening | null {
    const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
    if (bytes.length < HEAD_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
    const keyId = bytes.toString('hex', MAGIC.length, MAGIC.length + ID_BYTES);
    const key = sealer.keyOf(keyId)?.keyOfFile(bytes.subarray(MAGIC.length + ID_BYTES, ABOUT_BYTES));
    if (key === undefined || !tagOfHead(key, bytes.subarray(0, ABOUT_BYTES)).equals(bytes.subarray(ABOUT_BYTES)))
      return null;
    return new FileOpening(key, keyId, size);
  }

  /** Where in the file the sealed piece with the plain byte `at` begins and ends (not included), and its number. */
  placeOf(at: number): { number: number; start: number; end: number } {
    const number = Math.min(this.pieces - 1, Math.floor(at / PIECE_BYTES));
    const start = HEAD_BYTES + number * SEALED_PIECE_BYTES;
    return { number, start, end: Math.min(this.sealedSize, start + SEALED_PIECE_BYTES) };
  }

  /** @throws Error if the piece was changed, or the file cut off. */
  open(number: number, sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const tagAt = bytes.length - TAG_BYTES;
    if (tagAt < 0) throw new Error('a piece of a sealed file is cut off');
    const nonce = nonceOf(number, number === this.pieces - 1);
    const decipher = createDecipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(bytes.subarray(tagAt));
    return Buffer.concat([decipher.update(bytes.subarray(0, tagAt)), decipher.final()]);
  }

  /** All bytes of a whole sealed file. @throws Error like `open`. */
  whole(file: Uint8Array): Buffer {
    const opened: Buffer[] = [];
    for (let number = 0; number < this.pieces; number++) {
      const { start, end } = this.placeOf(number * PIECE_BYTES);
      opened.push(this.open(number, file.subarray(start, end)));
    }
    return Buffer.concat(opened);
  }
}
