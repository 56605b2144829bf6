import { memoize } from '../../../domain/index.js';
import { NotPlain } from './not-plain.js';
import { numbers, type PdfFile } from './file.js';
import { readToUnicode } from './to-unicode.js';
import { letterOf } from './glyph-names.js';
import { Name, type Dictionary, type PdfObject } from './objects.js';

export interface Glyph {
  text: string;
  /** In em. */
  width: number;
  isSpace: boolean;
}

/** The parts of a font needed for text and its position. */
export class PlainFont {
  private readonly known: (Glyph | undefined)[] = [];

  constructor(
    readonly name: string,
    readonly bold: boolean,
    readonly bytesPerCode: 1 | 2,
    private readonly letter: (code: number) => string | undefined,
    /** In em. */
    private readonly width: (code: number) => number,
  ) {}

  /** Throws `NotPlain` for a code whose letter is uncertain. */
  glyph(code: number): Glyph {
    return this.known[code] ?? this.read(code);
  }

  private read(code: number): Glyph {
    const letter = lettersOf(this.letter(code) ?? '');
    if (!letter.isSure || (this.bytesPerCode === 1 && letter.isAccent)) throw new NotPlain();
    return (this.known[code] = { text: letter.text, width: this.width(code), isSpace: letter.isSpace });
  }
}

/** Memoized, since every file uses the same few letters. */
const lettersOf = memoize((letter) => {
  const text = letter.replace(ZERO_WIDTH, '').replace(HYPHENS, '-').replace(SPACES, ' ');
  return {
    text,
    isSpace: SPACE.test(text),
    isAccent: ACCENT.test(letter),
    isSure: letter !== '' && !UNSURE.test(letter),
  };
});

const BOLD = /bold|black|heavy|demi|[-,](?:bd|hv)\b/i;
const FORCE_BOLD = 1 << 18;
/** Right-to-left scripts, combining signs, and characters that are no text. */
const UNSURE =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{M}\p{Cn}\ufffd]|(?![\t\n\r\u0080-\u009f])\p{Cc}/u;
/** TeX paints an accent and then its letter at the same place; its fonts have single-byte codes. */
const ACCENT = /\p{Sk}/u;
const SPACE = /^[\s\u00a0]*$/;
/** Zero-width marks: they neither separate words nor form any. */
const ZERO_WIDTH = /[\u200b-\u200d\u2060\ufeff]/g;
/** Quartz lists every character that a glyph may stand for: all kinds of hyphens, all kinds of spaces. */
const HYPHENS = /^[-\u00ad\u2010\u2011]{2,}$/;
const SPACES = /^\s{2,}$/;
/** Codes have at most two bytes. */
const MAX_CODES = 0x10000;
/** The codes 80 to 9F of CP1252, since TextDecoder in Node 20 reads them as control characters. */
const WINDOWS_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Reads a font whose letters the file names completely: by ToUnicode or an encoding with names. */
export function readFont(file: PdfFile, font: Dictionary): PlainFont {
  const kind = file.name(font.get('Subtype'));
  if (kind === 'Type0') return readComposite(file, font);
  if (kind !== 'Type1' && kind !== 'TrueType' && kind !== 'MMType1') throw new NotPlain();
  return readSimple(file, font);
}

function readComposite(file: PdfFile, font: Dictionary): PlainFont {
  const descendant = file.dictionary(file.array(font.get('DescendantFonts'))?.[0]);
  if (descendant === null || file.name(font.get('Encoding')) !== 'Identity-H') throw new NotPlain();
  const letters = toUnicodeOf(file, font);
  if (letters === null) throw new NotPlain();
  const widths = compositeWidths(file, descendant);
  const otherwise = (file.number(descendant.get('DW')) ?? 1000) / 1000;
  return new PlainFont(
    nameOf(file, font),
    isBold(file, font, descendant),
    2,
    (code) => letters.get(code),
    (code) => widths.get(code) ?? otherwise,
  );
}

function readSimple(file: PdfFile, font: Dictionary): PlainFont {
  const letters = toUnicodeOf(file, font);
  const encoding = readEncoding(file, font);
  const [first, list] = [file.number(font.get('FirstChar')), file.array(font.get('Widths'))];
  if (first === null || list === null || (letters === null && encoding === null)) throw new NotPlain();
  const widths = numbers(list.map((width) => file.get(width) as PdfObject));
  const otherwise = file.number(file.dictionary(font.get('FontDescriptor'))?.get('MissingWidth')) ?? 0;
  return new PlainFont(
    nameOf(file, font),
    isBold(file, font, font),
    1,
    (code) => letters?.get(code) ?? encoding?.[code],
    (code) => (widths[code - first] ?? otherwise) / 1000,
  );
}

/** Reads only the widths of a font, as far as the file gives them, to know where its text stands. */
export function readLooseFont(file: PdfFile, font: Dictionary): PlainFont {
  const descendant = file.dictionary(file.array(font.get('DescendantFonts'))?.[0]);
  if (descendant !== null) {
    const [widths, otherwise] = [compositeWidths(file, descendant), (file.number(descendant.get('DW')) ?? 1000) / 1000];
    return new PlainFont(
      '',
      false,
      2,
      () => 'x',
      (code) => widths.get(code) ?? otherwise,
    );
  }
  if (file.name(font.get('Subtype')) === 'Type3') throw new NotPlain();
  const [first, list] = [file.number(font.get('FirstChar')) ?? 0, file.array(font.get('Widths')) ?? []];
  const widths = numbers(list.map((width) => file.get(width) as PdfObject));
  return new PlainFont(
    '',
    false,
    1,
    (code) => (code === 32 ? ' ' : 'x'),
    (code) => (widths[code - first] ?? USUAL_WIDTH) / 1000,
  );
}
/** Width of a letter in the standard fonts, which need no description, in thousandths of an em. */
const USUAL_WIDTH = 550;

function nameOf(file: PdfFile, font: Dictionary): string {
  return (file.name(font.get('BaseFont')) ?? '').replace(/^[A-Z]{6}\+/, '');
}

function isBold(file: PdfFile, font: Dictionary, described: Dictionary): boolean {
  const flags = file.number(file.dictionary(described.get('FontDescriptor'))?.get('Flags')) ?? 0;
  return BOLD.test(nameOf(file, font)) || (flags & FORCE_BOLD) !== 0;
}

function toUnicodeOf(file: PdfFile, font: Dictionary): Map<number, string> | null {
  const stream = file.stream(font.get('ToUnicode'));
  return stream === null ? null : readToUnicode(file.data(stream));
}

/** `W`: `first [w w w]` or `first last w`. */
function compositeWidths(file: PdfFile, descendant: Dictionary): Map<number, number> {
  const widths = new Map<number, number>();
  const list = file.array(descendant.get('W')) ?? [];
  let codes = 0;
  for (let i = 0; i < list.length;) {
    const first = file.number(list[i]);
    const next = file.get(list[i + 1]);
    if (first === null || (codes += typeof next === 'number' ? next - first : 0) > MAX_CODES) throw new NotPlain();
    if (Array.isArray(next)) numbers(next).forEach((width, k) => widths.set(first + k, width / 1000));
    else if (typeof next === 'number')
      for (let code = first; code <= next; code++) widths.set(code, numbers([list[i + 2] ?? null])[0]! / 1000);
    else throw new NotPlain();
    i += Array.isArray(next) ? 2 : 3;
  }
  return widths;
}

/**
 * The letter of each code according to the encoding; null where the font uses a built-in encoding that is not known.
 */
function readEncoding(file: PdfFile, font: Dictionary): (string | undefined)[] | null {
  const encoding = font.get('Encoding');
  const named = file.name(encoding);
  if (named !== null) return tableOf(named);
  const dictionary = file.dictionary(encoding);
  if (dictionary === null) return null;
  const letters = tableOf(file.name(dictionary.get('BaseEncoding')) ?? '') ?? [];
  let code = 0;
  for (const item of file.array(dictionary.get('Differences')) ?? []) {
    if (typeof item === 'number') code = item;
    else if (item instanceof Name) letters[code++] = letterOf(item.text);
  }
  return letters;
}

function tableOf(name: string): (string | undefined)[] | null {
  if (name !== 'WinAnsiEncoding' && name !== 'MacRomanEncoding') return null;
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
  const letters: (string | undefined)[] = [
    ...new TextDecoder(name === 'MacRomanEncoding' ? 'macintosh' : 'latin1').decode(codes),
  ];
  if (name === 'WinAnsiEncoding') letters.splice(128, 32, ...WINDOWS_HIGH);
  // Codes below the space have no letter.
  return letters.fill(undefined, 0, 32);
}
