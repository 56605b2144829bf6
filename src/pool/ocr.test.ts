import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ocrDocument } from './ocr.js';
import { ocrItems } from './ocr-items.js';
import { runTool } from './tool.js';

const fixture = (name: string): Uint8Array =>
  readFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), '../../fixtures/files', name));
const options = { languages: 'eng', timeoutMs: 60_000, memoryMb: 1024 };

function has(tool: string, ...args: string[]): boolean {
  try {
    execFileSync(tool, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const hasTesseract = has('tesseract', '--version');
const hasBoth = hasTesseract && has('pdftoppm', '-v');

afterEach(() => vi.unstubAllEnvs());

describe.skipIf(!hasTesseract)('ocrDocument with tesseract', () => {
  it('reads a picture into lines with their places', async () => {
    const outcome = await ocrDocument(fixture('scan.png'), 'image', options);
    expect(outcome).toMatchObject({ ok: true, value: { format: 'image', engine: 'tesseract' } });
    if (!outcome.ok) return;
    expect(outcome.value.text).toMatch(/^Hannah Lindqvist\n/);
    expect(outcome.value.text).toContain('Frontend Developer');
    const [first] = outcome.value.lines;
    expect(outcome.value.text.slice(first!.start, first!.end)).toBe('Hannah Lindqvist');
  });

  it.each(hasBoth ? (['pdf-parse', 'pdftoppm'] as const) : (['pdf-parse'] as const))(
    'reads a scanned PDF whose pages %s draws',
    async (artist) => {
      const outcome = await ocrDocument(fixture('scan.pdf'), 'pdf', { ...options, artists: [artist] });
      expect(outcome).toMatchObject({
        ok: true,
        value: { format: 'pdf', engine: 'tesseract', text: expect.stringContaining('Work Experience') },
      });
    },
  );

  it('reads a scanned PDF where tesseract is the only program', async () => {
    const alone = mkdtempSync(path.join(tmpdir(), 'cvmatch-path-'));
    symlinkSync(execFileSync('which', ['tesseract'], { encoding: 'utf8' }).trim(), path.join(alone, 'tesseract'));
    vi.stubEnv('PATH', alone);
    try {
      const outcome = await ocrDocument(fixture('scan.pdf'), 'pdf', options);
      expect(outcome).toMatchObject({ ok: true, value: { text: expect.stringContaining('Hannah Lindqvist') } });
    } finally {
      rmSync(alone, { recursive: true });
    }
  });

  it('stops at the time limit', async () => {
    expect(await ocrDocument(fixture('scan.png'), 'image', { ...options, timeoutMs: 5 })).toMatchObject({
      ok: false,
      code: 'time_limit',
      state: 'timeout',
    });
  });

  it('names missing language data', async () => {
    const outcome = await ocrDocument(fixture('scan.png'), 'image', { ...options, languages: 'xxx' });
    expect(outcome).toMatchObject({ ok: false, code: 'ocr_failed', message: expect.stringContaining('xxx') });
  });

  it('says so when a picture cannot be read', async () => {
    expect(await ocrDocument(new Uint8Array([1, 2, 3]), 'image', options)).toMatchObject({
      ok: false,
      code: 'ocr_failed',
    });
  });
});

describe('without the tools', () => {
  it.each([
    ['image', 'scan.png', 'is_image', 'tesseract'],
    ['pdf', 'scan.pdf', 'no_text_layer', 'tesseract'],
  ] as const)('a %s stays needs_ocr and the message says how to install %s', async (format, file, code, tool) => {
    vi.stubEnv('PATH', '');
    const outcome = await ocrDocument(fixture(file), format, options);
    expect(outcome).toMatchObject({ ok: false, state: 'needs_ocr', code });
    expect(!outcome.ok && outcome.message).toContain(`install ${tool}`);
  });
});

describe('runTool', () => {
  it('kills a program that takes too much memory', async () => {
    const script = 'const kept = []; setInterval(() => kept.push(Buffer.alloc(20e6, 1)), 10);';
    expect(await runTool(process.execPath, ['-e', script], { timeoutMs: 20_000, memoryMb: 200 })).toEqual({
      kind: 'large',
    });
  });
});

describe('ocrItems', () => {
  it('leaves out dirt and gives the words of a line its baseline', () => {
    const head = 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext';
    const rows = [
      '1\t1\t0\t0\t0\t0\t0\t0\t1190\t1684\t-1\t',
      '4\t1\t1\t1\t1\t0\t100\t50\t400\t20\t-1\t',
      '5\t1\t1\t1\t1\t1\t100\t52\t90\t15\t96\tAnna',
      '5\t1\t1\t1\t1\t2\t200\t50\t90\t20\t90\tSmith',
      '5\t1\t1\t1\t1\t3\t300\t50\t90\t20\t5\t~|',
    ];
    const { items, confidence } = ocrItems([[head, ...rows].join('\n')]);
    expect(items.map((i) => i.text)).toEqual(['Anna', 'Smith']);
    expect(items[0]).toMatchObject({ page: 1, x: 50, y: 33, width: 45, fontSize: 8 });
    expect(items[1]!.y).toBe(items[0]!.y);
    expect(confidence).toBe(93);
  });
});
