import { changeForeign } from '../../domain/index.js';

/**
 * A text folded for comparison at the same length, so that offsets stay valid: lower case, no accents, any digit as 0
 * to 9, and plain forms of dashes, arrows, blanks, apostrophes and full-width signs.
 */
export function foldInPlace(text: string): string {
  return foldForeign(text).toLowerCase();
}

const foldForeign = changeForeign((run) => {
  if (MOJIBAKE.test(run)) return '-'.padEnd(run.length);
  return run.split('').map(foldUnit).join('');
});

/** A dash or full-width sign that was decoded in the wrong encoding. */
const MOJIBAKE = /^(?:ï¼[\u0080-\u009f]?|â€[“”]?)$/;

function foldUnit(char: string): string {
  const sign = SIGNS.get(char);
  if (sign !== undefined) return sign;
  if (/\p{Nd}/u.test(char)) return String(digitOf(char));
  if (/\p{Pd}/u.test(char)) return '-';
  // Blanks and invisible marks, such as those for writing direction.
  if (/[\p{Zs}\p{Cf}]/u.test(char)) return ' ';
  // Compatibility composition (NFKC) gives the plain form of full-width signs; decomposition (NFD) separates accents.
  const plain = char >= '\uff00' ? char.normalize('NFKC') : char.normalize('NFD').replace(/\p{M}+/gu, '');
  // İ has a lower case of two code units, but its accent was removed above.
  return plain.length === 1 ? plain : char;
}

/**
 * The value of a digit in any script. The ten digits of a script are adjacent code points, so the number of digits
 * right before one is its value.
 */
function digitOf(char: string): number {
  let digit = 0;
  while (digit < 9 && /\p{Nd}/u.test(String.fromCharCode(char.charCodeAt(0) - digit - 1))) digit += 1;
  return digit;
}

const SIGNS: ReadonlyMap<string, string> = new Map(
  [
    // Minus, wave dash, swung dash, box drawing, and the hyphen that is visible only at the end of a line.
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
