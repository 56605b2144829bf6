import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { cli, fixtures, root, startServe, temporaryFolder } from './_shared/testing.js';

it('leaves nothing outside its store, and so no id that onnxruntime would report under', async () => {
  const folder = temporaryFolder();
  const home = temporaryFolder();
  const [store, env] = [path.join(folder, 'store'), { HOME: home, XDG_CACHE_HOME: '' }];
  expect((await cli(['ingest', fixtures('demo', 'cvs'), '--store', store], { env })).exitCode).toBe(0);
  expect((await cli(['match', fixtures('demo', 'jd.txt'), '--store', store], { env })).exitCode).toBe(0);
  expect(readdirSync(home)).toEqual([]);
});

/** Permissions of others on the folder and everything in it, as `name mode`. */
function openToOthers(folder: string): string[] {
  return [folder, ...readdirSync(folder, { recursive: true }).map((name) => path.join(folder, String(name)))]
    .filter((file) => !lstatSync(file).isSymbolicLink() && (statSync(file).mode & 0o077) !== 0)
    .map((file) => `${path.relative(folder, file)} ${(statSync(file).mode & 0o777).toString(8)}`);
}

/** Runs with a umask that protects nothing. */
const openHanded = (...args: string[]) =>
  execa('sh', ['-c', 'umask 000; exec "$0" "$@"', process.execPath, path.join(root, 'bin/run.js'), ...args], {
    env: { NODE_ENV: 'production', CVMATCH_EMBEDDER: 'hashing', CVMATCH_THREADS: '1' },
    reject: false,
  });

describe.skipIf(process.platform === 'win32')('what a workspace holds can be read by its owner alone', () => {
  it('from the start, whatever the umask', async () => {
    const store = path.join(temporaryFolder(), 'deep', 'store');
    for (const args of [
      ['ingest', fixtures('demo', 'cvs')],
      ['simulate', '--rate', '3/s', '--duration', '1s', '--warmup', '0'],
    ])
      await openHanded(...args, '--store', store);
    const service = await startServe(['--store', store, '--workers', '0'], { env: { CVMATCH_EMBEDDER: 'hashing' } });
    const form = new FormData();
    form.append('file', new Blob(['Jo Example, a baker of bread since 2010']), 'jo.txt');
    await fetch(`${service.url}/v1/cvs`, { method: 'POST', body: form });
    const open = openToOthers(store);
    await service.stop();
    expect(readdirSync(store)).toEqual(expect.arrayContaining(['runs', 'store.db', 'uploads']));
    expect(open).toEqual([]);
  }, 120_000);

  it('from the next command on where an earlier version made it', async () => {
    const store = path.join(temporaryFolder(), '.cvmatch');
    const elsewhere = temporaryFolder();
    await cli(['ingest', fixtures('demo', 'cvs'), '--store', store]);
    mkdirSync(path.join(store, 'uploads'));
    symlinkSync(elsewhere, path.join(store, 'runs'));
    for (const file of [store, elsewhere, ...['store.db', 'uploads'].map((name) => path.join(store, name))])
      chmodSync(file, 0o777);
    expect((await cli(['status', '--store', store])).exitCode).toBe(0);
    expect(openToOthers(store)).toEqual([]);
    // A link may lead anywhere, so its target keeps its mode.
    expect(statSync(elsewhere).mode & 0o777).toBe(0o777);
  }, 120_000);

  it('and a folder that holds other files too stays open, what is ours in it does not', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'notes.txt'), 'of somebody else');
    for (const file of [folder, path.join(folder, 'notes.txt')]) chmodSync(file, 0o755);
    await cli(['ingest', fixtures('demo', 'cvs'), '--store', folder]);
    chmodSync(path.join(folder, 'store.db'), 0o644);
    await cli(['status', '--store', folder]);
    expect(openToOthers(folder)).toEqual([' 755', 'notes.txt 755']);
  }, 120_000);
});
