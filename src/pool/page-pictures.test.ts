import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { drawPdfPages, type Artist } from './page-pictures.js';
import { scaleOf } from './page-scale.js';

const fixtures = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../fixtures/files');
const limits = { timeoutMs: 60_000, memoryMb: 1024 };
const PDF_PARSE: Artist[] = ['pdf-parse'];

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'cvmatch-pictures-'));
  onTestFinished(() => {
    rmSync(made, { recursive: true });
  });
  return made;
}

function draw(file: string, more: { artists?: Artist[]; timeoutMs?: number; memoryMb?: number; pages?: number } = {}) {
  const { artists = PDF_PARSE, pages = 20, ...own } = more;
  const draw = { pages, maxSide: 3400 };
  return drawPdfPages(file, { folder: folder(), draw, limits: () => ({ ...limits, ...own }), artists });
}

/** Width and height from the header of a PNG file. */
function sizeOf(picture: string): [number, number] {
  const bytes = readFileSync(picture);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

/** A PDF with pages of these sizes in points, each showing the image if one is given. */
function pdfOf(sizes: [number, number][], image?: { width: number; height: number; data: Buffer }): string {
  const kids = sizes.map((_, i) => `${4 + i} 0 R`).join(' ');
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', `<</Type/Pages/Kids[${kids}]/Count ${sizes.length}>>`, '<<>>'];
  const own = 4 + sizes.length;
  for (const [width, height] of sizes) {
    const resources = image === undefined ? '' : `/Resources<</XObject<</I ${own} 0 R>>>>/Contents ${own + 1} 0 R`;
    objects.push(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]${resources}>>`);
  }
  if (image !== undefined) {
    const look = `/Width ${image.width}/Height ${image.height}/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode`;
    objects.push(
      `<</Type/XObject/Subtype/Image${look}/Length ${image.data.length}>>stream\n${image.data.toString('latin1')}\nendstream`,
    );
    const paint = 'q 500 0 0 500 0 0 cm /I Do Q';
    objects.push(`<</Length ${paint.length}>>stream\n${paint}\nendstream`);
  }
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('');
  const file = path.join(folder(), 'made.pdf');
  writeFileSync(
    file,
    Buffer.from(`%PDF-1.7\n${body}trailer<</Root 1 0 R/Size ${objects.length + 1}>>\n%%EOF`, 'latin1'),
  );
  return file;
}

describe('drawPdfPages with pdf-parse', () => {
  it('draws a scan at 200 dots an inch, without any program of the system', async () => {
    vi.stubEnv('PATH', '');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const drawn = await draw(path.join(fixtures, 'scan.pdf'), { artists: ['pdf-parse', 'pdftoppm'] });
    expect(drawn.ok && drawn.value.map(sizeOf)).toEqual([[expect.closeTo(1654, -1), 2339]]);
  });

  it('draws the first pages in their order, each no larger than it may be, whatever it says how large it is', async () => {
    const sizes: [number, number][] = [
      [595, 842],
      [14_400, 14_400],
      [14_400, 7200],
      [10, 20],
      [842, 595],
    ];
    const drawn = await draw(pdfOf([...sizes, [300, 300]]), { pages: sizes.length });
    expect(drawn.ok && drawn.value.map(sizeOf)).toEqual(
      [
        [1653, 2339],
        [3400, 3400],
        [3400, 1700],
        [1169, 2339],
        [2339, 1653],
      ].map(([w, h]) => [expect.closeTo(w!, -1), expect.closeTo(h!, -1)]),
    );
  });

  it('leaves out a page that cannot be drawn, and an image that would take all memory', async () => {
    const narrow = await draw(
      pdfOf([
        [14_400, 0.001],
        [595, 842],
      ]),
    );
    expect(narrow.ok && narrow.value.length).toBeGreaterThan(0);
    const side = 60_000;
    const bomb = { width: side, height: side, data: deflateSync(Buffer.alloc((side / 8) * 200)) };
    expect(await draw(pdfOf([[595, 842]], bomb), { memoryMb: 512 })).toMatchObject({ ok: true });
  });

  it.each([
    ['no PDF', 'scan.png', {}, { code: 'ocr_failed' }],
    ['a locked one', 'encrypted.pdf', {}, { code: 'password_required' }],
    ['too little time', 'scan.pdf', { timeoutMs: 5 }, { code: 'time_limit', state: 'timeout' }],
    ['too little memory', 'scan.pdf', { memoryMb: 20 }, { code: 'memory_limit' }],
  ])('is a failure with its reason: %s', async (_what, file, own, expected) => {
    expect(await draw(path.join(fixtures, file), own)).toMatchObject({ ok: false, ...expected });
  });

  it('falls to poppler where pdf-parse cannot draw, and says what to install where neither is there', async () => {
    vi.stubEnv('PATH', '');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const file = path.join(fixtures, 'scan.pdf');
    const without = await draw(file, { artists: ['pdftoppm'] });
    expect(without).toMatchObject({
      ok: false,
      state: 'needs_ocr',
      message: expect.stringContaining('install poppler'),
    });
    const damaged = await draw(path.join(fixtures, 'scan.png'), { artists: ['pdf-parse', 'pdftoppm'] });
    expect(damaged).toMatchObject({ ok: false, code: 'ocr_failed', message: expect.stringContaining('pdf-parse') });
  });

  it('leaves nothing behind but the pictures', async () => {
    const own = folder();
    await drawPdfPages(path.join(fixtures, 'scan.pdf'), {
      folder: own,
      draw: { pages: 1, maxSide: 100 },
      limits: () => limits,
      artists: PDF_PARSE,
    });
    expect(readdirSync(own)).toEqual(['pdf-parse-0001.png']);
    expect(existsSync(path.join(own, 'pdf-parse-0001.png'))).toBe(true);
  });
});

it('scales so that A4 has 200 dots an inch, small pages as many dots as A4, large ones no more than they may', () => {
  const side = (points: number): number => Math.round(points * scaleOf(points, points / 2, 3400));
  expect([72, 595, 842, 1191, 1224, 5000].map(side)).toEqual([2339, 2339, 2339, 3308, 3400, 3400]);
});
