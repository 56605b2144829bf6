import { failure, ok, type ExtractedDocument, type Outcome } from '../domain/index.js';
import { layOut, type LaidOutText } from './layout/index.js';
import type { EnginePages } from './pdf/engine.js';
import { readWithInspector } from './pdf/inspector.js';
import { hasLeftovers, withoutLeftovers } from './pdf/leftovers.js';
import { readPlain } from './pdf/plain/index.js';
import { readWithPdfJs } from './pdf/pdfjs.js';
import { badness, measureQuality } from './pdf/quality.js';
import { scanPdf, type Scan } from './pdf/scan.js';

export interface PdfOptions {
  /** Pages read at most; the rest is left out with a warning. */
  maxPages?: number;
}

/** A CV of more pages is a book; it is read as far as this. */
const MAX_PAGES = 100;
/** Points; text smaller than this is looked at again. */
const SMALL_PRINT = 2;
/** Badness above which even the better of two texts is of no use. */
const USELESS = 8;

interface Reading {
  engine: 'plain-pdf' | 'pdf-inspector' | 'pdf.js';
  pages: EnginePages;
  laidOut: LaidOutText;
  badness: number;
}

/**
 * A PDF's text in reading order. Plain files are read by our own reader, the others by the fast engine; pdf.js reads again
 * what that cannot open, what comes out unreadable, and what paints text that may be hidden. Failures: `password_required`, `no_text_layer`, `garbled_text`, `corrupt`.
 */
export async function extractPdf(bytes: Uint8Array, options: PdfOptions = {}): Promise<Outcome<ExtractedDocument>> {
  return extractPlainPdf(bytes, options) ?? readWithEngines(bytes, options.maxPages ?? MAX_PAGES);
}

/** The same for plain files alone, without an engine: bounded in memory and plain JavaScript. Null: an engine must read it. */
export function extractPlainPdf(bytes: Uint8Array, options: PdfOptions = {}): Outcome<ExtractedDocument> | null {
  const plain = readPlain(bytes, options.maxPages ?? MAX_PAGES);
  const reading = plain && toReading('plain-pdf', plain);
  return plain && reading && reading.laidOut.text !== '' && reading.badness <= 1 ? toDocument(reading, plain, []) : null;
}

async function readWithEngines(bytes: Uint8Array, maxPages: number): Promise<Outcome<ExtractedDocument>> {
  const scan = scanPdf(bytes);
  const first = await readWithInspector(bytes, maxPages, scan.pageHeight);
  const fast = first.ok ? toReading('pdf-inspector', first.value) : null;
  const reason = whyAgain(fast, scan);
  const cut = (reading: Reading): string[] => (reading.pages.pageCount >= maxPages ? [`no more than ${maxPages.toString()} pages are read`] : []);
  if (fast && (reason === null || scan.isBomb)) return toDocument(fast, scan, cut(fast));
  if (!first.ok && (scan.isBomb || !scan.showsText)) return first;
  const second = await readWithPdfJs(bytes, maxPages, fast?.pages.images ?? null);
  if (!second.ok) return fast ? toDocument(fast, scan, cut(fast)) : second;
  const chosen = better(fast, toReading('pdf.js', second.value));
  return toDocument(chosen, scan, [...(reason !== null && chosen.engine === 'pdf.js' ? [reason] : []), ...cut(chosen)]);
}

function toReading(engine: Reading['engine'], pages: EnginePages): Reading {
  const raw = pages.items.map((item) => item.text).join('\n');
  const items = hasLeftovers(raw) ? pages.items.map((item) => ({ ...item, text: withoutLeftovers(item.text) })) : pages.items;
  return { engine, pages, laidOut: layOut(items, pages.pageCount), badness: badness(measureQuality(raw)) };
}

/** A sentence for the warnings; null when the first reading will do. */
function whyAgain(fast: Reading | null, scan: Scan): string | null {
  if (!fast) return 'pdf-inspector could not open the file; read with pdf.js';
  if (fast.laidOut.text === '') return scan.showsText ? 'pdf-inspector found no text; read again with pdf.js' : null;
  if (fast.badness > 1) return 'pdf-inspector lost glyphs or spaces; read again with pdf.js';
  return scan.suspicious || hasOutsiders(fast.pages, scan) ? 'text that may be hidden: read again with pdf.js' : null;
}

/** Text that is tiny or lies outside of every page box. */
function hasOutsiders(pages: EnginePages, scan: Scan): boolean {
  const { width, height } = scan.pageLimits;
  const [right, bottom] = [Math.max(width, height), scan.pageHeight];
  return pages.items.some((item) => item.fontSize < SMALL_PRINT || item.x > right || item.x + item.width < 0 || item.y < 0 || item.y - item.fontSize > Math.max(bottom, width));
}

/** The reading with hidden text set apart wins, then the more readable one, then the fast one. */
function better(fast: Reading | null, slow: Reading): Reading {
  if (!fast || slow.pages.hidden.length > 0 || fast.laidOut.text === '') return slow;
  return slow.badness < fast.badness && slow.laidOut.text.length > fast.laidOut.text.length / 2 ? slow : fast;
}

function toDocument(reading: Reading, { documentDate }: Pick<Scan, 'documentDate'>, warnings: string[]): Outcome<ExtractedDocument> {
  if (reading.laidOut.text === '') return failure('no_text_layer', 'the PDF has no text layer, only images: read it with --ocr');
  if (reading.badness > USELESS) return failure('garbled_text', 'the text layer is unreadable: its fonts do not say which letters they show');
  return ok({
    format: 'pdf', engine: reading.engine, ...reading.laidOut, hidden: reading.pages.hidden, links: reading.pages.links,
    documentDate, warnings,
  });
}
