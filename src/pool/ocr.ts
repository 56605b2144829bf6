import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { failure, ok, type ExtractedDocument, type FailureCode, type Outcome } from '../domain/index.js';
import { layOut } from '../extract/layout/index.js';
import { ocrItems } from './ocr-items.js';
import { runTool, type ToolLimits, type ToolResult } from './tool.js';

export interface OcrOptions {
  /** Tesseract's codes, joined by plus signs: `eng+deu`. */
  languages: string;
  /** For the whole document. */
  timeoutMs: number;
  /** Resident memory of each program, MiB. */
  memoryMb: number;
}

/** Pages read at most: a scanned CV has a few, a scanned book is none. */
const MAX_PAGES = 20;
/** Dots per inch that tesseract reads best, and the longest side that a page may have in pixels. */
const DPI = 200;
const MAX_SIDE = 3400;

const ADVICE = {
  tesseract: 'install tesseract (Debian: apt-get install tesseract-ocr, macOS: brew install tesseract)',
  pdftoppm: 'install poppler (Debian: apt-get install poppler-utils, macOS: brew install poppler)',
};

/**
 * Reads a picture or a scanned PDF with tesseract, page by page, pictures of the pages made by pdftoppm. Both run as
 * processes with limits of time and memory; without them the outcome says how to install them.
 */
export async function ocrDocument(bytes: Uint8Array, format: 'pdf' | 'image', options: OcrOptions): Promise<Outcome<ExtractedDocument>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cvmatch-ocr-'));
  try {
    return await new Ocr(folder, format, options).read(bytes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Ocr {
  private readonly deadline: number;
  private readonly missing: FailureCode;

  constructor(
    private readonly folder: string,
    private readonly format: 'pdf' | 'image',
    private readonly options: OcrOptions,
  ) {
    this.deadline = Date.now() + options.timeoutMs;
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
    return { timeoutMs: Math.max(1, this.deadline - Date.now()), memoryMb: this.options.memoryMb };
  }

  private async drawPages(file: string): Promise<Outcome<string[]>> {
    const result = await runTool('pdftoppm', ['-r', String(DPI), '-scale-to', String(MAX_SIDE), '-gray', '-png', '-l', String(MAX_PAGES), file, path.join(this.folder, 'page')], this.limits);
    if (result.kind !== 'done') return this.failed('pdftoppm', result);
    const names = (await readdir(this.folder)).filter((name) => name.startsWith('page')).sort();
    return names.length > 0 ? ok(names.map((name) => path.join(this.folder, name))) : failure('ocr_failed', 'no page of the PDF could be drawn');
  }

  private async readPage(picture: string): Promise<Outcome<string>> {
    const result = await runTool('tesseract', [picture, 'stdout', '-l', this.options.languages, 'tsv'], this.limits);
    return result.kind === 'done' ? ok(result.stdout) : this.failed('tesseract', result);
  }

  private failed(tool: keyof typeof ADVICE, result: Exclude<ToolResult, { kind: 'done' }>): Outcome<never> {
    switch (result.kind) {
      case 'absent': return failure(this.missing, `${tool} was not found: ${ADVICE[tool]}`);
      case 'late': return failure('time_limit', `reading it with ${tool} took longer than ${this.options.timeoutMs / 1000} s`);
      case 'large': return failure('memory_limit', `reading it with ${tool} took more than ${this.options.memoryMb} MB of memory`);
      case 'failed': return failure('ocr_failed', /traineddata/.test(result.stderr) ? `tesseract lacks the data for ${this.options.languages} (Debian: apt-get install tesseract-ocr-<code>)` : `${tool} could not read it`);
    }
  }

  private toDocument(tables: string[]): Outcome<ExtractedDocument> {
    const { items, confidence } = ocrItems(tables);
    const laidOut = layOut(items, tables.length);
    if (!/[\p{L}\p{N}]/u.test(laidOut.text)) return failure('no_text', 'no text was found in the picture');
    const warnings = [`read by OCR with a mean confidence of ${Math.round(confidence)} %`];
    return ok({ format: this.format, engine: 'tesseract', ...laidOut, hidden: [], links: [], documentDate: null, warnings });
  }
}
