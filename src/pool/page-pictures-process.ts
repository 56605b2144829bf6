/**
 * Entry of the process that draws the pages of a PDF for OCR with pdf-parse; see page-pictures.ts. Arguments: the PDF,
 * the common prefix of the pictures' paths, and the limits as JSON.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { PDFParse } from 'pdf-parse';
import { EXIT_ABSENT, EXIT_PASSWORD, scaleOf, type DrawLimits } from './page-scale.js';

/** Pixels of an image in the PDF (A4 at 900 dpi has 78 million); larger images are left out. */
const MAX_IMAGE = 80_000_000;

const require = createRequire(import.meta.url);

/** The canvas is a native module; pdf-parse ships it only for some systems. */
function hasCanvas(): boolean {
  try {
    createRequire(require.resolve('pdf-parse'))('@napi-rs/canvas');
    return true;
  } catch {
    return false;
  }
}

async function open(file: string): Promise<PDFParse> {
  const { PDFParse } = await import('pdf-parse');
  const assets = path.dirname(require.resolve('pdfjs-dist/package.json'));
  return new PDFParse({
    data: new Uint8Array(await readFile(file)),
    verbosity: 0,
    isEvalSupported: false,
    useSystemFonts: false,
    useWorkerFetch: false,
    maxImageSize: MAX_IMAGE,
    // JPEG 2000 needs a module of its own, and fonts that are not embedded need the standard ones.
    wasmUrl: `${assets}/wasm/`,
    standardFontDataUrl: `${assets}/standard_fonts/`,
    cMapUrl: `${assets}/cmaps/`,
    cMapPacked: true,
  });
}

async function drawPages(parser: PDFParse, prefix: string, limits: DrawLimits): Promise<void> {
  const { pages } = await parser.getInfo({ parsePageInfo: true, first: limits.pages });
  for (const { pageNumber, width, height } of pages) {
    const picture = `${prefix}-${String(pageNumber).padStart(4, '0')}.png`;
    // A page that cannot be drawn is skipped: the others may hold the CV.
    const data = await drawPage(parser, pageNumber, scaleOf(width, height, limits.maxSide)).catch(() => undefined);
    if (data !== undefined) await writeFile(picture, data);
  }
}

async function drawPage(parser: PDFParse, page: number, scale: number): Promise<Uint8Array | undefined> {
  const { pages } = await parser.getScreenshot({ partial: [page], scale, imageDataUrl: false });
  return pages[0]?.data;
}

async function main([file, prefix, limits]: string[]): Promise<void> {
  if (!hasCanvas()) {
    process.exitCode = EXIT_ABSENT;
    return;
  }
  const parser = await open(file!);
  try {
    await drawPages(parser, prefix!, JSON.parse(limits!) as DrawLimits);
  } catch (error) {
    // An engine's message may quote the document, so only the error's name is passed on.
    const { name } = error as Error;
    process.exitCode = /password/i.test(name) ? EXIT_PASSWORD : 1;
    process.stderr.write(name);
  } finally {
    await parser.destroy();
  }
}

await main(process.argv.slice(2));
