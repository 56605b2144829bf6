import { createHash } from 'node:crypto';
import path from 'node:path';
import { CvmatchError } from '../../errors.js';
import type { Originals, Uploads } from '../../files/port.js';
import { findOriginal } from '../../ingest/originals/find.js';
import { plainName } from '../../ingest/upload.js';
import type { HeldRow, Store } from '../../store/port/index.js';

export interface OriginalParts {
  store: Pick<Store, 'intake'>;
  uploads: Uploads;
  originals: Originals;
}

/** A file as it was handed in, or why it cannot be had. */
export interface SubjectOriginal {
  /** sha-256 of its bytes, which is the CvId if it became a CV; null if it was never read. */
  hash: string | null;
  /** Where it lies in the archive; null: it cannot be had. */
  name: string | null;
  missing: string | null;
  /** Bytes. */
  size: number;
  stream: () => AsyncIterable<Uint8Array>;
  close: () => Promise<void>;
}

interface Wanted {
  hash: string | null;
  files: { path: string; name: string | null; format: string | null }[];
}

/** The bytes of CVs and of their files, as far as they are kept or still lie where they were read. The caller closes them. */
export async function originalsOf(
  parts: OriginalParts,
  cvIds: readonly string[],
  files: readonly HeldRow[],
): Promise<SubjectOriginal[]> {
  const found: SubjectOriginal[] = [];
  try {
    for (const wanted of wantedOf(cvIds, files)) found.push(await originalOf(parts, wanted, found.length + 1));
    return found;
  } catch (error) {
    await closeAll(found);
    throw error;
  }
}

export async function closeAll(originals: readonly SubjectOriginal[]): Promise<void> {
  for (const { close } of originals) await close();
}

function wantedOf(cvIds: readonly string[], files: readonly HeldRow[]): Wanted[] {
  const byHash = new Map<string, Wanted>(cvIds.map((hash) => [hash, { hash, files: [] }]));
  const unread: Wanted[] = [];
  for (const row of files) {
    const file = { path: String(row.path), name: textOf(row.name), format: textOf(row.format) };
    const hash = textOf(row.hash) ?? textOf(row.cv_id);
    if (hash === null) unread.push({ hash: null, files: [file] });
    else byHash.set(hash, { hash, files: [...(byHash.get(hash)?.files ?? []), file] });
  }
  return [...byHash.values(), ...unread];
}

const textOf = (value: HeldRow[string] | undefined): string | null => (typeof value === 'string' ? value : null);

async function originalOf(
  { store, uploads, originals }: OriginalParts,
  { hash, files }: Wanted,
  number: number,
): Promise<SubjectOriginal> {
  let missing = 'its bytes were not kept';
  for (const file of files) {
    const found = await findOriginal({ intake: store.intake, uploads, originals }, file);
    if (found.ok) return { missing: null, ...found.value, name: nameInside(number, found.value.name) };
    missing = found.message;
  }
  // An older revision, whose file has other bytes by now.
  const kept = hash === null ? null : await originals.find(hash);
  if (kept !== null) return { hash, missing: null, ...kept, name: nameInside(number, `${hash!.slice(0, 12)}.bin`) };
  return { hash, name: null, missing, size: 0, stream: nothing, close: () => Promise.resolve() };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(0);
}

/** Characters of a name without its extension. */
const LONGEST = 100;
const LONGEST_EXTENSION = 10;

/** Plain on every system, unpacked by whatever program, and never outside of the folder. */
export function nameInside(number: number, name: string): string {
  const plain = plainName(name).replace(/[<>:"|?*\\/]/g, '_');
  const extension = path.extname(plain).slice(0, LONGEST_EXTENSION);
  const stem = [...plain.slice(0, plain.length - extension.length)].slice(0, LONGEST).join('');
  const whole = `${stem}${extension}`.replace(/[. ]+$/, '');
  return `originals/${String(number).padStart(2, '0')}-${whole}`;
}

/** The bytes of an original. @throws CvmatchError `store_corrupt`, at the end, if they are not those that were handed in. */
export async function* checkedBytes({ hash, stream }: SubjectOriginal): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256');
  for await (const piece of stream()) {
    digest.update(piece);
    yield piece;
  }
  if (hash !== null && digest.digest('hex') !== hash)
    throw new CvmatchError('store_corrupt', `the bytes kept of the CV ${hash.slice(0, 12)} are not those handed in`, {
      hint: 'Check the disk; restore the folder of originals from a copy.',
    });
}
