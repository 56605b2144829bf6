import { failure, ok, type ExtractedDocument, type Outcome } from '../domain/index.js';
import { layOut } from './layout/index.js';
import { readWithInspector, type EnginePages } from './pdf/inspector.js';

export interface PdfOptions {
  /** Pages read at most; the rest is left out with a warning. */
  maxPages?: number;
}

const MAX_PAGES = 200;

/** A PDF's text in reading order. Failures: `password_required`, `no_text_layer`, `corrupt`. */
export async function extractPdf(bytes: Uint8Array, options: PdfOptions = {}): Promise<Outcome<ExtractedDocument>> {
  const read = await readWithInspector(bytes, options.maxPages ?? MAX_PAGES, 842);
  if (!read.ok) return read;
  return toDocument(read.value, 'pdf-inspector');
}

function toDocument(pages: EnginePages, engine: string): Outcome<ExtractedDocument> {
  const laidOut = layOut(pages.items, pages.pageCount);
  if (laidOut.text === '') return failure('no_text_layer', 'the PDF has no text layer, only images: read it with --ocr');
  return ok({ format: 'pdf', engine, ...laidOut, hidden: [], links: pages.links, documentDate: null, warnings: [] });
}
