import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** AES-256-GCM throughout: 32-byte keys, 12-byte nonces, 16-byte tags (NIST SP 800-38D). */
export const CIPHER = 'aes-256-gcm';
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** First bytes of a sealed value. Nothing that the store keeps as bytes begins so. */
const MAGIC = Buffer.from('CVS\u0001', 'latin1');
/** Bytes of a key's id. */
export const ID_BYTES = 4;
const HEAD_BYTES = MAGIC.length + ID_BYTES + NONCE_BYTES + TAG_BYTES;

/**
 * The key of one tenant's data. Values are sealed under it directly: with random nonces that is safe for 2^32 of them,
 * hundreds of millions of CVs. Each file gets a key of its own that is derived from it.
 */
export class DataKey {
  private readonly idBytes: Buffer;

  /** `id`: 8 hex digits; `key`: 32 bytes. */
  constructor(
    readonly id: string,
    private readonly key: Uint8Array,
  ) {
    this.idBytes = Buffer.from(id, 'hex');
  }

  seal(plain: Uint8Array): Uint8Array {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([MAGIC, this.idBytes, nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws Error if the value was changed. */
  open(sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const nonceAt = MAGIC.length + ID_BYTES;
    const tagAt = nonceAt + NONCE_BYTES;
    const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(nonceAt, tagAt), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(bytes.subarray(tagAt, HEAD_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES)), decipher.final()]);
  }

  /** 32 bytes for one file: HKDF-SHA256 (RFC 5869). `salt`: random, 16 bytes, stored in the file. */
  keyOfFile(salt: Uint8Array): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.key, salt, 'cvmatch file', KEY_BYTES));
  }
}

/** The id of the key under which a value was sealed; null for one that was not. */
export function keyIdOf(stored: Uint8Array): string | null {
  if (stored.length < HEAD_BYTES) return null;
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  return bytes.subarray(0, MAGIC.length).equals(MAGIC)
    ? bytes.toString('hex', MAGIC.length, MAGIC.length + ID_BYTES)
    : null;
}
