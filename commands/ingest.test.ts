import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { execaSync } from 'execa';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CV, folderWith, people, run, sumsUp } from './_shared/testing-ingest.js';
import { fixtures, temporaryFolder } from './_shared/testing.js';

describe('cvmatch ingest', () => {
  it('ends every file of every kind in one state with a reason, and does no work a second time', async () => {
    const store = path.join(temporaryFolder(), 'store');
    const first = await run(['ingest', fixtures('files'), '--store', store, '--json']);
    expect(first.exitCode).toBe(3);
    expect(Object.keys(first.json).sort()).toEqual(['batch', 'counts', 'cvsPerSecond', 'failures', 'seconds']);
    sumsUp(first.json.counts);
    expect(first.json.counts.received).toBe(readdirSync(fixtures('files')).length);
    expect(first.json.counts.ready).toBeGreaterThan(15);
    const states = Object.fromEntries(
      first.json.failures.map((f: { path: string; state: string }) => [path.basename(f.path), f.state]),
    );
    expect(states).toMatchObject({
      'scan.png': 'needs_ocr',
      'scan.pdf': 'needs_ocr',
      'encrypted.pdf': 'encrypted',
      'empty.pdf': 'empty',
      'spreadsheet.xlsx': 'unsupported',
      'zip-bomb.docx': 'too_large',
    });
    for (const failure of first.json.failures) {
      expect(failure).toEqual({
        path: expect.stringMatching(/^\//),
        state: expect.any(String),
        code: expect.stringMatching(/^\w+$/),
        message: expect.stringMatching(/\w/),
      });
    }
    const again = await run(['ingest', fixtures('files'), '--store', store, '--json']);
    expect(again.exitCode).toBe(3);
    sumsUp(again.json.counts);
    expect(again.json).toMatchObject({
      counts: { unchanged: first.json.counts.received },
      failures: [],
      batch: expect.any(String),
    });
  });

  it('links exact copies and treats near copies as asked', async () => {
    for (const [mode, ready, duplicate, marked] of [
      ['flag', 2, 1, 1],
      ['skip', 1, 2, 0],
      ['keep', 2, 1, 0],
    ] as const) {
      const { cvs, store } = folderWith({
        'a.txt': people['ada.txt'],
        'b.txt': people['ada.txt'],
        'c.md': people['ada.txt'].replace('Experience', '# Experience'),
      });
      const { json } = await run(['ingest', cvs, '--store', store, '--duplicates', mode, '--json']);
      expect(json.counts).toMatchObject({ ready, duplicate });
      const list = (await run(['list', '--all-revisions', '--store', store, '--json'])).json;
      expect(list.filter((cv: { duplicateOf: string | null }) => cv.duplicateOf !== null)).toHaveLength(marked);
    }
  });

  it('makes the workspace in the working directory, finds it from below, and takes an empty one', async () => {
    const { cvs, cwd } = folderWith(people);
    mkdirSync(path.join(cwd, '.cvmatch'));
    expect((await run(['ingest', 'ada.txt', '--json'], { cwd: cvs })).exitCode).toBe(0);
    expect(existsSync(path.join(cwd, '.cvmatch/store.db'))).toBe(true);
    expect((await run(['list', '--json'], { cwd: path.join(cvs, 'deep') })).json).toHaveLength(1);
  });

  it("takes globs and a list on stdin, where a path that is not there is that file's failure", async () => {
    const { cvs, store, cwd } = folderWith(people);
    expect((await run(['ingest', 'cvs/**/*.txt', '--store', store, '--json'], { cwd })).json.counts.ready).toBe(3);
    const { json, exitCode } = await run(['ingest', '-', '--store', store, '--json'], {
      cwd,
      input: `${path.join(cvs, 'ada.txt')}\ncvs/gone.txt\n`,
    });
    expect(json.counts).toMatchObject({ received: 2, unchanged: 1, failed: 1 });
    expect(json.failures).toMatchObject([{ code: 'file_vanished', path: path.join(cvs, 'gone.txt') }]);
    expect(exitCode).toBe(3);
    const wrong = await run(['ingest', 'nowhere', '--store', store], { cwd });
    expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
    expect(wrong.stderr).toContain('nowhere');
  });

  it('passes over hidden folders and links that lead back, and never opens what is no file', async () => {
    const { cvs, store } = folderWith({
      ...people,
      '.hidden/x.txt': CV('Hid Den', 'Ghost'),
      'node_modules/y.txt': CV('Mod Ule', 'Package'),
    });
    symlinkSync(cvs, path.join(cvs, 'deep', 'loop'));
    execaSync('mkfifo', [path.join(cvs, 'pipe')]);
    const { json } = await run(['ingest', cvs, '--store', store, '--json']);
    expect(json.counts).toMatchObject({ received: 4, ready: 3, unsupported: 1 });
  });

  it('takes no store for CVs, neither one that lies among them nor one in the same folder', async () => {
    const { cvs } = folderWith(people);
    for (const store of [path.join(cvs, 'store'), cvs]) {
      expect((await run(['ingest', cvs, '--store', store, '--json'])).json.counts).toMatchObject({
        received: 3,
        ready: 3,
      });
      expect((await run(['ingest', cvs, '--store', store, '--json'])).json.counts).toMatchObject({
        received: 3,
        unchanged: 3,
      });
      rmSync(path.join(cvs, 'store'), { recursive: true, force: true });
    }
  });

  it('shows what a file is called without obeying it', async () => {
    const { cvs, store } = folderWith({ 'a\u001b[31m\nb.txt': '' });
    for (const args of [
      ['ingest', cvs, '--dry-run'],
      ['ingest', cvs],
      ['tasks', 'list'],
    ]) {
      expect((await run([...args, '--store', store])).stdout).toContain('a\\x1b[31m\\nb.txt');
    }
  });

  it('takes a changed file for a revision, one only touched for unchanged, and prunes what is gone', async () => {
    const { cvs, store } = folderWith(people);
    await run(['ingest', cvs, '--store', store]);
    writeFileSync(path.join(cvs, 'ada.txt'), CV('Ada Example', 'Head welder'));
    utimesSync(path.join(cvs, 'bea.txt'), new Date(), new Date());
    unlinkSync(path.join(cvs, 'deep/cid.txt'));
    const { json } = await run(['ingest', cvs, '--store', store, '--prune', '--json']);
    expect(json.counts).toMatchObject({ received: 2, ready: 1, unchanged: 1 });
    const list = (await run(['list', '--all-revisions', '--store', store, '--json'])).json;
    expect(
      list
        .map((cv: { path: string; revision: number; latest: boolean }) => [
          path.basename(cv.path),
          cv.revision,
          cv.latest,
        ])
        .sort(),
    ).toEqual([
      ['ada.txt', 1, false],
      ['ada.txt', 2, true],
      ['bea.txt', 1, true],
    ]);
  });

  it('reads a near copy that was left out when the CV that it resembles is pruned, in the same run', async () => {
    const { cvs, store } = folderWith({ 'a.txt': CV('Ada Example', 'Welder'), 'b.txt': people['bea.txt']! });
    writeFileSync(path.join(cvs, 'a.md'), CV('Ada Example', 'Welder').toUpperCase());
    const ingest = async (...more: string[]) =>
      (await run(['ingest', cvs, '--store', store, '--duplicates', 'skip', '--json', ...more])).json;
    const first = await ingest();
    expect(first.counts).toMatchObject({ ready: 2, duplicate: 1 });
    const listed = async () => (await run(['list', '--store', store, '--json'])).json as { path: string }[];
    const original = (await listed()).map((cv) => cv.path).find((one) => path.basename(one).startsWith('a.'))!;
    const copy = path.join(cvs, original.endsWith('.md') ? 'a.txt' : 'a.md');
    // The CV belongs to another file, so only the record of this file is removed.
    expect((await run(['remove', copy, '--store', store, '--json'])).json).toMatchObject({
      removed: [],
      files: [copy],
    });
    // Its bytes were removed on request, so they come in again only when somebody asks for that.
    expect(await ingest('--again')).toMatchObject({ counts: { duplicate: 1, unchanged: 2 } });
    unlinkSync(original);
    const pruned = await ingest('--prune');
    expect(pruned.counts).toMatchObject({ received: 2, ready: 1, unchanged: 1, duplicate: 0 });
    expect((await listed()).map((cv) => cv.path).sort()).toEqual([copy, path.join(cvs, 'b.txt')].sort());
  });

  it('prunes a CV that is in its ZIP no more, and one whose ZIP is gone', async () => {
    const { cvs, store } = folderWith({});
    mkdirSync(cvs);
    const pack = (...names: (keyof typeof people)[]): Uint8Array =>
      zipSync(
        Object.fromEntries(
          names.map((name) => [path.basename(name), [strToU8(people[name]), { mtime: new Date(2026, 0, 2) }]]),
        ),
      );
    writeFileSync(path.join(cvs, 'cvs.zip'), pack('ada.txt', 'bea.txt', 'deep/cid.txt'));
    await run(['ingest', cvs, '--store', store]);
    const paths = async (): Promise<string[]> =>
      (await run(['list', '--all-revisions', '--store', store, '--json'])).json
        .map((cv: { path: string }) => cv.path.split('!/')[1]!)
        .sort();
    expect(await paths()).toEqual(['ada.txt', 'bea.txt', 'cid.txt']);
    writeFileSync(path.join(cvs, 'cvs.zip'), pack('ada.txt', 'deep/cid.txt'));
    const { json } = await run(['ingest', cvs, '--store', store, '--prune', '--json']);
    expect(json.counts).toMatchObject({ received: 2, unchanged: 2 });
    expect(await paths()).toEqual(['ada.txt', 'cid.txt']);
    unlinkSync(path.join(cvs, 'cvs.zip'));
    writeFileSync(path.join(cvs, 'dan.txt'), CV('Dan Example', 'Baker'));
    await run(['ingest', cvs, '--store', store, '--prune']);
    expect(
      (await run(['list', '--store', store, '--json'])).json.map((cv: { path: string }) => path.basename(cv.path)),
    ).toEqual(['dan.txt']);
  });

  it('does the work again for another date that "present" counts to', async () => {
    const { cvs, store } = folderWith({ 'ada.txt': people['ada.txt'] });
    await run(['ingest', cvs, '--store', store]);
    expect((await run(['ingest', cvs, '--store', store, '--as-of', '2020-01-01', '--json'])).json.counts).toMatchObject(
      { unchanged: 0, ready: 1 },
    );
    expect((await run(['ingest', cvs, '--store', store, '--as-of', 'yesterday'])).exitCode).toBe(2);
  });

  it('says what it would do without doing it', async () => {
    const { cvs, store } = folderWith(people);
    const { json } = await run(['ingest', cvs, '--store', store, '--dry-run', '--json']);
    expect(json).toMatchObject({ received: 3, new: 3, changed: 0, unchanged: 0 });
    expect(existsSync(store)).toBe(false);
  });

  it('prints a table for people, nothing when quiet, and no bar into a pipe', async () => {
    const { cvs, store } = folderWith({ ...people, 'empty.pdf': '' });
    const { stdout, stderr } = await run(['ingest', cvs, '--store', store]);
    expect(stdout).toMatch(/4 files in [\d.]+ s/);
    expect(stdout).toMatch(/ready +3 +txt 3/);
    expect(stdout).toMatch(/empty +1 +empty_file 1/);
    expect(stderr).toBe('');
    expect(await run(['ingest', cvs, '--store', store, '--quiet'])).toMatchObject({
      stdout: '',
      stderr: '',
      exitCode: 3,
    });
  });

  it('keeps limits, and what failed under one is tried again under another', async () => {
    const { cvs, store } = folderWith({ 'ada.txt': people['ada.txt'].repeat(40) });
    expect((await run(['ingest', cvs, '--store', store, '--max-size', '1kB', '--json'])).json.counts.too_large).toBe(1);
    expect((await run(['ingest', cvs, '--store', store, '--max-size', '1MB', '--json'])).json.counts.ready).toBe(1);
    expect((await run(['ingest', cvs, '--store', store, '--max-size', 'huge'])).exitCode).toBe(2);
  });

  it('finishes both of two runs on one store, nothing twice', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `cv${i}.txt`,
        CV(`Person Number${String.fromCharCode(97 + (i % 26))}${i}`, `Trade${i}`),
      ]),
    );
    const { cvs, store } = folderWith(many);
    const both = await Promise.all([
      run(['ingest', cvs, '--store', store, '--json']),
      run(['ingest', cvs, '--store', store, '--json']),
    ]);
    for (const { json, exitCode } of both) {
      expect(exitCode).toBe(0);
      sumsUp(json.counts);
      expect(json.counts.received).toBe(40);
    }
    expect(both[0].json.counts.ready + both[1].json.counts.ready).toBe(40);
    expect((await run(['status', '--store', store, '--json'])).json).toMatchObject({
      cvs: 40,
      openTasks: 0,
      files: { ready: 40 },
    });
  });
});

it('names --follow where a folder holds links that lead out of it', async () => {
  const { cvs, store, cwd } = folderWith(people);
  const links = path.join(cwd, 'links');
  mkdirSync(links);
  for (const name of ['ada.txt', 'bea.txt']) symlinkSync(path.join(cvs, name), path.join(links, name));
  const args = ['ingest', links, '--store', store];
  for (const more of [[], ['--dry-run']]) {
    const { stdout, exitCode } = await run([...args, ...more]);
    expect(stdout).toMatch(/^0 files/);
    expect(stdout).toContain('2 symbolic links out of the folder left out: --follow reads what they lead to');
    expect(exitCode).toBe(0);
  }
  const { stdout } = await run([...args, '--follow']);
  expect(stdout).toMatch(/^2 files/);
  expect(stdout).not.toContain('--follow');
}, 120_000);
