import { failure, ok, type ExtractedDocument, type Format, type Outcome } from '../domain/index.js';
import { notRead, Refusal } from './refusal.js';
import { repairText } from './repair.js';
import { sniff } from './sniff.js';
import type { TextParts } from './reader.js';

export interface ExtractOptions {
  /** Total bytes that containers may expand to; beyond it the result is `expands_too_large`. */
  maxExpandedBytes: number;
}

/**
 * Turns bytes into text with layout. The format is recognised by content alone. Hostile bytes may take a lot of memory
 * or never finish, so run it in the sandbox.
 */
export async function extractDocument(bytes: Uint8Array, options: ExtractOptions): Promise<Outcome<ExtractedDocument>> {
  if (bytes.length === 0) return failure('empty_file', 'the file is empty');
  try {
    const found = sniff(bytes);
    if (found.kind === 'empty') return failure('no_text', 'the file holds nothing but white space');
    if (found.kind === 'encrypted') return failure('password_required', `${found.what} with a password`);
    if (found.kind === 'unsupported' || found.kind === 'container')
      return failure('unsupported_format', notRead(found.what));
    if (found.kind === 'unknown') return failure('unknown_format', 'not a format that cvmatch reads');
    return await read(found.format, bytes, options);
  } catch (error) {
    if (error instanceof Refusal) return error.outcome;
    throw error;
  }
}

async function read(format: Format, bytes: Uint8Array, options: ExtractOptions): Promise<Outcome<ExtractedDocument>> {
  if (format === 'pdf') return (await import('./pdf.js')).extractPdf(bytes);
  if (format === 'image') return failure('is_image', 'a picture; ingest with --ocr to read it');
  if (format === 'json') return (await import('./structured/json-resume.js')).readJsonResume(bytes);
  if (format === 'europass') return (await import('./structured/europass.js')).readEuropass(bytes);
  return toDocument(format, await readers[format](bytes, options));
}

type Reader = (bytes: Uint8Array, options: ExtractOptions) => Promise<TextParts> | TextParts;

/** Loaded on first use: a run without DOC files never loads the DOC reader. */
const readers: Record<Exclude<Format, 'pdf' | 'image' | 'json' | 'europass'>, Reader> = {
  docx: async (bytes, options) => (await import('./docx/docx.js')).readDocx(bytes, options),
  odt: async (bytes, options) => (await import('./odt/odt.js')).readOdt(bytes, options),
  doc: async (bytes) => (await import('./doc/doc.js')).readDoc(bytes),
  rtf: async (bytes) => (await import('./rtf/rtf.js')).readRtf(bytes),
  html: async (bytes) => (await import('./html/html.js')).readHtml(bytes),
  mhtml: async (bytes) => (await import('./html/mhtml.js')).readMhtml(bytes),
  markdown: async (bytes) => (await import('./markdown.js')).readMarkdown(bytes),
  txt: async (bytes) => (await import('./plain.js')).readPlain(bytes),
};

function toDocument(format: Format, parts: TextParts): Outcome<ExtractedDocument> {
  const text = repairText(parts.text);
  if (!/[\p{L}\p{N}]/u.test(text)) return failure('no_text', 'the document holds no text');
  const hidden = parts.hidden.map((h) => ({ ...h, text: repairText(h.text) })).filter((h) => h.text !== '');
  return ok({
    format,
    engine: parts.engine,
    text,
    pageStarts: [0],
    lines: [],
    hidden,
    ...(parts.unchecked === undefined ? {} : { unchecked: parts.unchecked }),
    links: parts.links,
    documentDate: parts.documentDate,
    warnings: parts.warnings,
  });
}
