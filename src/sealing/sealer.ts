import { CvmatchError } from '../errors.js';
import { Blinding } from './blinding.js';
import { keyIdOf, type DataKey } from './data-key.js';

/** Turns what a store keeps into what lies on the disk, and back: encrypted, or as it is. */
export interface Sealer {
  /** Id of the key under which new values are sealed; null: they are kept as they are. */
  readonly keyId: string | null;
  text(plain: string): string | Uint8Array;
  bytes(plain: Uint8Array): Uint8Array;
  /** @throws CvmatchError `key_missing`, `key_wrong` for a value whose key is not here, `store_corrupt` for a changed one. */
  openText(stored: string | Uint8Array): string;
  openBytes(stored: Uint8Array): Uint8Array;
  /** A value that is only compared with its like. */
  value(text: string): string;
  /** The key for new files; null: files are kept as they are. */
  readonly fileKey: DataKey | null;
  /** The key of a file that was sealed under the key with this id; null if it is not here. */
  keyOf(id: string): DataKey | null;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** `current` seals; `others` are keys that were replaced, under which some values may still be sealed. */
export function sealerOf(current: DataKey | null, others: DataKey[], blindingKey: Uint8Array | null): Sealer {
  const keys = new Map([...others, ...(current === null ? [] : [current])].map((key) => [key.id, key]));
  const blinding = current === null || blindingKey === null ? null : new Blinding(blindingKey);
  const openBytes = (stored: Uint8Array): Uint8Array => {
    const id = keyIdOf(stored);
    return id === null ? stored : opened(keys.get(id), id, stored);
  };
  return {
    keyId: current?.id ?? null,
    text: (plain) => (current === null ? plain : current.seal(Buffer.from(plain))),
    bytes: (plain) => (current === null ? plain : current.seal(plain)),
    openText: (stored) => (typeof stored === 'string' ? stored : utf8.decode(openBytes(stored))),
    openBytes,
    value: (text) => blinding?.value(text) ?? text,
    fileKey: current,
    keyOf: (id) => keys.get(id) ?? null,
  };
}

/** Encrypts nothing. */
export const PLAIN: Sealer = sealerOf(null, [], null);

function opened(key: DataKey | undefined, id: string, stored: Uint8Array): Uint8Array {
  if (key === undefined) throw sealedUnder(id);
  try {
    return key.open(stored);
  } catch (cause) {
    throw new CvmatchError('store_corrupt', 'an encrypted record was changed or damaged', {
      cause,
      hint: 'Examine the store with `cvmatch doctor`, and restore it from a copy.',
    });
  }
}

function sealedUnder(id: string): CvmatchError {
  return new CvmatchError('key_missing', `a record is encrypted under the key ${id}, which is not here`, {
    hint: 'Restore the whole workspace folder from one copy; `cvmatch encryption show` lists the keys it has.',
  });
}
