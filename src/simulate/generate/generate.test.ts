import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { unzipSync } from 'fflate';
import { PDFParse } from 'pdf-parse';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fileSpec, type FileSpec, type MixOptions } from './mix.js';
import { generateCvs, type FileTruth, type PersonTruth } from './index.js';
import { gradeOf, makeJd } from './jds.js';
import { personOf, plainText, renderCv } from './render.js';

const options: MixOptions = { seed: 'test', preset: 'typical', size: 'lean', language: 'en' };
const specs = (count: number, more: Partial<MixOptions> = {}): FileSpec[] => Array.from({ length: count }, (_, i) => fileSpec(i, { ...options, ...more }));
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const lines = <T>(file: string): T[] => readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as T);

function folder(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'cvmatch-generate-'));
  onTestFinished(() => { rmSync(dir, { recursive: true, force: true }); });
  return dir;
}

async function textOfPdf(bytes: Uint8Array, password?: string): Promise<string> {
  const parser = new PDFParse({ data: Uint8Array.from(bytes), ...(password === undefined ? {} : { password }) });
  try {
    return (await parser.getText()).text;
  } finally {
    await parser.destroy();
  }
}

const firstWith = (test: (spec: FileSpec) => boolean, more: Partial<MixOptions> = {}): FileSpec => specs(6000, more).find(test)!;
const words = (text: string): string[] => text.split(/\s+/).filter((word) => /^[A-Za-zÀ-ÿ]{4,}$/.test(word));

describe('the mix', () => {
  const many = specs(20_000);
  const share = (test: (spec: FileSpec) => boolean): number => many.filter(test).length / many.length;

  test.each([
    ['PDF', 0.78, (s: FileSpec) => s.copy === null && s.defect === null && s.format === 'pdf', 0.83 * 0.932],
    ['exact copies', 0.06, (s: FileSpec) => s.copy === 'exact', 1],
    ['revisions', 0.08, (s: FileSpec) => s.copy === 'revised', 1],
    ['scans', 0.03, (s: FileSpec) => s.copy === null && s.defect === 'scan', 0.83],
    ['two columns', 0.3, (s: FileSpec) => s.layout.startsWith('sidebar'), 1],
    ['English as the local language', 0.95, (s: FileSpec) => s.language === 'en', 1],
  ])('%s make %d of it', (_name, wanted, is, of) => {
    expect(share(is) / of).toBeGreaterThan(wanted * 0.9);
    expect(share(is) / of).toBeLessThan(wanted * 1.1);
  });

  test('the median CV has about 600 words', () => {
    const sorted = specs(1000).map((s) => s.words).sort((a, b) => a - b);
    expect(sorted[500]).toBeGreaterThan(550);
    expect(sorted[500]).toBeLessThan(650);
  });
});

describe('files', () => {
  test('the same seed gives the same bytes, another seed others', () => {
    for (const spec of specs(60)) expect(hash(renderCv('a', spec).bytes)).toBe(hash(renderCv('a', spec).bytes));
    expect(hash(renderCv('a', fileSpec(0, options)).bytes)).not.toBe(hash(renderCv('b', fileSpec(0, options)).bytes));
  });

  test('an exact copy has the bytes of its original, a revision has not but is the same person', () => {
    const exact = firstWith((s) => s.copy === 'exact');
    expect(hash(renderCv('test', exact).bytes)).toBe(hash(renderCv('test', fileSpec(exact.person, options)).bytes));
    const revised = firstWith((s) => s.copy === 'revised');
    const original = fileSpec(revised.person, options);
    expect(hash(renderCv('test', revised).bytes)).not.toBe(hash(renderCv('test', original).bytes));
    expect(personOf('test', revised).resume.basics.email).toBe(personOf('test', original).resume.basics.email);
    expect(personOf('test', revised).skills.length).toBeGreaterThan(personOf('test', original).skills.length);
  });

  test.each(['classic', 'dates-left', 'sidebar-left', 'sidebar-right'] as const)('a PDF in layout %s has all its words', async (layout) => {
    const cv = renderCv('test', firstWith((s) => s.layout === layout && s.format === 'pdf' && s.defect === null && s.copy === null, { language: 'de' }));
    const read = new Set(words(await textOfPdf(cv.bytes)));
    const missing = words(plainText(cv)).filter((word) => !read.has(word));
    expect(missing).toEqual([]);
  });

  test('typical files have their size, and PDFs that carry whole fonts have all their words', async () => {
    const typical = specs(200, { size: 'typical' }).map((spec) => ({ spec, cv: renderCv('test', spec) }));
    const sizes = typical.map(({ cv }) => cv.bytes.length).sort((a, b) => a - b);
    // The standard error of the median of 200 such sizes is a seventh of it.
    expect(sizes[100]).toBeGreaterThan(80_000);
    expect(sizes[100]).toBeLessThan(180_000);
    for (const key of ['/FontFile2', '/FontFile3']) {
      const { cv } = typical.find((one) => one.spec.format === 'pdf' && one.spec.defect === null && one.spec.layout !== 'centered' && Buffer.from(one.cv.bytes).includes(key))!;
      const read = new Set(words(await textOfPdf(cv.bytes)));
      expect(words(plainText(cv)).filter((word) => !read.has(word))).toEqual([]);
    }
    expect(specs(50).some((spec) => spec.embedsFonts)).toBe(false);
  });

  test('an encrypted PDF opens with its password alone, a garbled one reads as nonsense, a scan as nothing', async () => {
    const encrypted = renderCv('test', firstWith((s) => s.defect === 'encrypted'));
    await expect(textOfPdf(encrypted.bytes)).rejects.toThrow(/password/i);
    expect(await textOfPdf(encrypted.bytes, 'invented')).toContain(encrypted.content.name);
    const garbled = renderCv('test', firstWith((s) => s.defect === 'garbled'));
    expect(await textOfPdf(garbled.bytes)).not.toContain(garbled.content.name);
    const scan = renderCv('test', firstWith((s) => s.defect === 'scan'));
    expect((await textOfPdf(scan.bytes)).replaceAll(/--.*--|\s/g, '')).toBe('');
  });

  test('a DOCX is a ZIP container with the words in it; a bomb unpacks to hundreds of megabytes', () => {
    const cv = renderCv('test', firstWith((s) => s.format === 'docx' && s.defect === null));
    const parts = unzipSync(cv.bytes);
    expect(Buffer.from(parts['word/document.xml']!).toString()).toContain(cv.content.name);
    const bomb = renderCv('test', firstWith((s) => s.defect === 'bomb', { preset: 'hostile' }));
    expect(bomb.bytes.length).toBeLessThan(1e6);
    let size = 0;
    unzipSync(bomb.bytes, { filter: (file) => { size = Math.max(size, file.originalSize); return false; } });
    expect(size).toBeGreaterThan(3e8);
  });
});

describe('judgements', () => {
  test('a person of the role with all musts and the years has grade 3, of another family 0', () => {
    const jd = makeJd('test', 1, 'en');
    const person = personOf('test', firstWith((s) => s.copy === null));
    const fitting = { ...person, role: jd.role, skills: jd.must, years: jd.years, language: jd.language };
    expect(gradeOf(jd, fitting)).toBe(3);
    expect(gradeOf(jd, { ...fitting, years: jd.years - 1 })).toBe(2);
    expect(gradeOf(jd, { ...fitting, skills: [] })).toBe(1);
    expect(gradeOf(jd, { ...fitting, role: { ...jd.role, family: 'other' } })).toBe(0);
  });
});

describe('the folder', () => {
  test('holds every file with its truth, people and judgements that fit', async () => {
    const out = folder();
    const summary = await generateCvs({ ...options, cvs: 300, jds: 5, out });
    const truth = lines<FileTruth>(path.join(out, 'truth.jsonl'));
    expect(truth).toHaveLength(300);
    for (const file of truth) expect(hash(readFileSync(path.join(out, file.file)))).toBe(file.cvId);
    const people = new Set(lines<PersonTruth>(path.join(out, 'people.jsonl')).map((person) => person.id));
    expect(people.size).toBe(summary.people);
    for (const file of truth) expect(people).toContain(file.person);
    const corpus = new Set(lines<{ _id: string }>(path.join(out, 'corpus.jsonl')).map((document) => document._id));
    const judged = readFileSync(path.join(out, 'qrels/test.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t'));
    expect(judged).toHaveLength(summary.judgements);
    for (const [, person] of judged) expect(corpus).toContain(person);
  });

  test('nothing is kept of files that are written', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const heap: number[] = [];
    const onProgress = (done: number): void => {
      if (done % 400 !== 0) return;
      collect();
      heap.push(process.memoryUsage().heapUsed);
    };
    await generateCvs({ ...options, cvs: 1200, jds: 5, out: folder(), onProgress });
    // Two kilobytes a file would be 1.6 MB; a hundred thousand files would need 200.
    expect(heap[2]! - heap[0]!).toBeLessThan(1.6e6);
  }, 60_000);

  test('a place that cannot be written is refused with a sentence', async () => {
    const file = path.join(folder(), 'file');
    writeFileSync(file, 'x');
    for (const out of [file, path.join(file, 'below')]) await expect(generateCvs({ ...options, cvs: 1, jds: 0, out })).rejects.toMatchObject({ code: 'path_not_found' });
  });

  test('a folder in use is refused', async () => {
    const out = folder();
    writeFileSync(path.join(out, 'mine.txt'), 'x');
    await expect(generateCvs({ ...options, cvs: 1, jds: 0, out })).rejects.toMatchObject({ code: 'bad_flag' });
  });
});
