import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { zlibSync } from 'fflate';
import { fontName, type Family } from './fonts.js';

/** A whole font as a PDF carries it. */
export interface FontProgram {
  /** PostScript name. */
  name: string;
  subtype: 'TrueType' | 'Type1';
  /** Key of the font descriptor that points to the stream, and the stream's own entries. */
  key: 'FontFile2' | 'FontFile3';
  entries: string;
  packed: Uint8Array;
}

/**
 * Free fonts that come with pdf.js, as wide as the standard fonts that the pages are set in: Liberation Sans (SIL Open
 * Font License, which allows embedding) and Foxit's serif (3-clause BSD), the latter in compact font format under `.pfb`.
 */
const FILES: Record<string, { file: string; name: string }> = {
  Helvetica: { file: 'LiberationSans-Regular.ttf', name: 'LiberationSans' },
  'Helvetica-Bold': { file: 'LiberationSans-Bold.ttf', name: 'LiberationSans-Bold' },
  'Times-Roman': { file: 'FoxitSerif.pfb', name: 'ChromSerifOTF' },
  'Times-Bold': { file: 'FoxitSerifBold.pfb', name: 'ChromSerifOTF-Bold' },
};

const programs = new Map<string, FontProgram>();

/** Read and packed once a process. Courier has none: only scans are set in it. */
export function fontProgram(family: Exclude<Family, 'Courier'>, bold: boolean): FontProgram {
  const font = fontName(family, bold);
  let program = programs.get(font);
  if (program === undefined) programs.set(font, (program = load(FILES[font]!)));
  return program;
}

function load({ file, name }: { file: string; name: string }): FontProgram {
  const folder = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const bytes = readFileSync(path.join(folder, 'standard_fonts', file));
  const packed = zlibSync(bytes);
  if (file.endsWith('.ttf'))
    return { name, subtype: 'TrueType', key: 'FontFile2', entries: `/Length1 ${bytes.length} `, packed };
  return { name, subtype: 'Type1', key: 'FontFile3', entries: '/Subtype /Type1C ', packed };
}
