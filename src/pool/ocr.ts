import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { failure, ok, type ExtractedDocument, type FailureCode, type Outcome } from '../domain/index.js';
import { layOut } from '../extract/layout/index.js';
import { ocrItems } from './ocr-items.js';
import { drawPdfPages, type Artist } from './page-pictures.js';
import { runTool, type ToolLimits, type ToolResult } from './tool.js';

export interface OcrOptions {
  /** Tesseract's language codes joined by plus signs: `eng+deu`. */
  languages: string;
  /** For the whole document. */
  timeoutMs: number;
  /** Resident memory of each program in MiB. */
  memoryMb: number;
  /** The programs that may draw the pages of a PDF; tests leave one out. */
  artists?: readonly Artist[];
}

/** Pages read at most: a scanned CV has a few, anything longer is a book. */
const MAX_PAGES = 20;
/** Longest side of a page's picture, in pixels. */
const MAX_SIDE = 3400;

const INSTALL_TESSERACT = 'install tesseract (Debian: apt-get install tesseract-ocr, macOS: brew install tesseract)';

/**
 * Reads a picture or scanned PDF with tesseract, page by page; page-pictures.ts draws the pages. Everything runs in
 * separate processes with time and memory limits. Without tesseract the outcome says how to install it.
 */
export async function ocrDocument(
  bytes: Uint8Array,
  format: 'pdf' | 'image',
  options: OcrOptions,
): Promise<Outcome<ExtractedDocument>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cvmatch-ocr-'));
  try {
    return await new Ocr(folder, format, options).read(bytes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Ocr {
  /** Milliseconds that programs took so far. */
  private spentMs = 0;
  private readonly missing: FailureCode;

  constructor(
    private readonly folder: string,
    private readonly format: 'pdf' | 'image',
    private readonly options: OcrOptions,
  ) {
    this.missing = format === 'pdf' ? 'no_text_layer' : 'is_image';
  }

  async read(bytes: Uint8Array): Promise<Outcome<ExtractedDocument>> {
    const file = path.join(this.folder, 'document');
    await writeFile(file, bytes);
    const pages = this.format === 'pdf' ? await this.drawPages(file) : ok([file]);
    if (!pages.ok) return pages;
    const tables: string[] = [];
    for (const page of pages.value) {
      const table = await this.readPage(page);
      if (!table.ok) return table;
      tables.push(table.value);
    }
    return this.toDocument(tables);
  }

  private get limits(): ToolLimits {
    const { timeoutMs, memoryMb } = this.options;
    const onTime = (ms: number): void => {
      this.spentMs += ms;
    };
    return { timeoutMs: Math.max(1, timeoutMs - this.spentMs), memoryMb, onTime };
  }

  /** Checked first, so that no pages are drawn when tesseract is missing. */
  private async drawPages(file: string): Promise<Outcome<string[]>> {
    const reader = await runTool('tesseract', ['--version'], this.limits);
    if (reader.kind !== 'done') return this.failed(reader);
    const { artists } = this.options;
    return drawPdfPages(file, {
      folder: this.folder,
      draw: { pages: MAX_PAGES, maxSide: MAX_SIDE },
      limits: () => this.limits,
      ...(artists === undefined ? {} : { artists }),
    });
  }

  private async readPage(picture: string): Promise<Outcome<string>> {
    const result = await runTool('tesseract', [picture, 'stdout', '-l', this.options.languages, 'tsv'], this.limits);
    return result.kind === 'done' ? ok(result.stdout) : this.failed(result);
  }

  private failed(result: Exclude<ToolResult, { kind: 'done' }>): Outcome<never> {
    const { languages, timeoutMs, memoryMb } = this.options;
    switch (result.kind) {
      case 'absent':
        return failure(this.missing, `tesseract was not found: ${INSTALL_TESSERACT}`);
      case 'late':
        return failure('time_limit', `reading it with tesseract took longer than ${timeoutMs / 1000} s`);
      case 'large':
        return failure('memory_limit', `reading it with tesseract took more than ${memoryMb} MB of memory`);
      case 'failed': {
        const lacks = `tesseract lacks the data for ${languages} (Debian: apt-get install tesseract-ocr-<code>)`;
        return failure('ocr_failed', /traineddata/.test(result.stderr) ? lacks : 'tesseract could not read it');
      }
    }
  }

  private toDocument(tables: string[]): Outcome<ExtractedDocument> {
    const { items, confidence } = ocrItems(tables);
    const laidOut = layOut(items, tables.length);
    if (!/[\p{L}\p{N}]/u.test(laidOut.text)) return failure('no_text', 'no text was found in the picture');
    const warnings = [`read by OCR with a mean confidence of ${Math.round(confidence)} %`];
    return ok({
      format: this.format,
      engine: 'tesseract',
      ...laidOut,
      hidden: [],
      links: [],
      documentDate: null,
      warnings,
    });
  }
}
