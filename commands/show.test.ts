import { mkdtempSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tmpdir } from 'node:os';
import { cli, fixtures, temporaryFolder } from './_shared/testing.js';

const cv = fixtures('demo', 'cvs', 'amelia-hartwell.pdf');
const store = mkdtempSync(path.join(tmpdir(), 'cvmatch-show-'));
const inStore = (...args: string[]): ReturnType<typeof cli> => cli([...args, '--store', store]);

beforeAll(async () => {
  await inStore('ingest', fixtures('demo', 'cvs'), '--embedder', 'mock', '--quiet');
}, 120_000);

describe('cvmatch show', () => {
  it('shows a file that is in no store', async () => {
    const { stdout, exitCode } = await cli(['show', cv], { cwd: temporaryFolder() });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Amelia Hartwell');
    expect(stdout).toContain('E-mail: amelia.hartwell@example.com');
  });

  it('gives the same profile from the store by path and by the first digits of its CvId', async () => {
    const byPath = (await inStore('show', cv, '--json')).json;
    const byId = (await inStore('show', byPath.cvId.slice(0, 8), '--json')).json;
    expect(byId).toEqual(byPath);
    expect(Object.keys(byPath)).toEqual(['cvId', 'path', 'fileName', 'format', 'engine', 'profile']);
    expect(byPath.profile.fields['basics.name'].confidence).toBeGreaterThan(0.5);
  });

  it.each([
    ['json', /"cvId"/],
    ['jsonresume', /"\$schema"/],
    ['markdown', /^# Amelia Hartwell/],
    ['html', /^<!doctype html>/],
  ])('--format %s', async (format, shape) => {
    expect((await cli(['show', cv, '--format', format])).stdout).toMatch(shape);
  });

  it('counts "present" to --as-of', async () => {
    const years = async (day: string): Promise<number> =>
      (await cli(['show', cv, '--as-of', day, '--json'])).json.profile.yearsOfExperience as number;
    expect(await years('2024-09-01')).toBeCloseTo((await years('2022-09-01')) + 2, 0);
  });

  it.each([
    ['no-such-file.pdf', /no CV in the store and no file is called no-such-file\.pdf/, 2],
    [fixtures('files', 'scan.png'), /gives no profile/, 2],
  ])('%s is a clear error', async (reference, message, exitCode) => {
    const result = await inStore('show', reference);
    expect(result.stderr).toMatch(message);
    expect(result.exitCode).toBe(exitCode);
  });
});

describe('cvmatch export', () => {
  it('writes one line of JSON a candidate', async () => {
    const { stdout } = await inStore('export');
    const rows = stdout
      .split('\n')
      .map((line) => JSON.parse(line) as { cvId: string; resume: { basics: { name?: string } } });
    expect(rows).toHaveLength(12);
    expect(rows.map((row) => row.resume.basics.name)).toContain('Amelia Hartwell');
  });

  it('writes CSV with one row a candidate to a file', async () => {
    const file = path.join(temporaryFolder(), 'out.csv');
    expect((await inStore('export', '--format', 'csv', '--output', file)).exitCode).toBe(0);
    const rows = readFileSync(file, 'utf8').trimEnd().split('\r\n');
    expect(rows[0]).toBe(
      'cvId,candidateId,path,ingestedAt,name,label,email,phone,location,yearsOfExperience,position,employer,education,skills,languages,findings',
    );
    expect(rows).toHaveLength(13);
  });

  it('keeps to --where', async () => {
    const { stdout } = await inStore('export', '--where', 'name~amelia');
    expect(stdout.split('\n')).toHaveLength(1);
  });

  it('ends quietly when its reader does', async () => {
    const { execa } = await import('execa');
    const result = await execa(
      'bash',
      ['-c', `set -o pipefail; node bin/run.js export --store '${store}' | head -c 10`],
      { cwd: path.resolve(fixtures(), '..'), reject: false },
    );
    expect(result.stdout).toHaveLength(10);
    expect(result.stderr).toBe('');
    expect(result.exitCode).toBe(0);
  });

  it.each([
    [['--output', '/no/such/folder/out.csv'], /cannot be written/],
    [['--format', 'xml'], /xml/],
  ])('%s is a clear error', async (args, message) => {
    const result = await inStore('export', ...args);
    expect(result.stderr).toMatch(message);
    expect(result.exitCode).toBe(2);
  });

  it('says where to begin without a store', async () => {
    const result = await cli(['export', '--store', path.join(temporaryFolder(), 'none')]);
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('cvmatch ingest');
  });
});
