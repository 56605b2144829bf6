import { failure, ok, type ExtractedDocument, type Outcome } from '../domain/index.js';
import { layOut, type LaidOutText } from './layout/index.js';
import { withAttached } from './pdf/attached.js';
import type { EnginePages } from './pdf/engine.js';
import { readWithInspector } from './pdf/inspector.js';
import { hasLeftovers, withoutLeftovers } from './pdf/leftovers.js';
import { isAllSeen, readPlain } from './pdf/plain/index.js';
import { readWithPdfJs } from './pdf/pdfjs.js';
import { badness, measureQuality } from './pdf/quality.js';
import { scanPdf, type Scan } from './pdf/scan.js';

export interface PdfOptions {
  /** Pages read at most; the rest is left out, with a warning. */
  maxPages?: number;
}

/** A longer document is a book, of which only the beginning is read. */
const MAX_PAGES = 100;
/** Above this badness (see pdf/quality.ts), even the better of two texts is useless. */
const USELESS = 8;

interface Reading {
  engine: 'plain-pdf' | 'pdf-inspector' | 'pdf.js';
  pages: EnginePages;
  laidOut: LaidOutText;
  badness: number;
}

/**
 * The text of a PDF in reading order. Our own reader handles plain files, the fast engine all others. pdf.js rereads
 * what that engine cannot open, what comes out garbled, and pages that may contain hidden text. Fields of attached
 * Europass XML are used as far as the page shows them too. Failures: `password_required`, `no_text_layer`,
 * `garbled_text`, `corrupt`.
 */
export async function extractPdf(bytes: Uint8Array, options: PdfOptions = {}): Promise<Outcome<ExtractedDocument>> {
  const plain = extractPlainPdf(bytes, options);
  if (plain !== null) return plain;
  const outcome = await readWithEngines(bytes, options.maxPages ?? MAX_PAGES);
  return outcome.ok ? ok(withAttached(outcome.value, bytes)) : outcome;
}

/**
 * The same without an engine, for plain files only: bounded memory, plain JavaScript. Null where an engine is needed.
 */
export function extractPlainPdf(bytes: Uint8Array, options: PdfOptions = {}): Outcome<ExtractedDocument> | null {
  const plain = readPlain(bytes, options.maxPages ?? MAX_PAGES);
  const reading = plain && toReading('plain-pdf', plain);
  const outcome =
    plain && reading && reading.laidOut.text !== '' && reading.badness <= 1 ? toDocument(reading, plain, []) : null;
  return outcome?.ok === true ? ok(withAttached(outcome.value, bytes)) : outcome;
}

async function readWithEngines(bytes: Uint8Array, maxPages: number): Promise<Outcome<ExtractedDocument>> {
  const scan = scanPdf(bytes);
  const first = await readWithInspector(bytes, maxPages, scan.pageHeight);
  const fast = first.ok ? toReading('pdf-inspector', first.value) : null;
  const cut = (reading: Reading): string[] =>
    reading.pages.pageCount >= maxPages ? [`no more than ${maxPages.toString()} pages are read`] : [];
  if (!first.ok && (scan.isBomb || !scan.showsText)) return first;
  const reason = whyAgain(fast, scan, () => isAllSeen(bytes, maxPages));
  if (fast && reason === null) return toDocument(fast, scan, cut(fast));
  if (fast && scan.isBomb) return toDocument(unchecked(fast), scan, cut(fast));
  const second = await readWithPdfJs(bytes, maxPages);
  if (!second.ok) return fast ? toDocument(unchecked(fast), scan, cut(fast)) : second;
  const chosen = better(fast, toReading('pdf.js', second.value));
  return toDocument(chosen, scan, [...(reason !== null && chosen.engine === 'pdf.js' ? [reason] : []), ...cut(chosen)]);
}

/** The fast engine reports neither colours nor what covers what. */
function unchecked(reading: Reading): Reading {
  return { ...reading, pages: { ...reading.pages, unchecked: [{ reason: 'no_colours', page: 1 }] } };
}

function toReading(engine: Reading['engine'], pages: EnginePages): Reading {
  const raw = pages.items.map((item) => item.text).join('\n');
  const items = hasLeftovers(raw)
    ? pages.items.map((item) => ({ ...item, text: withoutLeftovers(item.text) }))
    : pages.items;
  return { engine, pages, laidOut: layOut(items, pages.pageCount), badness: badness(measureQuality(raw)) };
}

/** Why the file must be read again, as a sentence for the warnings; null when the first reading is good enough. */
function whyAgain(fast: Reading | null, scan: Scan, isAllSeen: () => boolean): string | null {
  if (!fast) return 'pdf-inspector could not open the file; read with pdf.js';
  if (fast.laidOut.text === '') return scan.showsText ? 'pdf-inspector found no text; read again with pdf.js' : null;
  if (fast.badness > 1) return 'pdf-inspector lost glyphs or spaces; read again with pdf.js';
  return isAllSeen() ? null : 'fields to fill in, or text that may be hidden: read again with pdf.js';
}

/** Prefers the reading that found hidden text or fields, then the more readable one, then the fast one. */
function better(fast: Reading | null, slow: Reading): Reading {
  if (!fast || slow.pages.leftOut === true || slow.pages.hasFields === true || fast.laidOut.text === '') return slow;
  if (slow.badness < fast.badness && slow.laidOut.text.length > fast.laidOut.text.length / 2) return slow;
  return { ...fast, pages: { ...fast.pages, unchecked: slow.pages.unchecked } };
}

function toDocument(
  reading: Reading,
  { documentDate }: Pick<Scan, 'documentDate'>,
  warnings: string[],
): Outcome<ExtractedDocument> {
  if (reading.laidOut.text === '')
    return failure('no_text_layer', 'the PDF has no text layer, only images: read it with --ocr');
  if (reading.badness > USELESS)
    return failure('garbled_text', 'the text layer is unreadable: its fonts do not say which letters they show');
  return ok({
    format: 'pdf',
    engine: reading.engine,
    ...reading.laidOut,
    hidden: reading.pages.hidden,
    links: reading.pages.links,
    ...(reading.pages.unchecked.length === 0 ? {} : { unchecked: reading.pages.unchecked }),
    documentDate,
    warnings,
  });
}
