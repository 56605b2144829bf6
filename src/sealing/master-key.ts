import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CvmatchError } from '../errors.js';
import { CIPHER, KEY_BYTES, TAG_BYTES } from './data-key.js';

/** Milliseconds that a command may take to print the key: long enough for a person to type a passphrase. */
const COMMAND_MS = 120_000;
const COMMAND = 'command:';
const NONCE_BYTES = 12;

/** The key of the operator, which is in no file of the store. It encrypts the tenants' data keys and nothing else. */
export class MasterKey {
  /** 8 hex digits that tell one key from another and tell nothing about it. */
  readonly id: string;

  constructor(private readonly key: Uint8Array) {
    this.id = createHash('sha256').update('cvmatch master key').update(key).digest('hex').slice(0, 8);
  }

  /** `about`: what the secret is for; the same text unwraps it. Returns base64. */
  wrap(secret: Uint8Array, about: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(about));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** Null if it was wrapped by another key, for something else, or was changed. */
  unwrap(wrapped: string, about: string): Buffer | null {
    const bytes = Buffer.from(wrapped, 'base64');
    const [tagAt, sealedAt] = [NONCE_BYTES, NONCE_BYTES + TAG_BYTES];
    try {
      const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, tagAt), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(tagAt, sealedAt));
      return Buffer.concat([decipher.update(bytes.subarray(sealedAt)), decipher.final()]);
    } catch {
      return null;
    }
  }
}

/** A new key as a line of text, as `readMasterKey` takes it. */
export function newMasterKey(): string {
  return `${randomBytes(KEY_BYTES).toString('base64')}\n`;
}

/**
 * Reads a key from a file, or from what a command prints (`command:pass show cvmatch`).
 * @throws CvmatchError `key_missing` if nothing can be read, `key_wrong` if it is no key.
 */
export async function readMasterKey(source: string): Promise<MasterKey> {
  const given = source.startsWith(COMMAND) ? await printed(source.slice(COMMAND.length)) : await readKeyFile(source);
  const key = keyIn(given);
  if (key !== null) return new MasterKey(key);
  throw new CvmatchError('key_wrong', `${shown(source)} gives no encryption key`, {
    hint: 'A key is 32 random bytes as base64 or 64 hex digits: `cvmatch encryption new-key FILE` makes one.',
  });
}

/** The command itself may hold a secret. */
function shown(source: string): string {
  return source.startsWith(COMMAND) ? 'the command of encryptionKey' : source;
}

function keyIn(given: Uint8Array): Uint8Array | null {
  if (given.length === KEY_BYTES) return given;
  const text = Buffer.from(given).toString('latin1').trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : null;
}

async function readKeyFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw unread(`${file} cannot be read`, cause);
  }
}

async function printed(command: string): Promise<Uint8Array> {
  const { execa } = await import('execa');
  const { stdout, failed, exitCode, timedOut, cause } = await execa(command, {
    shell: true,
    encoding: 'buffer',
    stdin: 'inherit',
    stderr: 'inherit',
    timeout: COMMAND_MS,
    reject: false,
    stripFinalNewline: false,
  });
  if (!failed) return stdout;
  throw unread(`its command ${timedOut ? 'took too long' : `ended with ${exitCode ?? 'a signal'}`}`, cause);
}

function unread(why: string, cause: unknown): CvmatchError {
  return new CvmatchError('key_missing', `the encryption key cannot be had: ${why}`, {
    cause,
    hint: 'Set encryptionKey to the file that holds it, or to command:... that prints it.',
  });
}
