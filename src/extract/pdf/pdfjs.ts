import type * as PdfJsModule from 'pdfjs-dist/legacy/build/pdf.mjs';
import { failure, ok, type HiddenText, type Outcome } from '../../domain/index.js';
import type { TextItem } from '../layout/index.js';
import type { EnginePages, PageImage } from './engine.js';
import { apply, type Box, type Matrix } from './geometry.js';
import { hiddenReasons } from './hidden.js';
import { paintPage, type FontLookup, type OperatorList, type PaintedRun } from './paint.js';

type PdfJs = typeof PdfJsModule;
type Document = Awaited<ReturnType<PdfJs['getDocument']>['promise']>;
type Page = Awaited<ReturnType<Document['getPage']>>;

/**
 * Reads with pdf.js, the engine inside pdf-parse: three to four times slower than pdf-inspector, but it decodes more
 * fonts, and its operators tell colour, mode and clip, which hidden text is found by.
 * `images` as found by the other engine; null when unknown. No image is decoded here.
 */
export async function readWithPdfJs(bytes: Uint8Array, maxPages: number, images: readonly PageImage[] | null = null): Promise<Outcome<EnginePages>> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // pdf.js takes the buffer over: it gets a copy.
  const loading = pdfjs.getDocument({
    data: Uint8Array.from(bytes), verbosity: 0, isEvalSupported: false, useSystemFonts: false, disableFontFace: true,
    useWorkerFetch: false, maxImageSize: 1, stopAtErrors: false,
  });
  try {
    const document = await loading.promise;
    const pageCount = Math.min(document.numPages, maxPages);
    const read: EnginePages = { items: [], hidden: [], pageCount, links: [], images: [] };
    for (let number = 1; number <= pageCount; number++) await readPage(pdfjs, document, number, images, read);
    return ok(read);
  } catch (error) {
    return toFailure(error);
  } finally {
    await loading.destroy();
  }
}

/** A page that cannot be read is left out: the others may hold the CV. */
async function readPage(pdfjs: PdfJs, document: Document, number: number, images: readonly PageImage[] | null, into: EnginePages): Promise<void> {
  let page: Page;
  let list: OperatorList;
  try {
    page = await document.getPage(number);
    list = await page.getOperatorList();
  } catch {
    return;
  }
  const view = page.view as Box;
  const painted = paintPage(list, pdfjs.OPS, fontsOf(page));
  const known = images?.filter((image) => image.page === number).map((image) => shift(image.box, view)) ?? null;
  const reasons = hiddenReasons(painted, view, page.rotate === 0 ? known : null);
  const toTop = page.getViewport({ scale: 1 }).transform as Matrix;
  const turn = mainTurn(painted.runs, toTop);
  painted.runs.forEach((run, i) => {
    const reason = reasons[i];
    if (reason) addHidden(into.hidden, { reason, page: number, text: run.text });
    else into.items.push(toItem(run, toTop, turn, number));
  });
  for (const url of await linksOf(page)) if (!into.links.includes(url)) into.links.push(url);
  page.cleanup();
}

function fontsOf(page: Page): FontLookup {
  return (name) => {
    const font: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : {};
    return font as ReturnType<FontLookup>;
  };
}

function shift(box: Box, view: Box): Box {
  return [box[0] + view[0], box[1] + view[1], box[2] + view[0], box[3] + view[1]];
}

function addHidden(hidden: HiddenText[], next: HiddenText): void {
  const last = hidden.at(-1);
  if (last?.reason === next.reason && last.page === next.page) last.text += ` ${next.text}`;
  else hidden.push(next);
}

/** Quarter turns (0..3, clockwise on the page) in which most characters of the page run. */
function mainTurn(runs: readonly PaintedRun[], toTop: Matrix): number {
  const weights = [0, 0, 0, 0];
  for (const run of runs) weights[turnOf(run, toTop)]! += run.text.length;
  return weights.indexOf(Math.max(...weights));
}

function turnOf(run: PaintedRun, toTop: Matrix): number {
  const [x0, y0] = apply(toTop, ...run.start);
  const [x1, y1] = apply(toTop, ...run.end);
  return (Math.round(Math.atan2(y1 - y0, x1 - x0) / (Math.PI / 2)) + 4) % 4;
}

function toItem(run: PaintedRun, toTop: Matrix, turn: number, page: number): TextItem {
  const [x0, y0] = turned(apply(toTop, ...run.start), turn);
  const [x1] = turned(apply(toTop, ...run.end), turn);
  return { text: run.text, page, x: Math.min(x0, x1), y: y0, width: Math.abs(x1 - x0), fontSize: run.fontSize, bold: run.bold, rotated: turnOf(run, toTop) !== turn };
}

/** Turns the page back, so that its main text reads from left to right. */
function turned([x, y]: [number, number], turn: number): [number, number] {
  if (turn === 1) return [y, -x];
  if (turn === 2) return [-x, -y];
  return turn === 3 ? [-y, x] : [x, y];
}

async function linksOf(page: Page): Promise<string[]> {
  const annotations = (await page.getAnnotations().catch(() => [])) as { subtype?: string; url?: string; unsafeUrl?: string }[];
  return annotations.filter((annotation) => annotation.subtype === 'Link').map((annotation) => annotation.url ?? annotation.unsafeUrl ?? '').filter((url) => url !== '');
}

function toFailure(error: unknown): Outcome<never> {
  const name = error instanceof Error ? error.name : '';
  return name === 'PasswordException'
    ? failure('password_required', 'the PDF is encrypted: hand in a copy without a password')
    : failure('corrupt', 'the PDF is damaged: no page could be read');
}
