import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
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
import { cli, fixtures, root, temporaryFolder } from './_shared/testing.js';

/** The real command on made-up CVs; words alone as embedder, which loads at once. */
const env = { CVMATCH_EMBEDDER: 'hashing', CVMATCH_THREADS: '1' };
const run = (args: string[], more: Parameters<typeof cli>[1] = {}) =>
  cli(args, { ...more, env: { ...env, ...more?.env } });

const CV = (name: string, work: string) =>
  `${name}\n${name.toLowerCase().replace(' ', '.')}@example.com\n\nExperience\n${work} at Example Ltd, 2018 to 2021. ${work} who planned, built and ran things for many people in many places.\n`;

function folderWith(files: Record<string, string>): { cvs: string; store: string; cwd: string } {
  const cwd = temporaryFolder();
  const cvs = path.join(cwd, 'cvs');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(cvs, name)), { recursive: true });
    writeFileSync(path.join(cvs, name), text);
  }
  return { cvs, store: path.join(cwd, 'store'), cwd };
}

const people = {
  'ada.txt': CV('Ada Example', 'Welder'),
  'bea.txt': CV('Bea Example', 'Clerk'),
  'deep/cid.txt': CV('Cid Example', 'Nurse'),
};
const KEYS = [
  'received',
  'ready',
  'duplicate',
  'empty',
  'needs_ocr',
  'encrypted',
  'unsupported',
  'too_large',
  'timeout',
  'failed',
  'unchanged',
].sort();

function sumsUp(counts: Record<string, number>): void {
  expect(Object.keys(counts).sort()).toEqual(KEYS);
  const { received, ...others } = counts;
  expect(Object.values(others).reduce((a, b) => a + b, 0)).toBe(received);
}

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

describe('a run that is stopped', () => {
  const many = Object.fromEntries(
    Array.from({ length: 120 }, (_, i) => [
      `cv${String(i).padStart(3, '0')}.txt`,
      CV(`Person Number${i}`, `Trade${i}`),
    ]),
  );

  function start(cvs: string, store: string) {
    return spawn(process.execPath, [path.join(root, 'bin/run.js'), 'ingest', cvs, '--store', store], {
      env: { ...process.env, ...env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  /** As soon as some CVs are written: the log grows with the first of them. */
  async function untilSomeAreWritten(store: string): Promise<void> {
    const log = path.join(store, 'store.db-wal');
    for (let i = 0; i < 2000; i++) {
      if (existsSync(log) && readFileSync(log).includes('Trade3')) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('nothing was written');
  }

  it('loses nothing and doubles nothing after SIGKILL, with the next ingest and with resume', async () => {
    for (const next of ['ingest', 'resume']) {
      const { cvs, store } = folderWith(many);
      const child = start(cvs, store);
      await untilSomeAreWritten(store);
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect((await run(['status', '--store', store, '--json'])).json.openTasks).toBeGreaterThan(0);
      const { json, exitCode } = await run(
        next === 'ingest' ? ['ingest', cvs, '--store', store, '--json'] : ['resume', '--store', store, '--json'],
      );
      expect(exitCode).toBe(0);
      sumsUp(json.counts);
      expect((await run(['status', '--store', store, '--json'])).json).toMatchObject({
        cvs: 120,
        files: { ready: 120 },
        openTasks: 0,
      });
    }
    expect((await run(['resume', '--store', folderWith({}).store])).exitCode).toBe(1);
  }, 120_000);

  it('does so for CVs in a ZIP and in a mail', async () => {
    const inZip = zipSync(
      Object.fromEntries(
        Object.entries(many)
          .slice(0, 80)
          .map(([name, text]) => [name, strToU8(text)]),
      ),
    );
    const parts = Object.entries(many)
      .slice(80)
      .flatMap(([name, text]) => [
        '--xx',
        `Content-Type: text/plain; name="${name}"`,
        `Content-Disposition: attachment; filename="${name}"`,
        '',
        text,
      ]);
    const mail = [
      'From: ada@example.org',
      'To: jobs@example.com',
      'Subject: CVs',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=xx',
      '',
      ...parts,
      '--xx--',
      '',
    ].join('\r\n');
    const { cvs, store } = folderWith({});
    mkdirSync(cvs);
    writeFileSync(path.join(cvs, 'a.zip'), inZip);
    writeFileSync(path.join(cvs, 'b.eml'), mail);
    const child = start(cvs, store);
    await untilSomeAreWritten(store);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await run(['status', '--store', store, '--json'])).json.openTasks).toBeGreaterThan(0);
    const { json, exitCode } = await run(['resume', '--store', store, '--json']);
    expect(exitCode).toBe(0);
    sumsUp(json.counts);
    expect((await run(['status', '--store', store, '--json'])).json).toMatchObject({
      cvs: 120,
      files: { ready: 120 },
      openTasks: 0,
    });
    expect((await run(['ingest', cvs, '--store', store, '--json'])).json.counts).toMatchObject({ unchanged: 120 });
  }, 120_000);

  it('stops cleanly at SIGINT and says what is left', async () => {
    const { cvs, store } = folderWith(many);
    const child = start(cvs, store);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    await untilSomeAreWritten(store);
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(130);
    const left = Number(/(\d+) files left/.exec(stderr)?.[1]);
    expect((await run(['status', '--store', store, '--json'])).json.openTasks).toBe(left);
    expect((await run(['resume', '--store', store, '--json'])).json.counts.received).toBe(left);
  }, 60_000);
});

describe('cvmatch ingest --watch', () => {
  it('brings in what was there, what appears also below a hidden folder, prunes what goes, and ends with 130', async () => {
    const { cwd } = folderWith({});
    const cvs = path.join(cwd, '.hidden/cvs');
    mkdirSync(cvs, { recursive: true });
    writeFileSync(path.join(cvs, 'ada.txt'), people['ada.txt']);
    const child = spawn(
      process.execPath,
      [path.join(root, 'bin/run.js'), 'ingest', cvs, '--watch', '--prune', '--store', path.join(cwd, 'store')],
      { env: { ...process.env, ...env, NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const exited = once(child, 'exit');
    const names = async () =>
      (await run(['list', '--store', path.join(cwd, 'store'), '--json'])).json
        .map((cv: { name: string }) => cv.name)
        .sort();
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    const reports = (count: number) =>
      expect.poll(() => stdout.match(/CVs\/s/g)?.length ?? 0, { timeout: 20_000 }).toBe(count);
    await reports(1);
    writeFileSync(path.join(cvs, 'bea.txt'), people['bea.txt']);
    await reports(2);
    expect(await names()).toEqual(['Ada Example', 'Bea Example']);
    unlinkSync(path.join(cvs, 'ada.txt'));
    await expect.poll(names, { timeout: 20_000, interval: 500 }).toEqual(['Bea Example']);
    child.kill('SIGINT');
    expect(await exited).toEqual([130, null]);
  }, 90_000);
});

describe('remove, tasks, reindex', () => {
  it('removes a CV by path or id, and no copy of its text stays in the store', async () => {
    const { cvs, store } = folderWith({ ...people, 'eve.txt': CV('Eve Zebramarker', 'Zebramarker') });
    await run(['ingest', cvs, '--store', store]);
    const { json } = await run(['remove', path.join(cvs, 'eve.txt'), '--store', store, '--json']);
    expect(json.removed).toHaveLength(1);
    for (const file of readdirSync(store))
      expect(readFileSync(path.join(store, file)).toString('latin1').toLowerCase()).not.toContain('zebramarker');
    expect(await run(['remove', json.removed[0].slice(0, 12), '--store', store])).toMatchObject({ exitCode: 2 });
    expect((await run(['status', '--store', store, '--json'])).json.cvs).toBe(3);
  });

  it('lists failed tasks with the reason, opens them again, and drops them', async () => {
    const { cvs, store } = folderWith({ 'ada.txt': people['ada.txt'] });
    copyFileSync(fixtures('files', 'truncated.pdf'), path.join(cvs, 'broken.pdf'));
    rmSync(path.join(cvs, 'ada.txt'));
    writeFileSync(path.join(cvs, 'blank.txt'), '   \n');
    await run(['ingest', cvs, '--store', store]);
    const tasks = (await run(['tasks', 'list', '--store', store, '--json'])).json;
    expect(tasks).toContainEqual(
      expect.objectContaining({ status: 'failed', state: 'empty', code: 'no_text', path: path.join(cvs, 'blank.txt') }),
    );
    expect((await run(['tasks', 'retry', '--code', 'no_text', '--store', store, '--json'])).json).toEqual({
      opened: 1,
    });
    expect((await run(['resume', '--store', store, '--json'])).json.counts).toMatchObject({ received: 1, empty: 1 });
    expect((await run(['tasks', 'drop', '--code', 'no_text', '--store', store, '--json'])).json).toEqual({
      dropped: 1,
    });
    expect((await run(['tasks', 'list', 'x', '--store', store])).exitCode).toBe(2);
  });

  it('refuses another model until a reindex, which gives what an ingest would have given', async () => {
    const { cvs, store } = folderWith(people);
    await run(['ingest', cvs, '--store', store]);
    writeFileSync(path.join(cvs, 'new.txt'), CV('New Example', 'Baker'));
    const refused = await run(['ingest', cvs, '--store', store, '--embedder', 'mock', '--json']);
    expect(refused).toMatchObject({
      exitCode: 1,
      json: { error: { code: 'model_mismatch', hint: expect.stringContaining('cvmatch reindex') } },
    });
    const { json } = await run(['reindex', '--store', store, '--embedder', 'mock', '--json']);
    expect(json).toMatchObject({ cvs: 3, left: 0, model: { id: 'mock-256' } });
    expect((await run(['ingest', cvs, '--store', store, '--embedder', 'mock', '--json'])).json.counts).toMatchObject({
      ready: 1,
    });
    expect((await run(['status', '--store', store, '--embedder', 'mock', '--json'])).json).toMatchObject({
      cvs: 4,
      model: { id: 'mock-256' },
    });
  });
});
