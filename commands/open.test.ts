import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { cli, fixtures, startServe, temporaryFolder } from './_shared/testing.js';

// Several processes of the command line each, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const CV = 'Ada Quill\nada.quill@example.com\n\nExperience\nEngineer, Contoso, 2018 - 2022\n';

/** A store with one CV that `ingest` added, and the file it came from. */
async function ingested(...flags: string[]): Promise<{ store: string; file: string; run: typeof cli }> {
  const folder = temporaryFolder();
  const [store, file] = [path.join(folder, 'store'), path.join(folder, 'ada.txt')];
  writeFileSync(file, CV);
  const run: typeof cli = (args, options) => cli([...args, '--store', store], { cwd: folder, ...options });
  expect((await run(['ingest', file, '--embedder', 'mock', '--quiet', ...flags])).exitCode).toBe(0);
  return { store, file, run };
}

/** Replaces the desktop's program by one that records what it was asked to open. */
function desktop(folder: string, exitCode = 0): { env: { PATH: string }; asked: () => string } {
  const [bin, note] = [path.join(folder, 'bin'), path.join(folder, 'asked')];
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > '${note}'\nexit ${exitCode}\n`);
  chmodSync(path.join(bin, 'xdg-open'), 0o755);
  return { env: { PATH: `${bin}:/usr/bin:/bin` }, asked: () => (existsSync(note) ? readFileSync(note, 'utf8') : '') };
}

describe.skipIf(process.platform !== 'linux')('cvmatch open', () => {
  it('opens a file from where it lies, by path and by the first digits of its id', async () => {
    const { store, file, run } = await ingested();
    const { env, asked } = desktop(path.dirname(store));
    const opened = await run(['open', file], { env });
    expect([opened.stdout, opened.exitCode, asked()]).toEqual(['opened ada.txt', 0, file]);
    expect((await run(['open', hashOf(CV).slice(0, 8), '--path'])).stdout).toBe(file);
    expect((await run(['open', file, '-o', '-'])).stdout).toBe(CV.trimEnd());
    expect(existsSync(path.join(store, 'originals'))).toBe(false);
  });

  it('says where a file is gone, and where it was changed since it was read', async () => {
    const { file, run } = await ingested();
    writeFileSync(file, `${CV}more`);
    const changed = await run(['open', hashOf(CV).slice(0, 8)]);
    expect(changed.stderr).toContain(`${file} was changed since it was read`);
    expect(changed.exitCode).toBe(2);
    const gone = await run(['open', path.join(path.dirname(file), 'ada.txt'), '--json', '--path']);
    expect(gone.json.error.code).toBe('not_found');
    writeFileSync(file, CV);
    expect((await run(['open', file, '--path'])).exitCode).toBe(0);
  });

  it('opens a copy of what was kept, whatever became of the file, until the CV is removed', async () => {
    const { store, file, run } = await ingested('--keep');
    const kept = path.join(store, 'originals', hashOf(CV).slice(0, 2), hashOf(CV));
    expect(readFileSync(kept, 'utf8')).toBe(CV);
    expect(statSync(kept).mode & 0o077).toBe(0);
    writeFileSync(file, 'other words');
    const copy = (await run(['open', file, '--path'])).stdout;
    expect(path.basename(copy)).toBe('ada.txt');
    expect(readFileSync(copy, 'utf8')).toBe(CV);
    expect(statSync(copy).mode & 0o222).toBe(0);
    // A day later the next call deletes the copy.
    const old = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(path.dirname(copy), old, old);
    await run(['open', 'ffffff']);
    expect(existsSync(copy)).toBe(false);
    await run(['open', file, '--path']);
    expect((await run(['status', '--json'])).json.originals).toEqual({ files: 1, bytes: CV.length });
    expect((await run(['status'])).stdout).toContain('1 file as handed in');
    expect((await run(['remove', hashOf(CV)])).exitCode).toBe(0);
    expect([existsSync(kept), existsSync(copy)]).toEqual([false, false]);
  });

  it('keeps what was read before, when it is asked to', async () => {
    const { store, file, run } = await ingested();
    expect((await run(['ingest', file, '--embedder', 'mock', '--keep', '--json'])).json.counts.unchanged).toBe(1);
    expect(readdirSync(path.join(store, 'originals'))).toEqual([hashOf(CV).slice(0, 2)]);
  });

  it('opens what was uploaded by its name, and what failed too', async () => {
    const store = path.join(temporaryFolder(), 'store');
    const service = await startServe(['--store', store]);
    const form = new FormData();
    form.append('file', new Blob([CV]), 'Lebenslauf Ada.txt');
    form.append('file', new Blob(['%PDF-1.7 nothing more']), 'broken');
    const { batch, cvs } = (await (await fetch(`${service.url}/v1/cvs`, { method: 'POST', body: form })).json()) as {
      batch: string;
      cvs: { id: string }[];
    };
    await expect
      .poll(
        async () => ((await (await fetch(`${service.url}/v1/batches/${batch}`)).json()) as { done: boolean }).done,
        {
          timeout: 20_000,
        },
      )
      .toBe(true);
    await service.stop();
    const run: typeof cli = (args) => cli([...args, '--store', store]);
    expect((await run(['open', 'Lebenslauf Ada.txt', '-o', '-'])).stdout).toBe(CV.trimEnd());
    expect((await run(['list'])).stdout).toContain('Lebenslauf Ada.txt');
    expect((await run(['list', '--json'])).json).toMatchObject([
      { path: expect.stringMatching(/^upload:/) as string, fileName: 'Lebenslauf Ada.txt', name: 'Ada Quill' },
    ]);
    expect((await run(['show', 'Lebenslauf Ada.txt'])).stdout).toContain('Lebenslauf Ada.txt  (txt');
    const broken = await run(['open', cvs[1]!.id, '--path']);
    expect(path.basename(broken.stdout)).toBe('broken.pdf');
    expect(readFileSync(broken.stdout, 'utf8')).toBe('%PDF-1.7 nothing more');
  });

  it('says what to do where no program starts', async () => {
    const { store, file, run } = await ingested();
    const missing = await run(['open', file], { env: { PATH: temporaryFolder() } });
    expect(missing.stderr).toContain('xdg-open is not installed');
    expect(missing.stderr).toContain('`-o FILE`');
    expect(missing.exitCode).toBe(1);
    const failed = await run(['open', file], { env: desktop(path.dirname(store), 3).env });
    expect(failed.stderr).toContain('xdg-open failed (exit code 3)');
    expect(await run(['open', file, '-o', path.join(store, 'none', 'x')])).toMatchObject({ exitCode: 2 });
    expect((await run(['open', 'nothing.pdf'])).stderr).toContain('no CV and no upload is "nothing.pdf"');
  });

  it('starts no program for what it does not know', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'run.desktop');
    writeFileSync(file, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 2, 3, 0]));
    const run: typeof cli = (args, options) => cli([...args, '--store', path.join(folder, 'store')], options);
    await run(['ingest', file, fixtures('files', 'plain.docx'), '--embedder', 'mock', '--quiet']);
    const { env, asked } = desktop(folder);
    const refused = await run(['open', file], { env });
    expect([refused.exitCode, asked()]).toEqual([2, '']);
    expect(refused.stderr).toContain('no program is started for it');
  });
});
