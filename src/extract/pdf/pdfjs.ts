import type * as PdfJsModule from 'pdfjs-dist/legacy/build/pdf.mjs';
import { failure, ok, type HiddenText, type Outcome } from '../../domain/index.js';
import { bodySize } from '../layout/measure.js';
import type { TextItem } from '../layout/index.js';
import type { EnginePages } from './engine.js';
import { readFields, type Annotation } from './fields.js';
import { withoutHarmless } from './visibility/harmless.js';
import { apply, type Box, type Matrix } from './geometry.js';
import { judge, type Judged } from './visibility/hidden.js';
import { withoutIcon } from './icons.js';
import { lightenImages } from './images.js';
import { paintPage } from './paint/index.js';
import type { LayerLookup } from './paint/graphics.js';
import type { PaintedPage, PaintedRun } from './visibility/painted.js';
import type { FontLookup } from './pdfjs-operators.js';

type PdfJs = typeof PdfJsModule;
type Document = Awaited<ReturnType<PdfJs['getDocument']>['promise']>;
type Page = Awaited<ReturnType<Document['getPage']>>;

/**
 * Pixels of an inline image above which pdf.js leaves it out. All other images have been lightened to a pixel or two by
 * then.
 */
const MAX_INLINE_IMAGE = 1_000_000;

/** One painted page, with what its coordinates mean. */
interface ReadPage {
  number: number;
  painted: PaintedPage;
  annotations: Annotation[];
  view: Box;
  toTop: Matrix;
}

/**
 * Reads with pdf.js, the engine inside pdf-parse. It is three to four times slower than pdf-inspector, but decodes more
 * fonts, and its operators give colour, mode, clip and order, which finding hidden text needs. Images are not decoded.
 */
export async function readWithPdfJs(bytes: Uint8Array, maxPages: number): Promise<Outcome<EnginePages>> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // A copy, since pdf.js takes ownership of the buffer.
  const data = Uint8Array.from(bytes);
  lightenImages(Buffer.from(data.buffer));
  const loading = pdfjs.getDocument({
    data,
    verbosity: 0,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    maxImageSize: MAX_INLINE_IMAGE,
    stopAtErrors: false,
  });
  try {
    const document = await loading.promise;
    const pageCount = Math.min(document.numPages, maxPages);
    const read: EnginePages = { items: [], hidden: [], unchecked: [], pageCount, links: [] };
    const isOn = await layersOf(document);
    const pages: ReadPage[] = [];
    for (let number = 1; number <= pageCount; number++) {
      const page = await readPage(pdfjs, document, number, isOn);
      if (page) pages.push(page);
    }
    const size = bodySize(pages.flatMap((page) => page.painted.runs));
    for (const page of pages) addPage(page, size, read);
    return ok({ ...read, hidden: withoutHarmless(read.hidden, read.items), leftOut: read.hidden.length > 0 });
  } catch (error) {
    return toFailure(error);
  } finally {
    await loading.destroy();
  }
}

async function layersOf(document: Document): Promise<LayerLookup> {
  const config = await document.getOptionalContentConfig().catch(() => null);
  return (layer) => config === null || layer === null || config.isVisible(layer);
}

/** A page that cannot be read is skipped: the others may hold the CV. */
async function readPage(pdfjs: PdfJs, document: Document, number: number, isOn: LayerLookup): Promise<ReadPage | null> {
  try {
    const page = await document.getPage(number);
    const list = await page.getOperatorList();
    const annotations = (await page.getAnnotations({ intent: 'any' }).catch(() => [])) as Annotation[];
    const view = page.view as Box;
    const painted = paintPage(list, pdfjs.OPS, fontsOf(page), isOn);
    const read = { number, painted, annotations, view, toTop: page.getViewport({ scale: 1 }).transform as Matrix };
    page.cleanup();
    return read;
  } catch {
    return null;
  }
}

function addPage({ number, painted, annotations, view, toTop }: ReadPage, size: number, into: EnginePages): void {
  const turn = mainTurn(painted.runs, toTop);
  const fields = readFields(annotations, painted.runs);
  const runs = painted.runs.filter((run) => !fields.replaced.has(run.annotation ?? ''));
  const judged = judge({ ...painted, runs }, { view, bodySize: size });
  const seen = new Set(judged.filter((one) => one.hidden === null).map(({ run }) => placeOf(run)));
  const first = into.items.length;
  const values: TextItem[] = [];
  for (const one of judged) {
    addRun(one, seen, number, into, () => {
      const item = toItem(one.run, toTop, turn, number);
      if (one.run.annotation !== null) values.push(item);
      return item;
    });
  }
  if (fields.filled.length > 0 || fields.arePainted) into.hasFields = true;
  for (const { text, x, y, width, fontSize } of fields.filled) {
    const [left, top] = turned(apply(toTop, x, y), turn);
    values.push({ text, page: number, x: left, y: top, width, fontSize, bold: false, rotated: false });
    into.items.push(values.at(-1)!);
  }
  setOnLabels(values, into.items.slice(first));
  for (const hidden of fields.hidden) addHidden(into.hidden, { ...hidden, page: number });
  for (const url of fields.links) if (!into.links.includes(url)) into.links.push(url);
}

/** In em: how far a field's value may be above or below the label beside it. */
const BESIDE = 0.7;
/** Fields of a page that are looked at; each is compared with everything beside it. */
const MOST_VALUES = 300;

/** Moves values of fields onto the baselines of the labels to their left, since their boxes seldom share them. */
function setOnLabels(values: readonly TextItem[], items: readonly TextItem[]): void {
  if (values.length === 0 || values.length > MOST_VALUES) return;
  const own = new Set(values);
  const labels = items.filter((item) => !own.has(item) && !item.rotated);
  for (const value of values) {
    let nearest: TextItem | undefined;
    for (const label of labels) {
      const off = Math.abs(label.y - value.y);
      if (
        label.x + label.width <= value.x + 1 &&
        off <= BESIDE * value.fontSize &&
        (nearest === undefined || off < Math.abs(nearest.y - value.y))
      )
        nearest = label;
    }
    if (nearest !== undefined) value.y = nearest.y;
  }
}

function addRun(
  { run, hidden, doubt }: Judged,
  seen: ReadonlySet<string>,
  page: number,
  into: EnginePages,
  item: () => TextItem,
): void {
  if (hidden === null) {
    into.items.push(item());
    if (doubt !== null && /[\p{L}\p{N}]{3}/u.test(run.text)) addOnce(into.unchecked, { reason: doubt, page });
    // The hidden shadow of a visible word is decoration.
  } else if (!seen.has(placeOf(run))) addHidden(into.hidden, { reason: hidden, page, text: run.text });
}

/** A key that is equal for two runs with the same text at the same place. */
function placeOf({ text, start, fontSize }: PaintedRun): string {
  const step = Math.max(1, fontSize / 2);
  return `${text}@${Math.round(start[0] / step).toString()},${Math.round(start[1] / step).toString()}`;
}

function addOnce(unchecked: EnginePages['unchecked'], next: EnginePages['unchecked'][number]): void {
  if (!unchecked.some((one) => one.reason === next.reason && one.page === next.page)) unchecked.push(next);
}

function fontsOf(page: Page): FontLookup {
  return (name) => {
    const font: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : {};
    return font as ReturnType<FontLookup>;
  };
}

function addHidden(hidden: HiddenText[], next: HiddenText): void {
  const last = hidden.at(-1);
  if (last?.reason === next.reason && last.page === next.page) last.text += ` ${next.text}`;
  else hidden.push(next);
}

/** The rotation in quarter turns (0..3, clockwise on the page) of most characters on the page. */
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
  const text = withoutIcon(run.text, run.font);
  return {
    text,
    page,
    x: Math.min(x0, x1),
    y: y0,
    width: Math.abs(x1 - x0),
    fontSize: run.fontSize,
    bold: run.bold,
    rotated: turnOf(run, toTop) !== turn,
  };
}

/** Rotates a point back, so that the main text runs from left to right. */
function turned([x, y]: [number, number], turn: number): [number, number] {
  if (turn === 1) return [y, -x];
  if (turn === 2) return [-x, -y];
  return turn === 3 ? [-y, x] : [x, y];
}

function toFailure(error: unknown): Outcome<never> {
  const name = error instanceof Error ? error.name : '';
  return name === 'PasswordException'
    ? failure('password_required', 'the PDF is encrypted: hand in a copy without a password')
    : failure('corrupt', 'the PDF is damaged: no page could be read');
}
