import { failure, ok, type Outcome } from '../domain/index.js';
import { Refusal } from '../extract/refusal.js';
import { Zip, type ZipMember } from '../extract/zip.js';
import { memberName } from './member-name.js';
import type { Member } from './container-member.js';

/**
 * Largest expansion that an archive may claim, relative to its size: text compresses to a tenth, a bomb to a
 * thousandth.
 */
const RATIO = 200;
const ALWAYS = 64 * 2 ** 20;

/**
 * The files in a ZIP archive, without hidden files and folders. @throws Refusal if the archive is a bomb or damaged.
 */
export function zipMembers(bytes: Uint8Array): Member[] {
  const zip = new Zip(bytes, Number.MAX_SAFE_INTEGER);
  const entries = zip.list().filter(({ name }) => !/[/\\]$/.test(name));
  if (entries.length === 0 && zip.truncated && !isEmptyArchive(bytes))
    throw new Refusal('corrupt', 'the archive is damaged');
  const expanded = entries.reduce((sum, one) => sum + one.expanded, 0);
  // With entries that share their bytes, a small archive can claim to contain a lot.
  const packed = entries.reduce((sum, one) => sum + one.packed, 0);
  if (expanded > Math.max(ALWAYS, bytes.length * RATIO) || packed > bytes.length)
    throw new Refusal('expands_too_large', 'it expands to far more bytes than an archive of CVs does');
  return entries.flatMap((entry) => {
    const name = memberName(entry.name);
    return name === null ? [] : [memberOf(zip, entry, name)];
  });
}

/** Only the end of a directory. */
const isEmptyArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[2] === 5 && bytes[3] === 6;

function memberOf(zip: Zip, entry: ZipMember, name: string): Member {
  const problem = entry.encrypted
    ? failure('password_required', 'a file of an archive with a password')
    : entry.whole
      ? null
      : failure('corrupt', 'the archive is cut off inside this file');
  return {
    name,
    size: entry.expanded,
    mtimeMs: entry.modified,
    problem,
    read: (maxSize) => problem ?? expand(zip, entry, maxSize),
  };
}

function expand(zip: Zip, entry: ZipMember, maxSize: number): Outcome<Uint8Array> {
  if (entry.expanded > maxSize) return tooLarge(maxSize);
  try {
    return ok(zip.expandWithin(entry.name, maxSize));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code === 'expands_too_large' ? tooLarge(maxSize) : failure(error.code, error.message);
  }
}

function tooLarge(maxSize: number): Outcome<never> {
  return failure('file_too_large', `it has more than ${Math.round(maxSize / 1e5) / 10} MB`);
}
