import { createHash } from 'node:crypto';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { makeBucket, plainClient } from '../src/files/s3/testing-s3.js';
import { withServer } from '../src/config/testing-servers.js';
import { cli, startServe, temporaryFolder } from './_shared/testing.js';

// Several processes of the command line, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const CV = 'Ada Quill\nada.quill@example.com\n\nExperience\nEngineer, Contoso, 2018 - 2022\n';
const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

withServer('S3', (endpoint) => {
  it('keeps uploads in a bucket, gives them back, and erases them there', async () => {
    const { bucket, url } = await makeBucket(endpoint);
    const store = path.join(temporaryFolder(), 'store');
    const env = { ...credentials, CVMATCH_FILES: url };
    const service = await startServe(['--store', store], { env });
    const form = new FormData();
    form.append('file', new Blob([CV]), 'ada.txt');
    form.append('file', new Blob(['%PDF-1.7 nothing more']), 'broken');
    const sent = await fetch(`${service.url}/v1/cvs`, { method: 'POST', body: form });
    const { batch, cvs } = (await sent.json()) as { batch: string; cvs: { id: string }[] };
    const done = async (): Promise<boolean> =>
      ((await (await fetch(`${service.url}/v1/batches/${batch}`)).json()) as { done: boolean }).done;
    await expect.poll(done, { timeout: 20_000 }).toBe(true);
    const asked = await fetch(`${service.url}/v1/cvs/${cvs[0]!.id}/file`, { headers: { range: 'bytes=4-8' } });
    expect([asked.status, await asked.text()]).toEqual([206, CV.slice(4, 9)]);
    await service.stop();

    const run: typeof cli = (args) => cli([...args, '--store', store], { env });
    expect((await run(['open', 'ada.txt', '-o', '-'])).stdout).toBe(CV.trimEnd());
    expect((await run(['open', cvs[1]!.id, '-o', '-'])).stdout).toBe('%PDF-1.7 nothing more');
    expect((await run(['status', '--json'])).json.originals).toEqual({ files: 1, bytes: CV.length });
    const hash = createHash('sha256').update(CV).digest('hex');
    expect((await run(['remove', hash])).exitCode).toBe(0);
    expect((await run(['tasks', 'drop'])).exitCode).toBe(0);
    const left = (await plainClient(endpoint).listObjectsV2({ Bucket: bucket })).Contents ?? [];
    expect(left.map(({ Key }) => Key)).toEqual(['cvs/.cvmatch-files']);
    expect((await run(['doctor'])).stdout).toMatch(/files .*s3:\/\/test-.* answers/);
  });

  it('says what to do where the bucket is not there', async () => {
    const store = path.join(temporaryFolder(), 'store');
    const none = `s3://test-nobody/cvs?endpoint=${encodeURIComponent(endpoint)}`;
    const run: typeof cli = (args) =>
      cli([...args, '--store', store], { env: { ...credentials, CVMATCH_FILES: none }, input: '' });
    await run(['ingest', path.join(import.meta.dirname, '../fixtures/files/plain.docx'), '--embedder', 'mock']);
    const doctor = await run(['doctor', '--json']);
    expect(doctor.json.checks.find(({ name }: { name: string }) => name === 'files')).toMatchObject({
      status: 'failed',
      detail: 'there is no bucket test-nobody',
      advice: 'Make it, or correct the s3: URL (the setting files, or the place for backups).',
    });
  });
});
