import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CV, env, folderWith, people, run, sumsUp } from './_shared/testing-ingest.js';
import { root } from './_shared/testing.js';

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

  /** Waits until some CVs are written: the database's log grows with the first of them. */
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
  }, 120_000);
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
