import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { withServer } from '../src/config/testing-servers.js';
import { NODE_FLAGS } from '../src/domain/node-flags.js';
import { faultyProxy, makeBucket, plainClient } from '../src/files/s3/testing-s3.js';
import { CV, env as plainEnv, folderWith, people, run as runPlain } from './_shared/testing-ingest.js';
import { root, type CliResult } from './_shared/testing.js';
import { filesHolding } from './_shared/testing-traces.js';

// Many processes of the command line, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 });

const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const run = (args: string[], more: Record<string, string> = {}): Promise<CliResult> =>
  runPlain(args, { env: { ...credentials, ...more } });

withServer('S3', (endpoint) => {
  const at = (bucket: string, prefix: string): string =>
    `s3://${bucket}/${prefix}?endpoint=${encodeURIComponent(endpoint)}`;
  const keysIn = async (bucket: string, prefix: string): Promise<string[]> =>
    ((await plainClient(endpoint).listObjectsV2({ Bucket: bucket, Prefix: prefix })).Contents ?? []).map(
      ({ Key }) => Key!,
    );

  it('a backup in a bucket gives back the store, without what was removed since', async () => {
    const { bucket } = await makeBucket(endpoint);
    const to = at(bucket, 'backups');
    const { cvs, store, cwd } = folderWith({ ...people, 'eve.txt': CV('Zebra Marker', 'Zebramarker') });
    const env = { CVMATCH_FILES: at(bucket, 'files') };
    await run(['ingest', cvs, '--keep', '--store', store], env);
    const first = await run(['backup', to, '--store', store, '--json'], env);
    expect([first.json.originals, first.json.where], first.stderr).toEqual([4, to]);
    const second = await run(['backup', to, '--store', store, '--json'], env);
    expect(second.json.written).toBeLessThan(first.json.written / 2);
    expect((await run(['backup', 'list', to, '--json'])).json).toHaveLength(2);
    expect((await run(['backup', 'verify', to, '--json'])).json).toMatchObject({ whole: true, erasures: true });

    expect((await run(['remove', path.join(cvs, 'eve.txt'), '--store', store], env)).exitCode).toBe(0);
    const { json } = await run(['erasures', 'list', '--store', store, '--json'], env);
    const shown = await run(['erasures', 'show', json.certificates[0].id, '--store', store, '--json'], env);
    const ids = [first.json.id, second.json.id];
    expect(shown.json.backups).toEqual([{ where: to, reachable: true, ids }]);
    const restored = path.join(cwd, 'restored');
    const back = { CVMATCH_FILES: at(bucket, 'restored') };
    const answer = await run(['restore', to, '--store', restored, '--json'], back);
    expect(answer.json, answer.stderr).toMatchObject({ originals: 4, removed: { cvs: 1 }, status: 'removed' });
    expect(filesHolding(restored, ['zebramarker', 'zebra.marker@example.com'])).toEqual([]);
    expect((await run(['list', '--store', restored, '--json'], back)).json).toHaveLength(3);
    const ada = await run(['open', path.join(cvs, 'ada.txt'), '-o', '-', '--store', restored], back);
    expect(ada.stdout).toBe(people['ada.txt'].trimEnd());
    expect((await keysIn(bucket, 'restored/originals/')).length).toBe(3);

    const pruned = await run(['backup', to, '--keep', '1', '--store', store, '--json'], env);
    expect(pruned.json.removed).toEqual(ids);
    expect((await run(['backup', 'verify', to, '--json'])).json.whole).toBe(true);
  });

  it('refuses what is no place for backups, and what cannot be restored', async () => {
    const { bucket } = await makeBucket(endpoint);
    const to = at(bucket, 'backups');
    const { cvs, store, cwd } = folderWith(people);
    const env = { CVMATCH_FILES: at(bucket, 'files') };
    await run(['ingest', cvs, '--keep', '--store', store], env);
    const refused = async (args: string[], exitCode: number, message: RegExp): Promise<void> => {
      const answer = await run([...args, '--store', store], env);
      expect([answer.exitCode, answer.stderr], args.join(' ')).toEqual([exitCode, expect.stringMatching(message)]);
    };
    await refused(['backup', at(bucket, 'files/backups')], 2, /lies in the store itself/);
    await refused(['backup', at(bucket, '')], 2, /lies in the store itself/);
    await refused(['backup', at('none-of-ours', 'x')], 2, /there is no bucket none-of-ours/);
    await refused(['backup', 's3://'], 2, /names no bucket/);
    const none = await run(['backup', 'list', to]);
    expect([none.exitCode, none.stderr]).toEqual([2, expect.stringContaining('there are no backups in')]);
    await run(['backup', to, '--store', store], env);
    const client = plainClient(endpoint);
    await client.deleteObject({ Bucket: bucket, Key: 'backups/erasures.jsonl' });
    const restored = path.join(cwd, 'restored');
    const without = await run(['restore', to, '--store', restored]);
    expect([without.exitCode, without.stderr, existsSync(restored)]).toEqual([
      1,
      expect.stringContaining('erasures.jsonl in '),
      false,
    ]);
    await run(['backup', to, '--store', store], env);
    const [piece] = await keysIn(bucket, 'backups/pieces/');
    await client.putObject({ Bucket: bucket, Key: piece!, Body: 'changed' });
    const damaged = await run(['backup', 'verify', to]);
    expect([damaged.exitCode, damaged.stdout]).toEqual([1, expect.stringContaining('damaged')]);
    expect((await run(['backup', to, '--full', '--store', store], env)).exitCode).toBe(0);
    expect((await run(['backup', 'verify', to])).exitCode).toBe(0);
  });

  it('is whole or not there after a kill or behind a server that fails, and the next one goes on', async () => {
    const { bucket } = await makeBucket(endpoint);
    const { cvs, store, cwd } = folderWith(people);
    await run(['ingest', cvs, '--keep', '--store', store]);
    const proxy = await faultyProxy(endpoint);
    onTestFinished(() => proxy.close());
    const to = `s3://${bucket}/backups?endpoint=${encodeURIComponent(proxy.url)}`;
    // Killed once it has written its first pieces, while the server lets the others wait.
    let pieces = 0;
    proxy.next = (of) => (of.startsWith('PUT') && of.includes('/pieces/') && ++pieces > 2 ? { delayMs: 60_000 } : null);
    const child = spawn(
      process.execPath,
      [...NODE_FLAGS, path.join(root, 'bin/run.js'), 'backup', to, '--store', store],
      {
        env: { ...process.env, ...plainEnv, ...credentials },
        stdio: 'ignore',
      },
    );
    await expect.poll(() => pieces, { timeout: 60_000, interval: 50 }).toBeGreaterThan(2);
    child.kill('SIGKILL');
    await once(child, 'exit');
    proxy.next = () => null;
    expect((await run(['backup', 'list', to, '--json'])).json).toEqual([]);
    // One in ten requests is refused, and one in ten is cut off.
    let asked = 0;
    proxy.next = () => {
      asked += 1;
      return asked % 10 === 3 ? { status: 503, code: 'SlowDown' } : asked % 10 === 7 ? { cutAfter: 20 } : null;
    };
    const made = await run(['backup', to, '--store', store, '--json']);
    expect(made.exitCode, made.stderr).toBe(0);
    expect((await run(['backup', 'verify', to, '--json'])).json.whole).toBe(true);
    const restored = path.join(cwd, 'restored');
    expect((await run(['restore', to, '--store', restored])).exitCode).toBe(0);
    expect((await run(['list', '--store', restored, '--json'])).json).toHaveLength(3);
    // Away for good: nothing is said to be damaged.
    proxy.next = () => ({ status: 503, code: 'SlowDown' });
    rmSync(restored, { recursive: true });
    const away = await run(['backup', 'verify', to]);
    expect([away.exitCode, away.stderr]).toEqual([
      1,
      expect.stringMatching(/cannot be reached|does not answer|SlowDown/),
    ]);
  });
});
