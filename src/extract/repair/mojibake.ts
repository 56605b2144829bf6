/**
 * UTF-8 that was read as CP1252 ("Ã¼" for "ü"). Only runs that decode to exactly one character are repaired. Runs that
 * could be genuine text (a letter before a quotation mark or dash) are repaired only where the text has unambiguous
 * cases too.
 */
const CP1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const byteOf = new Map<string, number>(Array.from(CP1252_HIGH, (char, i) => [char, 0x80 + i]));
for (let code = 0xa0; code <= 0xff; code++) byteOf.set(String.fromCharCode(code), code);

/** What CP1252 shows for the bytes 80 to BF: all bytes of a UTF-8 character but the first. */
const TAIL = `[${CP1252_HIGH}\u00a0-\u00bf]`;
const SUSPECT = new RegExp(`[ÂÃÄÅÎÏÐÑ]${TAIL}|[àáâãä]${TAIL}{2}|ð${TAIL}{3}`, 'g');
const QUICK = new RegExp(`[\\u00c2-\\u00f0]${TAIL}`);
/** After a letter these are more often punctuation than half of a broken character. */
const AMBIGUOUS = /^[ÂÃÄÅÎÏÐÑ][\u00a0‘’“”–—…»‹›•„‚]$/;
/** First bytes of Greek, Cyrillic and non-Western Latin letters: plausible only in large numbers. */
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

/** A capital in the middle of a word shows that the word is broken. */
function isAmbiguous(text: string, index: number, run: string): boolean {
  return AMBIGUOUS.test(run) && !/\p{Ll}/u.test(text[index - 1] ?? '');
}

function decode(run: string): string | null {
  try {
    const decoded = decoder.decode(Uint8Array.from(run, (char) => byteOf.get(char) ?? 0));
    // Nobody types a control character as a letter.
    return /^[\u0080-\u009f]/.test(decoded) ? null : decoded;
  } catch {
    return null;
  }
}
