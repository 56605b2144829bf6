import { expect, it, onTestFinished, vi } from 'vitest';
import { withServer } from '../../config/testing-servers.js';
import { backupPlaceContract } from '../contract/backup-place.js';
import { s3Backups } from './backups.js';
import { faultyProxy, makeBucket, plainClient } from './testing-s3.js';

// The client waits between its tries.
vi.setConfig({ testTimeout: 300_000 });

withServer('S3', (endpoint) => {
  backupPlaceContract('backups in a bucket', async () => {
    const { url } = await makeBucket(endpoint);
    return { open: () => s3Backups(url), dispose: () => Promise.resolve() };
  });

  it('goes on behind a server that is busy or cuts answers off', async () => {
    const { bucket } = await makeBucket(endpoint);
    const proxy = await faultyProxy(endpoint);
    onTestFinished(() => proxy.close());
    const place = s3Backups(`s3://${bucket}/b?endpoint=${encodeURIComponent(proxy.url)}`);
    const bytes = Buffer.alloc(300_000, 'piece ');
    let asked = 0;
    // More tries than the client makes by itself.
    proxy.next = () => (++asked <= 6 ? { status: 503, code: 'SlowDown' } : null);
    await place.write('pieces/x', bytes);
    asked = 0;
    proxy.next = () => (++asked <= 2 ? { cutAfter: 100_000 } : null);
    expect((await place.read('pieces/x'))?.equals(bytes)).toBe(true);
    asked = 0;
    proxy.next = () => (++asked <= 2 ? 'broken off' : null);
    await place.append('log', 'a line\n');
    expect(await place.readLog('log')).toBe('a line\n');
    proxy.next = () => ({ status: 503, code: 'SlowDown' });
    await expect(place.read('pieces/x')).rejects.toMatchObject({ code: 'store_unreachable' });
    await place.close();
  });

  it('finds that it wrote the mark itself where the answer was lost', async () => {
    const { bucket } = await makeBucket(endpoint);
    const proxy = await faultyProxy(endpoint);
    onTestFinished(() => proxy.close());
    const place = s3Backups(`s3://${bucket}/b?endpoint=${encodeURIComponent(proxy.url)}`);
    await plainClient(endpoint).putObject({ Bucket: bucket, Key: 'b/in-use', Body: 'own' });
    expect([await place.writeNew('in-use', 'own'), await place.writeNew('in-use', 'other')]).toEqual([true, false]);
    await place.close();
  });

  it('refuses a URL that names no bucket or holds credentials', () => {
    for (const url of ['s3://', 's3:bucket', 's3://me:secret@bucket/x', 's3://bucket/x?colour=red'])
      expect(() => s3Backups(url)).toThrow(/s3: URL of a place cannot be used/);
  });
});
