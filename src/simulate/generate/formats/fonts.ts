/**
 * Advance widths of the standard fonts, in thousandths of the font size, for codes 32 to 255 of WinAnsi (Windows-1252),
 * as two base-36 digits each. From Adobe's Core 14 AFM files. Courier has 600 throughout.
 */
const WIDTHS = {
  Helvetica:
    '7q7q9vfgfgopij5b9999atg87q997q7qfgfgfgfgfgfgfgfgfgfg7q7qg8g8g8fgs7ijijk2k2ijgzlmk27qdwijfgn5k2lmijlmk2ijgzk2ijq8' +
    'ijijgz7q7q7qd1fg99fgfgdwfgfg7qfgfg6666dw66n5fgfgfgfg99dw7qfgdwk2dwdwdw9a789ag800fg0066fg99rsfgfg99rsij99rs00gz00' +
    '00666699999qfgrs99rsdw99q800dwdw7q99fgfgfgfg78fg99khaafgg899kh99b4g8999999fgex7q9999a5fgn6n6n6gzijijijijijijrsk2' +
    'ijijijij7q7q7q7qk2k2lmlmlmlmlmg8lmk2k2k2k2ijijgzfgfgfgfgfgfgopdwfgfgfgfg7q7q7q7qfgfgfgfgfgfgfgg8gzfgfgfgfgdwfgdw',
  'Helvetica-Bold':
    '7q99d6fgfgopk26m9999atg87q997q7qfgfgfgfgfgfgfgfgfgfg9999g8g8g8gzr3k2k2k2k2ijgzlmk27qfgk2gzn5k2lmijlmk2ijgzk2ijq8' +
    'ijijgz997q99g8fg99fggzfggzfg99gzgz7q7qfg7qopgzgzgzgzatfg99gzfglmfgfgdwat7satg800fg007qfgdwrsfgfg99rsij99rs00gz00' +
    '007q7qdwdw9qfgrs99rsfg99q800dwfg7q99fgfgfgfg7sfg99khaafgg899kh99b4g8999999gzfg7q9999a5fgn6n6n6gzk2k2k2k2k2k2rsk2' +
    'ijijijij7q7q7q7qk2k2lmlmlmlmlmg8lmk2k2k2k2ijijgzfgfgfgfgfgfgopfgfgfgfgfg7q7q7q7qgzgzgzgzgzgzgzg8gzgzgzgzgzfggzfg',
  'Times-Roman':
    '6y99bcdwdwn5lm509999dwfo6y996y7qdwdwdwdwdwdwdwdwdwdw7q7qfofofoccplk2ijijk2gzfgk2k299atk2gzopk2k2fgk2ijfggzk2k2q8' +
    'k2k2gz997q99d1dw99ccdwccdwcc99dwdw7q7qdw7qlmdwdwdwdw99at7qdwdwk2dwdwccdc5kdcf100dw0099dwccrsdwdw99rsfg99op00gz00' +
    '009999cccc9qdwrs99r8at99k200ccdw6y99dwdwdwdw5kdw99l47odwfo99l499b4fo8c8c99dwcl6y998c8mdwkukukucck2k2k2k2k2k2opij' +
    'gzgzgzgz99999999k2k2k2k2k2k2k2fok2k2k2k2k2k2fgdwccccccccccccijcccccccccc7q7q7q7qdwdwdwdwdwdwdwfodwdwdwdwdwdwdwdw',
  'Times-Bold':
    '6y99ffdwdwrsn57q9999dwfu6y996y7qdwdwdwdwdwdwdwdwdwdw9999fufufudwpuk2ijk2k2ijgzlmlmatdwlmijq8k2lmgzlmk2fgijk2k2rs' +
    'k2k2ij997q99g5dw99dwfgccfgcc99dwfg7q99fg7qn5fgdwfgfgccat99fgdwk2dwdwccay64ayeg00dw0099dwdwrsdwdw99rsfg99rs00ij00' +
    '009999dwdw9qdwrs99rsat99k200ccdw6y99dwdwdwdw64dw99kr8cdwfu99kr99b4fu8c8c99fgf06y998c96dwkukukudwk2k2k2k2k2k2rsk2' +
    'ijijijijatatatatk2k2lmlmlmlmlmfulmk2k2k2k2k2gzfgdwdwdwdwdwdwk2cccccccccc7q7q7q7qdwfgdwdwdwdwdwfudwfgfgfgfgdwfgdw',
} as const;

export type Family = 'Helvetica' | 'Times' | 'Courier';

/** The name of a standard font in PDF. */
export function fontName(family: Family, bold: boolean): string {
  if (family === 'Times') return bold ? 'Times-Bold' : 'Times-Roman';
  return bold ? `${family}-Bold` : family;
}

const tables = new Map<string, Uint16Array>();

function tableOf(name: string): Uint16Array {
  let table = tables.get(name);
  if (table === undefined) {
    const digits = WIDTHS[name as keyof typeof WIDTHS] as string | undefined;
    table = new Uint16Array(256).fill(600);
    if (digits !== undefined)
      for (let i = 0; i < 224; i++) table[i + 32] = parseInt(digits.slice(2 * i, 2 * i + 2), 36);
    tables.set(name, table);
  }
  return table;
}

/** Widths of codes 32 to 255 in thousandths of the font size. */
export function widthsOf(family: Family, bold: boolean): number[] {
  return [...tableOf(fontName(family, bold)).subarray(32)];
}

/** Width of a WinAnsi-encoded text (one character per byte) in points. */
export function textWidth(encoded: string, family: Family, bold: boolean, size: number): number {
  const table = tableOf(fontName(family, bold));
  let sum = 0;
  for (let i = 0; i < encoded.length; i++) sum += table[encoded.charCodeAt(i) & 255]!;
  return (sum * size) / 1000;
}

/** Characters of Windows-1252 whose codes differ from Latin-1. */
const CP1252: Record<string, number> = {
  '€': 0x80,
  '…': 0x85,
  Š: 0x8a,
  Œ: 0x8c,
  Ž: 0x8e,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
  š: 0x9a,
  œ: 0x9c,
  ž: 0x9e,
};

/** Text as one character per byte of Windows-1252; other characters become `?`. */
export function winAnsi(text: string): string {
  return text.replaceAll(/[^\u0020-\u007e\u00a0-\u00ff]/g, (char) => String.fromCharCode(CP1252[char] ?? 63));
}
