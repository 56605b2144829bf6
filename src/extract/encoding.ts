import chardet from 'chardet';
import iconv from 'iconv-lite';

/** Enough to tell an encoding; chardet's cost grows with length. */
const SAMPLE = 16_384;
/** Below this, chardet's guess of a foreign code page is less likely than plain CP1252. */
const SURE = 55;
/** All of them are CP1252 to a reader: it only fills gaps that they leave. */
const WESTERN = /^(?:ISO-8859-(?:1|15)|windows-1252|ASCII|UTF-8|IBM420|IBM424)/i;

/** Bytes -> text: byte order mark, then UTF-16 by its zero bytes, then UTF-8 if it is valid, then what the letters suggest. */
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

/** Latin text in UTF-16 has a zero in every other byte. */
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

function guessLegacy(bytes: Uint8Array): string {
  const best = chardet.analyse(bytes.subarray(0, SAMPLE)).find((m) => iconv.encodingExists(m.name));
  if (best === undefined || best.confidence < SURE || WESTERN.test(best.name)) return 'windows-1252';
  return best.name;
}
