import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { groupOf, readRankingData } from './data.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function dataset(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
  folders.push(folder);
  mkdirSync(path.join(folder, 'qrels'));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return folder;
}

const lines = (...values: object[]) => values.map((value) => JSON.stringify(value)).join('\n');
const CORPUS = lines({ _id: 'c1', title: 'Baker', text: 'bread' }, { _id: 'c2', text: 'no title' });
const QUERIES = lines({ _id: 'li-1', title: 'Baker', text: 'bakes' }, { _id: 'li-2', text: 'not judged' });

describe('readRankingData', () => {
  it('reads plain and gzipped files, decimal grades, and leaves out JDs without a judgement', () => {
    const data = readRankingData(
      dataset({
        'corpus.jsonl.gz': gzipSync(CORPUS),
        'queries.jsonl': QUERIES,
        'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nli-1\tc1\t2.5\n',
      }),
    );
    expect(data.corpus).toEqual([
      { id: 'c1', title: 'Baker', text: 'bread' },
      { id: 'c2', title: null, text: 'no title' },
    ]);
    expect(data.queries.map(({ id }) => id)).toEqual(['li-1']);
    expect(data.judgements.get('li-1')).toEqual(new Map([['c1', 2.5]]));
  });

  it.each([
    ['no corpus', { 'queries.jsonl': QUERIES, 'qrels/test.tsv': 'li-1\tc1\t1' }, /corpus\.jsonl/],
    ['no judgements', { 'corpus.jsonl': CORPUS, 'queries.jsonl': QUERIES }, /test\.tsv/],
    [
      'broken JSON',
      { 'corpus.jsonl': `${CORPUS}\n{`, 'queries.jsonl': QUERIES, 'qrels/test.tsv': 'li-1\tc1\t1' },
      /corpus\.jsonl:3 is not JSON/,
    ],
    [
      'a grade that is no number',
      { 'corpus.jsonl': CORPUS, 'queries.jsonl': QUERIES, 'qrels/test.tsv': 'li-1\tc1\t1\nli-1\tc2\tgood' },
      /test\.tsv:2/,
    ],
  ])('says where it is broken: %s', (_, files, message) => {
    expect(() => readRankingData(dataset(files as Record<string, string>))).toThrow(
      expect.objectContaining({ code: 'dataset_invalid', message: expect.stringMatching(message) as string }) as Error,
    );
  });
});

it('groups by the prefix before the first dash', () => {
  expect(groupOf('goog-12')).toBe('goog');
  expect(groupOf('17')).toBe('all');
});
