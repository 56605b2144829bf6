import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, fixtures } from '../_shared/testing.js';

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-ll144-'));
const store = path.join(folder, 'store');
const jd = fixtures('demo', 'jd.txt');
const file = path.join(folder, 'people.csv');
const run = (...args: string[]) => cli([...args, '--store', store]);
const audit = (...args: string[]) => run('evaluate', 'fairness', '--ll144', '--demographics', file, ...args);

interface Listed {
  cvId: string;
  path: string;
  candidateId: string;
}
let listed: Listed[];
const sexOf = (i: number): string => ['Female', 'Male'][i % 2]!;
const ethnicityOf = (i: number): string => ['Asian', 'White', ''][i % 3]!;

beforeAll(async () => {
  expect((await run('ingest', fixtures('demo', 'cvs'), '--quiet')).exitCode).toBe(0);
  listed = (await run('list', '--json')).json as Listed[];
  const names = listed.map((cv, i) => [cv.path, path.basename(cv.path), cv.cvId.slice(0, 12), cv.candidateId][i % 4]!);
  // The last one is not in the file: of unknown category, if somebody decides about it.
  const rows = names.slice(0, -1).map((name, i) => `${name},${sexOf(i)},${ethnicityOf(i)}`);
  writeFileSync(file, ['candidate,sex,ethnicity', ...rows, 'nobody.pdf,Female,Asian'].join('\n'));
  for (const [i, { cvId }] of listed.entries()) {
    if (i % 4 === 3 && i < listed.length - 1) continue;
    const decision = i % 3 === 0 || i === listed.length - 1 ? ['shortlisted'] : ['rejected', '--reason', 'no'];
    expect((await run('decisions', 'add', jd, cvId, ...decision)).exitCode).toBe(0);
  }
  // A decision that was taken back, and one that was changed.
  await run('decisions', 'add', jd, listed[1]!.cvId, 'shortlisted');
  await run('decisions', 'add', jd, listed[0]!.cvId, 'rejected', '--reason', 'changed');
  const { id } = ((await run('decisions', 'list', '--json')).json as { id: number }[]).at(-1)!;
  await run('decisions', 'undo', String(id));
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Who is shortlisted, read from the tables of the store. */
function shortlisted(): { decided: Set<string>; selected: Set<string> } {
  const db = new Sqlite(path.join(store, 'store.db'), { readonly: true });
  const rows = db
    .prepare(
      'SELECT d.decision AS decision, lower(hex(d.cv_id)) AS hex, d.cv_id AS cvId FROM decisions d WHERE d.undone_at IS NULL ORDER BY d.id',
    )
    .all() as { decision: string; hex: string; cvId: string | Buffer }[];
  db.close();
  const last = new Map(rows.map(({ decision, hex, cvId }) => [typeof cvId === 'string' ? cvId : hex, decision]));
  return {
    decided: new Set(last.keys()),
    selected: new Set([...last].filter(([, decision]) => decision === 'shortlisted').map(([cvId]) => cvId)),
  };
}

describe('evaluate fairness --ll144', () => {
  it('counts recorded decisions by the categories of the file, as the store has them', async () => {
    const { json, exitCode } = await audit(jd, '--json');
    expect(exitCode).toBe(0);
    const { decided, selected } = shortlisted();
    expect(json).toMatchObject({
      assessed: listed.length,
      selected: selected.size,
      decided: decided.size,
      notFound: 1,
    });
    const own = listed.slice(0, -1).map(({ cvId }, i) => ({ cvId, sex: sexOf(i), ethnicity: ethnicityOf(i) }));
    const rate = (of: typeof own): number => of.filter(({ cvId }) => selected.has(cvId)).length / of.length;
    const [female, male] = ['Female', 'Male'].map((sex) => own.filter((one) => one.sex === sex));
    const best = Math.max(rate(female!), rate(male!));
    expect(json.tables[0]).toMatchObject({
      by: 'sex',
      unknown: 1,
      rows: [
        {
          sex: 'Female',
          applicants: female!.length,
          selectionRate: rate(female!),
          selectionImpactRatio: rate(female!) / best,
        },
        { sex: 'Male', applicants: male!.length, selectionRate: rate(male!), selectionImpactRatio: rate(male!) / best },
      ],
    });
    expect(json.tables[1].unknown).toBe(own.filter(({ ethnicity }) => ethnicity === '').length + 1);
    // Scores of the same ranking that `match` gives, above whose median half of them lie.
    const { results } = (await run('match', jd, '--top', '1000', '--json')).json as {
      results: { cvId: string; score: number }[];
    };
    const scores = new Map(results.map(({ cvId, score }) => [cvId, score]));
    const above = female!.filter(({ cvId }) => scores.get(cvId)! > json.medianScore).length;
    expect(json.tables[0].rows[0].scoringRate).toBeCloseTo(above / female!.length, 12);
    expect(json.note).toContain('not the audit');
  });

  it('writes the same as text and CSV', async () => {
    const [{ json }, text, csv] = [await audit(jd, '--json'), await audit(jd), await audit(jd, '--csv')];
    expect(text.stdout).toContain('sex and ethnicity');
    expect(text.stdout).toMatch(/Asian, Female/);
    expect(text.stdout).toContain('category is unknown: 1.');
    const rows = csv.stdout
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows[0]).toEqual(expect.arrayContaining(['selectionImpactRatio', 'scoringImpactRatio', 'excluded']));
    const tables = json.tables as { rows: unknown[] }[];
    expect(rows).toHaveLength(1 + tables.reduce((sum, table) => sum + table.rows.length + 1, 0));
    expect(Number(rows[1]![5])).toBeCloseTo(json.tables[0].rows[0].selectionRate, 6);
  });

  it('counts decisions for every JD without one, each for itself and without scores', async () => {
    const other = path.join(folder, 'other.txt');
    writeFileSync(other, 'Nurse\n\nRequirements\n- Triage');
    await run('decisions', 'add', other, listed[0]!.cvId, 'shortlisted');
    const { json } = await audit('--json');
    expect(json).toMatchObject({
      assessed: shortlisted().decided.size + 1,
      medianScore: null,
      fingerprint: null,
      jd: null,
    });
    expect(json.tables[0].rows[0].scoringRate).toBeNull();
  });

  it('says what is wrong with the file', async () => {
    const odd = path.join(folder, 'odd.csv');
    writeFileSync(odd, `candidate,sex,ethnicity\n${listed[0]!.cvId},Female,Asian\n${listed[0]!.path},Male,Asian\n`);
    const twice = await run('evaluate', 'fairness', jd, '--ll144', '--demographics', odd);
    expect([twice.exitCode, twice.stderr]).toEqual([expect.any(Number), expect.stringContaining('something else')]);
    const missing = await run('evaluate', 'fairness', jd, '--ll144', '--demographics', path.join(folder, 'none.csv'));
    expect(missing.stderr).toContain('cannot be read');
    expect((await run('evaluate', 'fairness', jd, '--ll144')).exitCode).toBe(2);
    expect((await run('evaluate', 'fairness')).exitCode).toBe(2);
  });
});
