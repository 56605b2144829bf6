// Who draws the pages of scanned PDFs for OCR, pdf-parse or poppler: time, memory and words read. Needs tesseract and poppler.
//   npm run build && node bench/ocr.js [--cvs 20] [--seed scans]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import PdfDocument from 'pdfkit';
import { ocrDocument } from '../dist/src/pool/ocr.js';
import { drawPdfPages } from '../dist/src/pool/page-pictures.js';
import { fileSpec, readableSpec } from '../dist/src/simulate/generate/mix.js';
import { plainText, renderCv } from '../dist/src/simulate/generate/render.js';
import { option, round, saveResult, watchTree } from './measure.js';

const cvs = Number(option('cvs', 20));
const seed = option('seed', 'scans');
const ARTISTS = ['pdf-parse', 'pdftoppm'];
const LIMITS = { timeoutMs: 120_000, memoryMb: 1024 };
const A4 = [595, 842];

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-ocr-bench-'));

/** Each page as a scanner's JPEG at 150 dpi, in one PDF without a text layer. */
async function scanned(bytes) {
  const work = mkdtempSync(path.join(folder, 'scan-'));
  writeFileSync(path.join(work, 'cv.pdf'), bytes);
  const jpeg = ['-r', '150', '-jpeg', '-jpegopt', 'quality=60', '-gray'];
  execFileSync('pdftoppm', [...jpeg, path.join(work, 'cv.pdf'), path.join(work, 'p')]);
  const pdf = new PdfDocument({ autoFirstPage: false });
  const chunks = [];
  pdf.on('data', (chunk) => chunks.push(chunk));
  for (const name of readdirSync(work)
    .filter((name) => name.startsWith('p-'))
    .sort()) {
    pdf.addPage({ size: A4, margin: 0 }).image(path.join(work, name), 0, 0, { width: A4[0], height: A4[1] });
  }
  const ended = new Promise((resolve) => pdf.once('end', resolve));
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Half are CVs in ordinary fonts as JPEG, half are the simulator's scans in dot letters, one bit per pixel. */
async function* documents() {
  for (let i = 0, found = 0; found < cvs / 2; i++) {
    const spec = readableSpec(i, seed);
    if (spec.format !== 'pdf') continue;
    const cv = renderCv(seed, spec);
    found += 1;
    yield { kind: 'jpeg', bytes: await scanned(cv.bytes), text: plainText(cv) };
  }
  for (let i = 0, found = 0; found < cvs / 2; i++) {
    const spec = fileSpec(i, { seed, preset: 'typical', size: 'lean', language: 'en' });
    if (spec.defect !== 'scan' || spec.copy !== null || spec.format !== 'pdf') continue;
    const cv = renderCv(seed, spec);
    found += 1;
    yield { kind: 'bits', bytes: cv.bytes, text: plainText(cv) };
  }
}

const wordsOf = (text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);

async function measure(artist, { bytes, text }) {
  const pictures = mkdtempSync(path.join(folder, 'pictures-'));
  const file = path.join(pictures, 'document');
  writeFileSync(file, bytes);
  const watched = watchTree(process.pid);
  const began = performance.now();
  const drawn = await drawPdfPages(file, {
    folder: pictures,
    draw: { pages: 20, maxSide: 3400 },
    limits: () => LIMITS,
    artists: [artist],
  });
  const drawMs = performance.now() - began;
  const { peakRssMb } = watched();
  const started = performance.now();
  const read = await ocrDocument(bytes, 'pdf', { languages: 'eng', ...LIMITS, artists: [artist] });
  const allMs = performance.now() - started;
  const expected = wordsOf(text);
  const found = read.ok ? wordsOf(read.value.text) : new Set();
  const share = [...expected].filter((word) => found.has(word)).length / expected.size;
  return {
    pages: drawn.ok ? drawn.value.length : 0,
    drawMs,
    allMs,
    share,
    memoryMb: peakRssMb - process.memoryUsage.rss() / 2 ** 20,
  };
}

const mean = (rows, key) => rows.reduce((sum, row) => sum + row[key], 0) / rows.length;

const rows = [];
for await (const document of documents()) {
  for (const artist of ARTISTS) rows.push({ artist, kind: document.kind, ...(await measure(artist, document)) });
}
rmSync(folder, { recursive: true });
const table = ARTISTS.flatMap((artist) =>
  ['jpeg', 'bits'].map((kind) => {
    const own = rows.filter((row) => row.artist === artist && row.kind === kind);
    return {
      artist,
      kind,
      documents: own.length,
      pages: mean(own, 'pages'),
      drawMs: Math.round(mean(own, 'drawMs')),
      wholeMs: Math.round(mean(own, 'allMs')),
      wordsFound: round(mean(own, 'share')),
      memoryMb: Math.round(Math.max(...own.map((row) => row.memoryMb))),
    };
  }),
);
saveResult('ocr', { ways: table });
