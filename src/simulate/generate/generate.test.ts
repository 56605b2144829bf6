import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { unzipSync } from 'fflate';
import { PDFParse } from 'pdf-parse';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Section } from './content.js';
import { fileSpec, readableSpec, type FileSpec, type MixOptions } from './mix.js';
import { generateCvs, type FileTruth, type PersonTruth } from './index.js';
import { gradeOf, makeJd } from './jds.js';
import { personOf, plainText, renderCv } from './render.js';

const options: MixOptions = { seed: 'test', preset: 'typical', size: 'lean', language: 'en' };
const specs = (count: number, more: Partial<MixOptions> = {}): FileSpec[] =>
  Array.from({ length: count }, (_, i) => fileSpec(i, { ...options, ...more }));
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const lines = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

function folder(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'cvmatch-generate-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true });
  });
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

const firstWith = (test: (spec: FileSpec) => boolean, more: Partial<MixOptions> = {}): FileSpec =>
  specs(6000, more).find(test)!;
const words = (text: string): string[] => text.split(/\s+/).filter((word) => /^[A-Za-zÀ-ÿ]{4,}$/.test(word));

describe('the mix', () => {
  const many = specs(20_000);
  const share = (test: (spec: FileSpec) => boolean): number => many.filter(test).length / many.length;

  test.each([
    ['PDF', 0.78, (s: FileSpec) => s.copy === null && s.defect === null && s.format === 'pdf', 0.83 * 0.932],
    ['exact copies', 0.06, (s: FileSpec) => s.copy === 'exact', 1],
    ['revisions', 0.08, (s: FileSpec) => s.copy === 'revised', 1],
    ['scans', 0.03, (s: FileSpec) => s.copy === null && s.defect === 'scan', 0.83],
    ['two columns', 0.3, (s: FileSpec) => s.layout.startsWith('sidebar') || s.layout === 'network', 1],
    ['English as the local language', 0.95, (s: FileSpec) => s.language === 'en', 1],
  ])('%s make %d of it', (_name, wanted, is, of) => {
    expect(share(is) / of).toBeGreaterThan(wanted * 0.9);
    expect(share(is) / of).toBeLessThan(wanted * 1.1);
  });

  test('the median CV has about 600 words', () => {
    const sorted = specs(1000)
      .map((s) => s.words)
      .sort((a, b) => a - b);
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

  test.each(['classic', 'dates-left', 'dates-stacked', 'sidebar-left', 'sidebar-right'] as const)(
    'a PDF in layout %s has all its words',
    async (layout) => {
      const cv = renderCv(
        'test',
        firstWith((s) => s.layout === layout && s.format === 'pdf' && s.defect === null && s.copy === null, {
          language: 'de',
        }),
      );
      const read = await textOfPdf(cv.bytes);
      expect(words(plainText(cv)).filter((word) => !read.includes(word))).toEqual([]);
    },
  );

  test('typical files have their size, and PDFs that carry whole fonts have all their words', async () => {
    const typical = specs(200, { size: 'typical' }).map((spec) => ({ spec, cv: renderCv('test', spec) }));
    const sizes = typical.map(({ cv }) => cv.bytes.length).sort((a, b) => a - b);
    // The median of 200 such sizes has a standard error of a seventh of its value.
    expect(sizes[100]).toBeGreaterThan(80_000);
    expect(sizes[100]).toBeLessThan(180_000);
    for (const key of ['/FontFile2', '/FontFile3']) {
      const { cv } = typical.find(
        (one) =>
          one.spec.format === 'pdf' &&
          one.spec.defect === null &&
          one.spec.layout !== 'centered' &&
          Buffer.from(one.cv.bytes).includes(key),
      )!;
      const read = new Set(words(await textOfPdf(cv.bytes)));
      expect(words(plainText(cv)).filter((word) => !read.has(word))).toEqual([]);
    }
    expect(specs(50).some((spec) => spec.embedsFonts)).toBe(false);
  });

  test('an encrypted PDF opens with its password alone, a garbled one reads as nonsense, a scan as nothing', async () => {
    const encrypted = renderCv(
      'test',
      firstWith((s) => s.defect === 'encrypted'),
    );
    await expect(textOfPdf(encrypted.bytes)).rejects.toThrow(/password/i);
    expect(await textOfPdf(encrypted.bytes, 'invented')).toContain(encrypted.content.name);
    const garbled = renderCv(
      'test',
      firstWith((s) => s.defect === 'garbled'),
    );
    expect(await textOfPdf(garbled.bytes)).not.toContain(garbled.content.name);
    const scan = renderCv(
      'test',
      firstWith((s) => s.defect === 'scan'),
    );
    expect((await textOfPdf(scan.bytes)).replaceAll(/--.*--|\s/g, '')).toBe('');
  });

  test('a DOCX is a ZIP container with the words in it; a bomb unpacks to hundreds of megabytes', () => {
    const cv = renderCv(
      'test',
      firstWith((s) => s.format === 'docx' && s.defect === null),
    );
    const parts = unzipSync(cv.bytes);
    expect(Buffer.from(parts['word/document.xml']!).toString()).toContain(cv.content.name);
    const bomb = renderCv(
      'test',
      firstWith((s) => s.defect === 'bomb', { preset: 'hostile' }),
    );
    expect(bomb.bytes.length).toBeLessThan(1e6);
    let size = 0;
    unzipSync(bomb.bytes, {
      filter: (file) => {
        size = Math.max(size, file.originalSize);
        return false;
      },
    });
    expect(size).toBeGreaterThan(3e8);
  });
});

describe('the look', () => {
  const cvs = Array.from({ length: 600 }, (_, i) => renderCv('looks', readableSpec(i, 'looks')));
  const workOf = ({ content }: (typeof cvs)[number]): Section =>
    content.sections.find((section) => section.kind === 'work')!;

  test('every style of dates, arrangement of posts and table of a word processor comes up', () => {
    const looks = cvs.map(({ content }) => content.look);
    expect(new Set(looks.map((look) => look.dates)).size).toBe(10);
    expect(new Set(looks.map((look) => look.posts)).size).toBe(7);
    expect(new Set(looks.map((look) => look.tables)).size).toBe(4);
    expect(new Set(looks.map((look) => look.dash)).size).toBeGreaterThan(8);
  });

  test('what is written is as exact as its style: a year, the first month of a quarter or a season', () => {
    const start = (style: string): string[] =>
      cvs
        .filter(({ content }) => content.look.dates === style)
        .flatMap((cv) => workOf(cv).entries.map((entry) => `${entry.from}=${entry.written.startDate!}`));
    for (const one of start('years')) expect(one).toMatch(/^(\d{4})=\1$/);
    for (const one of start('quarters'))
      expect(one).toMatch(/^[QT](?:1 (\d{4})=\1-01|2 (\d{4})=\2-04|3 (\d{4})=\3-07|4 (\d{4})=\4-10)$/);
    for (const one of start('seasons')) expect(one).toMatch(/ (\d{4})=\1-(?:01|03|06|09)$/);
  });

  test('several posts with one employer follow each other without a gap, and the later one is the higher', () => {
    const shared = cvs
      .filter(({ content }) => content.look.posts === 'grouped')
      .flatMap(({ person }) =>
        person.resume.work.flatMap((post, i, all) =>
          i > 0 && all[i - 1]!.name === post.name && all[i - 1]!.location === post.location
            ? [[post, all[i - 1]!] as const]
            : [],
        ),
      );
    expect(shared.length).toBeGreaterThan(20);
    for (const [earlier, later] of shared) {
      expect(earlier.endDate).toBe(later.startDate);
      expect(earlier.position).not.toBe(later.position);
    }
  });

  test('a profile of a network has a side bar, durations and page numbers; a running header its page', async () => {
    const network = cvs.find(
      (cv) =>
        cv.extension === '.pdf' &&
        readableSpec(cvs.indexOf(cv), 'looks').layout === 'network' &&
        cv.person.language === 'en',
    )!;
    const text = await textOfPdf(network.bytes);
    expect(text).toMatch(/\d{4} - (?:\w+ \d{4}|Present) \((?:\d+ years?)? ?(?:\d+ months?)?\)/);
    expect(text).toMatch(/Page 1 of \d/);
    const headed = cvs.find(
      (cv, i) =>
        cv.content.look.runningHeader &&
        readableSpec(i, 'looks').format === 'pdf' &&
        readableSpec(i, 'looks').layout === 'classic' &&
        readableSpec(i, 'looks').words > 900,
    )!;
    expect(await textOfPdf(headed.bytes)).toContain(
      `${headed.content.name} – ${headed.content.tongue.page.replace('{n}', '2').split('{')[0]!}`,
    );
  });

  test("nothing of it is the parser's: what is read back is not what was looked up", () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    );
    expect(files.length).toBeGreaterThan(15);
    for (const file of files)
      expect(readFileSync(path.join(import.meta.dirname, file), 'utf8')).not.toMatch(
        /from '(?:\.\.\/)+(?:profile|extract|rank|pipeline|evaluate)\//,
      );
  });
});

describe('judgements', () => {
  test('a person of the role with all musts and the years has grade 3, of another family 0', () => {
    const jd = makeJd('test', 1, 'en');
    const person = personOf(
      'test',
      firstWith((s) => s.copy === null),
    );
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
    const judged = readFileSync(path.join(out, 'qrels/test.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'));
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
    // Two kilobytes per file would be 1.6 MB here, and 200 MB for a hundred thousand files.
    expect(heap[2]! - heap[0]!).toBeLessThan(1.6e6);
  }, 120_000);

  test('a place that cannot be written is refused with a sentence', async () => {
    const file = path.join(folder(), 'file');
    writeFileSync(file, 'x');
    for (const out of [file, path.join(file, 'below')])
      await expect(generateCvs({ ...options, cvs: 1, jds: 0, out })).rejects.toMatchObject({ code: 'path_not_found' });
  });

  test('a folder in use is refused', async () => {
    const out = folder();
    writeFileSync(path.join(out, 'mine.txt'), 'x');
    await expect(generateCvs({ ...options, cvs: 1, jds: 0, out })).rejects.toMatchObject({ code: 'bad_flag' });
  });
});
