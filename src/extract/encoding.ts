import chardet from 'chardet';
import iconv from 'iconv-lite';

/** Bytes that are enough to detect an encoding; the time chardet takes grows with length. */
const SAMPLE = 16_384;
/**
 * Confidence from which chardet's guess is accepted. Below it, the guess must be well ahead of Western European ones.
 */
const SURE = 55;
const AHEAD = 1.5;
/** Confidence that a guess of another Latin alphabet needs; otherwise a few accents would decide. */
const LATIN_FLOOR = 28;
/** In other scripts at least this share of letters is above ASCII. */
const FOREIGN_SHARE = 0.25;
const LATIN = /^(?:ISO-8859-(?:[2-49]|1[03456])|windows-125[047])/i;
/** Encodings read as CP1252, which only adds characters where they have none. */
const WESTERN = /^(?:ISO-8859-(?:1|15)|windows-1252|ASCII|UTF-8|IBM420|IBM424)/i;

/**
 * Decodes text by its byte order mark, else as UTF-16 by its zero bytes, else as UTF-8 if it is valid, else by
 * `declared` or the most likely code page.
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const marked = decodeByMark(bytes);
  if (marked !== null) return marked;
  const wide = guessUtf16(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeLegacy(bytes, declared);
  }
}

function decodeByMark(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return new TextDecoder('utf-8').decode(bytes);
  if (a === 0xff && b === 0xfe && !(c === 0 && d === 0)) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (a === 0xff && b === 0xfe) return iconv.decode(Buffer.from(bytes), 'utf-32le');
  return null;
}

/** In UTF-16, Latin text has a zero in every other byte. */
export function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, SAMPLE) & ~1;
  if (length < 8) return null;
  const zeros = [0, 0];
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i & 1]! += 1;
  const half = length / 2;
  if (zeros[1]! > half * 0.7 && zeros[0]! < half * 0.05) return 'utf-16le';
  return zeros[0]! > half * 0.7 && zeros[1]! < half * 0.05 ? 'utf-16be' : null;
}

function decodeLegacy(bytes: Uint8Array, declared: string | undefined): string {
  if (declared !== undefined && iconv.encodingExists(declared) && !/^utf/i.test(declared)) {
    return iconv.decode(Buffer.from(bytes), WESTERN.test(declared) ? 'windows-1252' : declared);
  }
  return iconv.decode(Buffer.from(bytes), guessLegacy(bytes));
}

/** The most likely code page of bytes that are neither UTF-8 nor UTF-16. */
export function guessLegacy(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE);
  const guesses = chardet.analyse(sample).filter((m) => iconv.encodingExists(m.name));
  const western = guesses.find((m) => WESTERN.test(m.name))?.confidence ?? 0;
  const best = guesses.find((m) => !WESTERN.test(m.name));
  return best !== undefined && isConvincing(best, western, highShare(sample)) ? best.name : 'windows-1252';
}

function isConvincing(
  { name, confidence }: { name: string; confidence: number },
  western: number,
  high: number,
): boolean {
  if (confidence <= western) return false;
  if (confidence >= SURE) return true;
  if (confidence < western * AHEAD) return false;
  return LATIN.test(name) ? confidence >= LATIN_FLOOR : high >= FOREIGN_SHARE;
}

/** The share of bytes above ASCII among those that can be letters. */
function highShare(bytes: Uint8Array): number {
  let high = 0;
  let low = 0;
  for (const b of bytes) {
    if (b >= 0x80) high += 1;
    else if ((b | 32) >= 97 && (b | 32) <= 122) low += 1;
  }
  return high / Math.max(1, high + low);
}
