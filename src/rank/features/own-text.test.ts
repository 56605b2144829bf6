import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hashingEmbedder } from '../../embed/hashing.js';
import { openVocabulary } from '../../profile/vocabulary/vocabulary.js';
import { documentOf, processDocument } from '../../pool/process.js';
import { copiedWords, jdRuns } from '../copied.js';
import { decodeFeatures, lookUp } from './features.js';
import { jdKeywords } from '../listed.js';
import { ownText } from './own-text.js';
import { hashWord } from '../words.js';

const vocabulary = openVocabulary(
  readFileSync(new URL('../../../models/vocabulary/vocabulary.bin.gz', import.meta.url)),
);
const embedder = hashingEmbedder(16);

const JD = `Warehouse Manager

Fernhill Ltd runs eleven warehouses and looks for a manager of the newest one.

Your tasks
- Plan shifts and routes for forty drivers and pickers
- Keep stock counts exact with SAP and our own scanners
- Negotiate freight rates with carriers every spring

Requirements
- Bachelor's degree in logistics
- SAP
- Fluent in Dutch
`;

const CV = `Alex Morgan
alex.morgan@example.com

Experience

Shop Assistant, Brightwater GmbH
January 2018 - January 2021
- Served customers at the counter and kept the shelves full.
- Counted stock every Friday with SAP.

Skills

Excel, SAP

Education

High School Diploma, Riverside School, 2015
`;

async function candidate(text: string) {
  const processed = await processDocument(
    documentOf(text),
    { asOf: '2022-01-01', fallbackDate: '2022-01-01', extractMs: 0 },
    { vocabulary, embedder },
  );
  if (!processed.ok) throw new Error(processed.message);
  const cv: typeof processed.value & { rows?: readonly number[] } = processed.value;
  return cv;
}

const runs = jdRuns(JD);
const jd = { runs, keywords: { names: [], words: new Set<number>() } };
const jdLines = JD.split('\n').filter((line) => line.trim() !== '');

describe('text copied from a JD', () => {
  it.each<[string, string]>([
    ['at the end', `${CV}\n${JD}`],
    ['at the beginning', `${JD}\n${CV}`],
    ['as one line', `${CV}\n${JD.replace(/\s+/g, ' ')}`],
    ['with other bullets, in capitals', `${CV}\n${JD.replace(/^- /gm, '• ').toUpperCase()}`],
    [
      'in pieces among honest lines',
      CV.split('\n')
        .flatMap((line, i) => [line, ...(i > 4 && jdLines[i - 5] ? [jdLines[i - 5]!] : [])])
        .join('\n'),
    ],
    [
      'in pieces at the ends of honest lines',
      CV.split('\n')
        .map((line, i) => (i > 4 && line !== '' && jdLines[i - 5] ? `${line} ${jdLines[i - 5]!}` : line))
        .join('\n'),
    ],
    [
      'its tasks in a post',
      CV.replace('- Counted stock', `${JD.match(/^- .*drivers[^]*spring/m)![0]}\n- Counted stock`),
    ],
  ])('is found %s', async (_, text) => {
    const { words } = decodeFeatures((await candidate(text)).features);
    const marks = copiedWords(runs, words);
    expect(marks).not.toBeNull();
    const copied = new Set([...words.order].filter((_, i) => marks![i] === 1).map((index) => words.hashes[index]));
    expect(copied.has(hashWord('freight'))).toBe(true);
    expect(copied.has(hashWord('shelve'))).toBe(false);
  });

  it.each<[string, string]>([
    ['a CV that shares some words', CV],
    [
      'a sentence of its own with the same words',
      CV.replace(
        '- Counted stock',
        '- Drivers and pickers: routes for forty, shifts planned. Rates of carriers negotiated, exact counts of stock.\n- Counted stock',
      ),
    ],
    [
      'one line of the JD',
      CV.replace('- Counted stock', '- Negotiate freight rates with carriers every spring\n- Counted stock'),
    ],
  ])('is not %s', async (_, text) => {
    expect(copiedWords(runs, decodeFeatures((await candidate(text)).features).words)).toBeNull();
  });

  it('leaves the rest of the CV as it is', async () => {
    const honest = await candidate(CV);
    const own = ownText(jd, await candidate(`${CV}\n${JD}`));
    expect(own.findings.map(({ code }) => code)).toEqual(['jd_copied']);
    expect(own.facts.education.level).toBe(1);
    expect(own.facts.languages.map(({ key }) => key)).not.toContain('nl');
    expect(own.facts.titles.map(({ text }) => text.toLowerCase())).not.toContain('warehouse manager');
    expect(lookUp(own.words, hashWord('freight'))).toBeNull();
    expect(lookUp(own.words, hashWord('counter'))).toEqual(
      lookUp(decodeFeatures(honest.features).words, hashWord('counter')),
    );
    const sap = (facts: typeof own.facts) => facts.skills.find(({ term }) => term === 'SAP');
    expect(sap(own.facts)).toEqual(sap(decodeFeatures(honest.features).facts));
    expect(own.cv.passages.every(({ end }) => end <= CV.length)).toBe(true);
    expect(own.cv.rows?.length).toBe(own.cv.passages.length);
  });

  it('is nothing in an honest CV', async () => {
    const honest = await candidate(CV);
    expect(ownText(jd, honest)).toEqual({
      cv: honest,
      ...decodeFeatures(honest.features),
      findings: [],
      withLists: null,
    });
  });
});

describe('lists of what a JD asks for', () => {
  const names = ['Kubernetes', 'TypeScript', 'PostgreSQL', 'Docker', 'Terraform', 'machine learning'];
  const requirement = (text: string) => ({
    kind: 'skill' as const,
    requirement: { text, kind: 'skill' as const, must: true, weight: 1 },
  });
  const asking = { runs: jdRuns(''), keywords: jdKeywords(names.map(requirement)) };
  const own = async (text: string) => ownText(asking, await candidate(text));
  const codesOf = ({ findings, withLists }: Awaited<ReturnType<typeof own>>) =>
    [...(withLists === null ? [] : [withLists.finding]), ...findings].map(({ code }) => code);
  const codes = async (text: string) => codesOf(await own(text));

  it.each<[string, string]>([
    ['one line', names.join(', ')],
    ['a line with a label', `Technical skills: ${names.join(' | ')}`],
    ['bullets', names.map((name) => `- ${name}`).join('\n')],
    ['bullets with levels', names.map((name) => `- ${name} (expert, 10 years)`).join('\n')],
    ['captions', names.map((name, i) => `Figure ${i + 1}: ${name}`).join('\n')],
    ['texts of links', names.map((name) => `My ${name} project`).join('\n')],
    ['a heading', `${names.join(' ')} Experience`],
    ['one of several lines', `Cooking, gardening, chess\n${names.join(', ')}\nReading, sailing, first aid`],
    [
      'a row inside of a long line',
      `I have worked at a counter for three years and like to learn: ${names.join(', ')}, and I keep shelves full and count stock on Fridays`,
    ],
  ])('earn nothing as %s', async (_, list) => {
    const stuffed = await own(`${CV}\n${list}\n`);
    expect(codesOf(stuffed)).toEqual(['keyword_stuffing']);
    expect(stuffed.facts.skills.filter(({ term }) => names.includes(term))).toEqual([]);
    for (const name of ['kubernetes', 'terraform']) expect(lookUp(stuffed.words, hashWord(name))).toBeNull();
  });

  it.each<[string, string]>([
    [
      'that a post bears out',
      CV.replace('- Counted stock', '- Ran Docker and Kubernetes, planned with Terraform.\n- Counted stock').replace(
        'Excel, SAP',
        names.join(', '),
      ),
    ],
    [
      'among other skills',
      CV.replace(
        'Excel, SAP',
        `Excel, SAP, ${names[0]}, cash books, window dressing, ${names[1]}, ordering, ${names[2]}, stock counts, ${names[3]}, complaints`,
      ),
    ],
    ['of three', CV.replace('Excel, SAP', names.slice(0, 3).join(', '))],
  ])('count %s', async (_, text) => {
    expect(await codes(text)).toEqual([]);
  });
});
