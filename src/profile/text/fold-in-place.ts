import { changeForeign } from '../../domain/index.js';

/**
 * A text for comparison, of the same length, so that offsets stay true: lower case without accents, every kind
 * of digit as 0 to 9, every kind of dash, arrow, blank, apostrophe and full-width sign as its plain one.
 */
export function foldInPlace(text: string): string {
  return foldForeign(text).toLowerCase();
}

const foldForeign = changeForeign((run) => {
  if (MOJIBAKE.test(run)) return '-'.padEnd(run.length);
  return run.split('').map(foldUnit).join('');
});

/** A dash or full-width sign whose bytes were read as another encoding's. */
const MOJIBAKE = /^(?:ï¼[\u0080-\u009f]?|â€[“”]?)$/;

function foldUnit(char: string): string {
  const sign = SIGNS.get(char);
  if (sign !== undefined) return sign;
  if (/\p{Nd}/u.test(char)) return String(digitOf(char));
  if (/\p{Pd}/u.test(char)) return '-';
  // Blanks, and marks for the direction of writing and the like, which nobody sees.
  if (/[\p{Zs}\p{Cf}]/u.test(char)) return ' ';
  // Full-width letters and signs have their plain one in KC, letters with accents theirs in D.
  const plain = char >= '\uff00' ? char.normalize('NFKC') : char.normalize('NFD').replace(/\p{M}+/gu, '');
  // A lower case of two units (İ) has gone with its accent.
  return plain.length === 1 ? plain : char;
}

/** Digits of a script stand in a row: how many stand right before tells which one it is. */
function digitOf(char: string): number {
  let digit = 0;
  while (digit < 9 && /\p{Nd}/u.test(String.fromCharCode(char.charCodeAt(0) - digit - 1))) digit += 1;
  return digit;
}

const SIGNS: ReadonlyMap<string, string> = new Map(
  [
    // Minus, wave dash, swung dash, box drawings, the hyphen that only shows at a line's end.
    ['-', '\u0096\u0097\u2043\u2212\u2053\u02d7\u207b\u208b\u2500\u2501\u00ad\u2e3a\u2e3b'],
    ['~', '\uff5e\u301c\u223c\u2248\u223f'],
    ['>', '→⇒⟶➔➜➝➞⟹›»≫⇨⮕'],
    ["'", '’‘‛´`ʼ′＇׳'],
    ['/', '⁄∕／'],
    [',', '،、，'],
    ['.', '。．·॰'],
    [':', '：﹕'],
    ['(', '（【'],
    [')', '）】'],
    ['ł', ''],
    ['l', 'łŁ'],
    ['i', 'ı'],
    ['σ', 'ςΣ'],
  ].flatMap(([plain, signs]) => [...signs!].map((sign) => [sign, plain!] as const)),
);
