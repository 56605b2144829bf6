import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { zlibSync } from 'fflate';
import { fontName, type Family } from './fonts.js';

/** A complete font for embedding in a PDF. */
export interface FontProgram {
  /** PostScript name. */
  name: string;
  subtype: 'TrueType' | 'Type1';
  /** The font descriptor's key for the stream, and extra entries of the stream. */
  key: 'FontFile2' | 'FontFile3';
  entries: string;
  packed: Uint8Array;
}

/**
 * Free fonts that ship with pdf.js and have the widths of the standard fonts used for layout: Liberation Sans (SIL Open
 * Font License, which allows embedding) and Foxit's serif font (3-clause BSD; compact font format despite its suffix
 * `.pfb`).
 */
const FILES: Record<string, { file: string; name: string }> = {
  Helvetica: { file: 'LiberationSans-Regular.ttf', name: 'LiberationSans' },
  'Helvetica-Bold': { file: 'LiberationSans-Bold.ttf', name: 'LiberationSans-Bold' },
  'Times-Roman': { file: 'FoxitSerif.pfb', name: 'ChromSerifOTF' },
  'Times-Bold': { file: 'FoxitSerifBold.pfb', name: 'ChromSerifOTF-Bold' },
};

const programs = new Map<string, FontProgram>();

/** Read and compressed once per process. There is none for Courier, which is only used in scans. */
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
