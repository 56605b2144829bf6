/** Letters of a text counted by script, to recognise languages that have a script largely to themselves. */
export interface Letters {
  latin: number;
  cyrillic: number;
  greek: number;
  arabic: number;
  hebrew: number;
  han: number;
  kana: number;
  hangul: number;
  thai: number;
  devanagari: number;
  /** Of all other scripts. */
  other: number;
}

/** First and last UTF-16 code unit of each script's letters. */
const RANGES: readonly (readonly [keyof Letters, number, number])[] = [
  ['latin', 0x41, 0x24f],
  ['greek', 0x370, 0x3ff],
  ['cyrillic', 0x400, 0x52f],
  ['hebrew', 0x590, 0x5ff],
  ['arabic', 0x600, 0x77f],
  ['devanagari', 0x900, 0x97f],
  ['thai', 0xe00, 0xe7f],
  ['latin', 0x1e00, 0x1eff],
  ['kana', 0x3040, 0x30ff],
  ['han', 0x3400, 0x9fff],
  ['hangul', 0xac00, 0xd7af],
];

export function countLetters(text: string): Letters {
  const letters: Letters = {
    latin: 0,
    cyrillic: 0,
    greek: 0,
    arabic: 0,
    hebrew: 0,
    han: 0,
    kana: 0,
    hangul: 0,
    thai: 0,
    devanagari: 0,
    other: 0,
  };
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x41 || (unit > 0x5a && unit < 0x61) || (unit > 0x7a && unit < 0xc0)) continue;
    const range = RANGES.find(([, first, last]) => unit >= first && unit <= last);
    if (range !== undefined) letters[range[0]] += 1;
    else if (unit > 0x24f && /\p{L}/u.test(text[at]!)) letters.other += 1;
  }
  return letters;
}

/**
 * The least share of letters that decides for a script. CVs in other scripts are full of English product names, so a
 * fifth is enough.
 */
const LEAST_SHARE = 0.2;
/** A Chinese or Korean character counts as this many letters. */
const DENSE = 2.5;

/** The language that the script of a text determines; null for Latin. */
export function languageOfScript(text: string): string | null {
  const { latin, cyrillic, greek, arabic, hebrew, han, kana, hangul, thai, devanagari } = countLetters(text);
  const dense = DENSE * (han + kana + hangul);
  const foreign = cyrillic + greek + arabic + hebrew + thai + devanagari + dense;
  if (foreign < LEAST_SHARE * (foreign + latin) || foreign < 20) return null;
  const most = Math.max(cyrillic, greek, arabic, hebrew, thai, devanagari, dense);
  if (most === dense) return hangul > han + kana ? 'ko' : kana > 0.08 * (han + kana) ? 'ja' : 'zh';
  if (most === cyrillic) return cyrillicLanguage(text, cyrillic);
  if (most === arabic) return share(text, /[پچژگکی]/gu, arabic) > 0.03 ? 'fa' : 'ar';
  return most === greek ? 'el' : most === hebrew ? 'he' : most === thai ? 'th' : 'hi';
}

/** Decides by letters that the other Cyrillic languages lack. */
function cyrillicLanguage(text: string, letters: number): string {
  if (share(text, /[іїєґІЇЄҐ]/gu, letters) > 0.01) return 'uk';
  if (share(text, /[јљњћђџЈЉЊЋЂЏ]/gu, letters) > 0.01) return 'sr';
  if (share(text, /[ыэёЫЭЁ]/gu, letters) > 0.003) return 'ru';
  return share(text, /[ъЪ]/gu, letters) > 0.004 ? 'bg' : 'ru';
}

const share = (text: string, pattern: RegExp, of: number): number => (text.match(pattern)?.length ?? 0) / of;
