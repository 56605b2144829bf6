import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from '../_shared/testing.js';

const CVS = [
  {
    _id: 'cv1',
    title: 'Registered Nurse',
    text: 'Registered nurse on a surgical ward since 2015. Patient care, medication, wound care, triage and charting.',
  },
  {
    _id: 'cv2',
    title: 'Staff Nurse',
    text: 'Staff nurse in intensive care. Patient assessment, ventilation, medication and family support.',
  },
  {
    _id: 'cv3',
    title: 'Backend Developer',
    text: 'Backend developer. Java, PostgreSQL and Docker; designs and operates payment services.',
  },
  { _id: 'cv4', text: 'Software developer who writes Java services, tunes SQL queries and reviews code.' },
  { _id: 'cv5', title: 'Baker', text: 'Baker in a small shop: sourdough, pastry, ordering flour, early shifts.' },
  {
    _id: 'cv6',
    title: 'Bus Driver',
    text: 'Bus driver in city traffic, ticket sales, vehicle checks, friendly with passengers.',
  },
];
const JDS = [
  {
    _id: 'care-1',
    title: 'Registered Nurse',
    text: 'We look for a registered nurse for our surgical ward. You give patient care, medication and wound care.',
  },
  {
    _id: 'tech-1',
    title: 'Java Developer',
    text: 'We look for a Java developer who designs services, writes SQL and reviews code.',
  },
  { _id: 'tech-2', title: 'Never judged', text: 'Nobody judged this one.' },
];
const QRELS = [
  'query-id\tcorpus-id\tscore',
  'care-1\tcv1\t2.5',
  'care-1\tcv2\t1',
  'care-1\tcv6\t0',
  'tech-1\tcv3\t1.5',
  'tech-1\tcv4\t3',
  'tech-1\tcv5\t0',
].join('\n');
const METRICS = ['ndcg@5', 'ndcg@10', 'map', 'mrr', 'p@10', 'recall@100'];

function dataset(): string {
  const folder = temporaryFolder();
  const lines = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');
  mkdirSync(path.join(folder, 'qrels'));
  writeFileSync(path.join(folder, 'corpus.jsonl.gz'), gzipSync(lines(CVS)));
  writeFileSync(path.join(folder, 'queries.jsonl'), lines(JDS));
  writeFileSync(path.join(folder, 'qrels', 'test.tsv'), QRELS);
  return folder;
}

const ranking = (...args: string[]) => cli(['evaluate', 'ranking', ...args, '--threads', '1']);
interface Row {
  id: string;
  top: { id: string; grade: number | null }[];
  metrics: Record<string, number | null>;
}

describe('cvmatch evaluate ranking', () => {
  it('has the documented shape, with every baseline and group, from a gzipped corpus with decimal grades', async () => {
    const { json, exitCode } = await ranking(dataset(), '--json');
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ queries: 2, documents: 6, judgedOnly: false, maskTitles: false });
    expect(Object.keys(json.metrics)).toEqual(METRICS);
    for (const { mean, low, high } of Object.values(
      json.metrics as Record<string, { mean: number; low: number; high: number }>,
    ))
      expect(low <= mean && mean <= high).toBe(true);
    expect(Object.keys(json.groups)).toEqual(['care', 'tech']);
    expect(Object.keys(json.baselines)).toEqual(['bm25', 'vectors', 'titles', 'hybrid', 'random']);
    for (const metrics of Object.values(json.baselines)) expect(Object.keys(metrics as object)).toEqual(METRICS);
    const [nurse, developer] = json.perQuery as Row[];
    expect(nurse!.top[0]).toMatchObject({ id: 'cv1', grade: 2.5 });
    expect(nurse!.metrics['ndcg@10']).toBe(1);
    expect(
      developer!.top
        .slice(0, 2)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['cv3', 'cv4']);
    expect(developer!.top.find(({ id }) => id === 'cv1')?.grade ?? null).toBeNull();
  });

  it('ranks only what is judged with --judged-only, and adds Spearman', async () => {
    const { json } = await ranking(dataset(), '--judged-only', '--json');
    expect(Object.keys(json.metrics)).toEqual([...METRICS, 'spearman']);
    for (const { id, top } of json.perQuery as Row[])
      expect(top.map((hit) => hit.id).sort()).toEqual(id === 'care-1' ? ['cv1', 'cv2', 'cv6'] : ['cv3', 'cv4', 'cv5']);
  });

  it('takes the titles away with --mask-titles: the titles baseline has nothing left, the text still counts', async () => {
    const { json } = await ranking(dataset(), '--mask-titles', '--json');
    const plain = (await ranking(dataset(), '--json')).json;
    expect(json.maskTitles).toBe(true);
    expect(plain.baselines.titles.mrr.mean).toBe(1);
    expect(json.baselines.titles.mrr.mean).toBeLessThan(1);
    expect(json.metrics['ndcg@10'].mean).toBeGreaterThan(json.baselines.random['ndcg@10'].mean as number);
  });

  it('prints a table and writes a page; a gate that is missed ends with exit code 4', async () => {
    const folder = dataset();
    const page = path.join(folder, 'report.html');
    const passed = await ranking(folder, '--min', 'mrr=0.9', '--html', page);
    expect(passed.exitCode).toBe(0);
    expect(passed.stdout).toMatch(/2 JDs, 6 CVs[\s\S]+ranker\s[\s\S]+bm25\s[\s\S]+random/);
    expect(readFileSync(page, 'utf8')).toMatch(/Registered Nurse[\s\S]+<\/html>/);
    const missed = await ranking(folder, '--min', 'p@10=0.9', '--min', 'mrr=0.9');
    expect(missed.exitCode).toBe(4);
    expect(missed.stderr).toMatch(/^cvmatch: p@10 is 0\.2000, below the gate of 0\.9$/m);
    expect(missed.stderr).not.toContain('mrr');
  });

  it('says what is wrong with a data set or a gate', async () => {
    const folder = dataset();
    expect(await ranking(folder, '--min', 'charm=1')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--min charm=1 is not a gate') as string,
    });
    writeFileSync(path.join(folder, 'queries.jsonl'), '{"_id": "care-1"}');
    const broken = await ranking(folder);
    expect(broken.exitCode).toBe(1);
    expect(broken.stderr).toContain('queries.jsonl:1 has no _id or no text');
    expect(broken.stderr).toContain('BEIR layout');
    expect((await ranking(temporaryFolder())).stderr).toContain('corpus.jsonl (or .gz) is missing');
  });
});

/** The judgements of `dataset`, with 1 for every grade above 0. */
function binaryDataset(): string {
  const folder = dataset();
  writeFileSync(
    path.join(folder, 'qrels', 'test.tsv'),
    QRELS.replaceAll(/[\d.]+$/gm, (grade) => (Number(grade) > 0 ? '1' : '0')),
  );
  return folder;
}

describe('cvmatch evaluate ranking of several sets', () => {
  it('has every set, their differences to each baseline, and both ways of taking them together', async () => {
    const [graded, binary] = [dataset(), binaryDataset()];
    const { json, exitCode } = await ranking(graded, binary, '--json');
    expect(exitCode).toBe(0);
    const [first, second] = json.sets as {
      name: string;
      judgedOnly: boolean;
      auc: Record<string, { value: number; comparable: boolean }> | null;
      differences: Record<string, Record<string, object>>;
    }[];
    expect(first).toMatchObject({ name: path.basename(graded), judgedOnly: true, queries: 2, auc: null });
    expect(second!.auc!['ranker']).toEqual({ value: 1, comparable: true });
    expect(second!.auc!['hybrid']!.comparable).toBe(false);
    expect(Object.keys(second!.differences)).toEqual(['bm25', 'vectors', 'titles', 'hybrid', 'random']);
    expect(second!.differences['random']).toHaveProperty('auc');
    expect(json.pooled).toMatchObject({ queries: 4, sets: [path.basename(graded), path.basename(binary)] });
    expect(json.pooled.differences.bm25.spearman.count).toBe(4);
    expect(json.meanOverSets.bm25.spearman.count).toBe(2);
    const text = (await ranking(graded, binary)).stdout;
    expect(text).toMatch(
      /only judged CVs ranked[\s\S]+ndcg@5[\s\S]+spearman[\s\S]+auc[\s\S]+hybrid[\s\S]+all JDs[\s\S]+mean of sets/,
    );
  });

  it('ranks nothing when one of them is broken or two have one name', async () => {
    const good = dataset();
    const broken = await ranking(good, temporaryFolder());
    expect(broken).toMatchObject({ exitCode: 1, stdout: '' });
    expect(broken.stderr).toContain('corpus.jsonl (or .gz) is missing');
    expect(await ranking(good, `${good}/.`)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('two data sets are called') as string,
    });
  });

  it('is held to the bars of a gate file: each missed one is named, sets that are not given are skipped', async () => {
    const folder = binaryDataset();
    const [set, gate] = [path.basename(folder), path.join(folder, 'gate.json')];
    const judged = async (...bars: object[]) => {
      writeFileSync(gate, JSON.stringify({ bars }));
      return ranking('--gate', gate, folder);
    };
    const passed = await judged(
      { set, metric: 'auc', least: 0.9 },
      { set, metric: 'mrr', least: 0.9, judgedOnly: false },
      { set: 'elsewhere', metric: 'map', least: 1 },
    );
    expect(passed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(passed.stdout).toMatch(
      /skipped {2}elsewhere: map[\s\S]+met {2}[^\n]+: auc is 1\.0000 \(bar 0\.9\)\nmet {2}[^\n]+\(whole corpus\): mrr is/,
    );
    const missed = await judged(
      { set, metric: 'auc', least: 0.9 },
      { set, metric: 'p@10', least: 0.9 },
      { set, metric: 'mrr', minus: 'bm25', least: 0.5 },
    );
    expect(missed.exitCode).toBe(4);
    expect(missed.stderr).toBe(
      `cvmatch: ${set}: p@10 is 0.2000, below the bar of 0.9\ncvmatch: ${set}: mrr minus bm25 is 0.0000, below the bar of 0.5`,
    );
    expect(await judged({ set: 'elsewhere', metric: 'map', least: 0 })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Its bars name the folders elsewhere') as string,
    });
    expect(await judged({ set, metric: 'charm', least: 0 })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('has no valid bar at position 1') as string,
    });
  });
});

describe('cvmatch evaluate ab', () => {
  it('pairs two rankers on the same JDs, B minus A, and interleaves them', async () => {
    const folder = dataset();
    const [shipped, narrow] = [path.join(folder, 'a.json'), path.join(folder, 'b.json')];
    writeFileSync(shipped, '{}');
    // Two CVs are relevant to each JD, so picking a single CV must lose quality.
    writeFileSync(narrow, JSON.stringify({ picks: 1 }));
    const { json } = await cli(['evaluate', 'ab', shipped, narrow, '--data', folder, '--interleave', '--json']);
    expect(json).toMatchObject({ queries: 2, metric: 'ndcg@10', a: shipped, b: narrow });
    expect(json.test.difference).toBeLessThan(0);
    expect(json.test.meanB - json.test.meanA).toBeCloseTo(json.test.difference as number, 12);
    expect(json.test.wins + json.test.losses + json.test.ties).toBe(2);
    expect(json.interleaving.a + json.interleaving.b + json.interleaving.ties).toBe(2);
    const same = await cli(['evaluate', 'ab', shipped, shipped, '--data', folder]);
    expect(same.stdout).toMatch(/equal on 2[\s\S]+may be chance/);
    expect((await cli(['evaluate', 'ab', shipped, path.join(folder, 'none.json'), '--data', folder])).stderr).toContain(
      'there is no file',
    );
  });
});
