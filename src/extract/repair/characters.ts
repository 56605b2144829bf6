/* eslint-disable no-control-regex -- control characters are what this file is about */
/** Characters that stand for others: ligatures, symbol fonts, control characters, spaces. */
const LIGATURES: Record<string, string> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' };

/** Symbols and Wingdings as PDF and Word map them to the private use area: bullets, squares, arrows, ticks. */
const SYMBOL_BULLETS =
  /[\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf06e\uf06c\uf071\uf076\uf077\uf075\uf0a1\uf0a2\uf0a4\uf0be\uf02d\uf0e8\uf0f0\uf0fe\uf09f\uf0aa\uf0ab\uf0ac\uf0b2]/g;
/** Old fonts have ligatures at F001 and F002; standing alone, the same codes are icons. */
const PRIVATE_LIGATURE = /(?<=\p{L})[\uf001\uf002]|[\uf001\uf002](?=\p{Ll})/gu;
const CP1252_CONTROLS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** A filter: characters that need a closer look. Ordinary text passes in one test. */
const SPECIAL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\uf8ff\ufb00-\ufb06\ufeff\ufff9-\uffff]|\p{M}/u;

/** Invisible characters between letters of a word, except the joiner after f that prevents a ligature. */
const INSIDE_WORD = /(?<=[A-Za-eg-z])[\u034f\u180e\u200b-\u200f\u2060-\u2064\ufeff]+(?=[A-Za-z])/g;
const INVISIBLE = '\u200b';
/** A text with fewer disguised words has them by accident, and they are repaired. */
const FEWEST = 2;
/** A single word cut this often is no accident either. */
const CUTS = 3;

const DISGUISED = /(?<![A-Za-z\u200b])[A-Za-z]+\u200b/g;

/**
 * Keeps the characters that disguise words where there are several such words, so that a later check can detect them.
 */
export function repairStray(text: string): string {
  if (!text.includes(INVISIBLE)) return text;
  const disguised = text.match(DISGUISED)?.length ?? 0;
  return disguised < FEWEST && text.split(INVISIBLE).length - 1 < CUTS ? text.replaceAll(INVISIBLE, '') : text;
}

export function repairCharacters(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return (
    text
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
      .replace(/[\u0080-\u009f]/g, (c) => control(c))
      .replace(/[\u2028\u2029\u000b\u000c]/g, '\n')
      // A soft hyphen at the end of a line always marks a divided word.
      .replace(/\u00ad[ \t]*\r?\n[ \t]*(?=\p{Ll})/gu, '')
      .replace(PRIVATE_LIGATURE, (c) => (c === '\uf001' ? 'fi' : 'fl'))
      .replace(/[ﬀ-ﬆ]/g, (c) => LIGATURES[c]!)
      .replace(SYMBOL_BULLETS, '•')
      .replace(/[\ue000-\uf8ff]/g, ' ')
      .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
      .replace(INSIDE_WORD, INVISIBLE)
      // Joiners shape Arabic and Indic letters and emoji; between Latin letters they only hide words from a search.
      .replace(/[\u200c\u200d](?=[\u0000-\u024f]|$)/g, '')
      .replace(/(?<![A-Za-eg-z])\u200b|\u200b(?![A-Za-z])/g, '')
      .replace(/(?<=\d)\u00ad(?=[\p{L}\d])/gu, '-')
      .replace(
        /[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u061c\u180e\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff]/g,
        '',
      )
      .normalize('NFC')
  );
}

/** C1 control characters come from CP1252 read as Latin-1. */
function control(char: string): string {
  const meant = CP1252_CONTROLS[char.charCodeAt(0) - 0x80]!;
  return meant === char ? '' : meant;
}
