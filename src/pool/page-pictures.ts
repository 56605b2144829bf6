import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure, ok, type Outcome } from '../domain/index.js';
import { EXIT_ABSENT, EXIT_PASSWORD, type DrawLimits } from './page-scale.js';
import { runTool, type ToolLimits, type ToolResult } from './tool.js';

/**
 * Programs that draw pages: pdf-parse, which ships with cvmatch, or poppler's pdftoppm where pdf-parse has no canvas or
 * fails.
 */
export type Artist = 'pdf-parse' | 'pdftoppm';

export interface PagePictureOptions {
  /** An empty folder for the pictures. */
  folder: string;
  draw: DrawLimits;
  /** Called before each program, since the time left shrinks. */
  limits: () => ToolLimits;
  /** Tests leave one out. */
  artists?: readonly Artist[];
}

/** Dots per inch for pdftoppm, unless the longest side limits it further. */
const DPI = 200;
const INSTALL_POPPLER = 'install poppler (Debian: apt-get install poppler-utils, macOS: brew install poppler)';
/** JavaScript heap of the process in MiB; pictures are stored outside it. */
const HEAP_MB = 256;

/** The result of a program that produced no picture. */
type Failed = { artist: Artist; result: Exclude<ToolResult, { kind: 'done' }> };

/**
 * Draws the pages of a PDF as PNG files, in order. This happens in a separate process with time and memory limits,
 * since the PDF's author decides what drawing costs. Failures: `password_required`, `time_limit`, `memory_limit`,
 * `ocr_failed` where no page can be drawn, `no_text_layer` where no program is installed.
 */
export async function drawPdfPages(file: string, options: PagePictureOptions): Promise<Outcome<string[]>> {
  let failed: Failed | null = null;
  for (const artist of options.artists ?? (['pdf-parse', 'pdftoppm'] as const)) {
    const result = await (artist === 'pdf-parse' ? withPdfParse(file, options) : withPdftoppm(file, options));
    const pictures = result.kind === 'done' ? await picturesBy(artist, options.folder) : [];
    if (pictures.length > 0) return ok(pictures);
    // A problem with the document tells more than a missing program.
    if (result.kind !== 'done' && (failed === null || result.kind !== 'absent')) failed = { artist, result };
    if (result.kind === 'late' || result.kind === 'large' || isLocked(result)) break;
  }
  return outcomeOf(failed, options.limits());
}

function withPdfParse(file: string, { folder, draw, limits }: PagePictureOptions): Promise<ToolResult> {
  const heap = `--max-old-space-size=${HEAP_MB}`;
  const args = [heap, entry(), file, path.join(folder, 'pdf-parse'), JSON.stringify(draw)];
  return runTool(process.execPath, args, limits()).then((result) => {
    if (result.kind !== 'failed') return result;
    if (result.exitCode === EXIT_ABSENT) return { kind: 'absent' };
    return /heap out of memory|allocation failed/i.test(result.stderr) ? { kind: 'large' } : result;
  });
}

function withPdftoppm(file: string, { folder, draw, limits }: PagePictureOptions): Promise<ToolResult> {
  const size = ['-r', String(DPI), '-scale-to', String(draw.maxSide), '-gray', '-png', '-l', String(draw.pages)];
  return runTool('pdftoppm', [...size, file, path.join(folder, 'pdftoppm')], limits());
}

/** The compiled entry; under vitest the source is TypeScript, and the entry is in dist/. */
function entry(): string {
  const compiled = import.meta.url.endsWith('.js');
  const relative = compiled ? './page-pictures-process.js' : '../../dist/src/pool/page-pictures-process.js';
  return fileURLToPath(new URL(relative, import.meta.url));
}

/** Pictures carry the name of their program, so that leftovers of a failed one are not mixed with those of the next. */
async function picturesBy(artist: Artist, folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${artist}-`)).sort();
  return names.map((name) => path.join(folder, name));
}

function isLocked(result: ToolResult): boolean {
  return result.kind === 'failed' && (result.exitCode === EXIT_PASSWORD || /password/i.test(result.stderr));
}

function outcomeOf(failed: Failed | null, { memoryMb }: ToolLimits): Outcome<never> {
  if (failed === null) return failure('ocr_failed', 'no page of the PDF could be drawn');
  const { artist, result } = failed;
  if (isLocked(result)) return failure('password_required', 'the PDF is encrypted: hand in a copy without a password');
  switch (result.kind) {
    case 'late':
      return failure('time_limit', `drawing its pages with ${artist} took longer than it may`);
    case 'large':
      return failure('memory_limit', `drawing its pages with ${artist} took more than ${memoryMb} MB of memory`);
    case 'absent':
      return failure('no_text_layer', `nothing can draw its pages here: ${INSTALL_POPPLER}`);
    case 'failed':
      return failure('ocr_failed', `${artist} could not draw its pages`);
  }
}
