/**
 * UTF-8 that was read as CP1252 ("Ã¼" for "ü"). Only runs that decode to exactly one character are touched, and those that
 * could also be honest text (a letter before a quotation mark or a dash) only where the text has clear cases too.
 */
const CP1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const byteOf = new Map<string, number>(Array.from(CP1252_HIGH, (char, i) => [char, 0x80 + i]));
for (let code = 0xa0; code <= 0xff; code++) byteOf.set(String.fromCharCode(code), code);

/** What CP1252 shows for the bytes 80 to BF, of which all but the first byte of a character are. */
const TAIL = `[${CP1252_HIGH}\u00a0-\u00bf]`;
const SUSPECT = new RegExp(`[ÂÃÄÅÎÏÐÑ]${TAIL}|[àáâãä]${TAIL}{2}|ð${TAIL}{3}`, 'g');
const QUICK = new RegExp(`[\\u00c2-\\u00f0]${TAIL}`);
/** After a letter these are punctuation more often than half of a broken one. */
const AMBIGUOUS = /^[ÂÃÄÅÎÏÐÑ][\u00a0‘’“”–—…»‹›•„‚]$/;
/** Leads of Greek, Cyrillic and Latin beyond Western Europe: plausible only in numbers. */
const RARE_LEAD = /^[ÄÅÎÏÐÑ]/;
const RARE_NEEDED = 3;

const decoder = new TextDecoder('utf-8', { fatal: true });

export function repairMojibake(text: string): string {
  if (!QUICK.test(text)) return text;
  const plausible = [...text.matchAll(SUSPECT)]
    .filter((m) => decode(m[0]) !== null && !isAmbiguous(text, m.index, m[0]))
    .map((m) => m[0]);
  const rare = plausible.filter((m) => RARE_LEAD.test(m)).length;
  const clear = plausible.length - rare;
  if (clear === 0 && rare < RARE_NEEDED) return text;
  return text.replace(SUSPECT, (match) => {
    if (RARE_LEAD.test(match) && rare < RARE_NEEDED) return match;
    return decode(match) ?? match;
  });
}

/** A capital in the middle of a word says that it is broken. */
function isAmbiguous(text: string, index: number, run: string): boolean {
  return AMBIGUOUS.test(run) && !/\p{Ll}/u.test(text[index - 1] ?? '');
}

function decode(run: string): string | null {
  try {
    const decoded = decoder.decode(Uint8Array.from(run, (char) => byteOf.get(char) ?? 0));
    // A control character is no letter that anyone typed.
    return /^[\u0080-\u009f]/.test(decoded) ? null : decoded;
  } catch {
    return null;
  }
}
