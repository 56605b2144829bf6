import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ingest } from '../app/ingest.js';
import { removeCvs } from '../app/remove.js';
import { cvText, fixture, testService, type TestService, type UploadFile } from './testing.js';

const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

interface Got {
  status: number;
  headers: Headers;
  bytes: Buffer;
}

async function file(service: TestService, id: string, more: Record<string, string> = {}, token?: string): Promise<Got> {
  const headers = token === undefined ? more : { ...more, authorization: `Bearer ${token}` };
  const response = await fetch(`${service.url}/v1/cvs/${id}/file`, { headers });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function sent(service: TestService, files: UploadFile[], token?: string): Promise<{ id: string }[]> {
  const { body } = await service.upload(files, { token });
  await service.settled(body.batch, token);
  return body.cvs;
}

/** Paths of originals that are kept. */
function kept(service: TestService): string[] {
  const folder = path.join(service.folder, 'originals');
  return existsSync(folder) ? readdirSync(folder).flatMap((name) => readdirSync(path.join(folder, name))) : [];
}

it('gives back what was uploaded: the very bytes, to be saved under its name and never shown', async () => {
  const service = await testService();
  const [pdf, html] = [await fixture('files', 'sidebar.pdf'), await fixture('files', 'latin1.html')];
  pdf.name = '../Lebenslauf “Jané”.pdf';
  const [one, two] = await sent(service, [pdf, html]);
  const got = await file(service, one!.id);
  expect(got.status).toBe(200);
  expect(got.bytes.equals(pdf.bytes as Buffer)).toBe(true);
  const headers = Object.fromEntries(got.headers);
  expect(headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-length': String(pdf.bytes.length),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    etag: `"${hashOf(pdf.bytes)}"`,
  });
  expect(headers['content-disposition']).toContain('attachment; filename="Lebenslauf _Jan__.pdf"');
  expect((await file(service, hashOf(pdf.bytes))).bytes.equals(pdf.bytes as Buffer)).toBe(true);
  const page = await file(service, two!.id);
  expect(page.headers.get('content-type')).toBe('text/html');
  expect(page.headers.get('content-disposition')).toMatch(/^attachment;/);
  expect(await service.bytes()).toEqual([]);
  expect(kept(service).sort()).toEqual([hashOf(pdf.bytes), hashOf(html.bytes)].sort());
});

it('gives a part of it, nothing to who has it, and no part beyond its end', async () => {
  const service = await testService();
  const pdf = await fixture('files', 'sidebar.pdf');
  const whole = pdf.bytes as Buffer;
  const [one] = await sent(service, [pdf]);
  const etag = `"${hashOf(whole)}"`;
  const part = await file(service, one!.id, { range: 'bytes=100-299' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-299/${whole.length}`]);
  expect(part.bytes.equals(whole.subarray(100, 300))).toBe(true);
  expect((await file(service, one!.id, { range: 'bytes=-7', 'if-range': etag })).bytes.equals(whole.subarray(-7))).toBe(
    true,
  );
  expect((await file(service, one!.id, { range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  const beyond = await file(service, one!.id, { range: `bytes=${whole.length}-` });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`]);
  const again = await file(service, one!.id, { 'if-none-match': `W/${etag}` });
  expect([again.status, again.bytes.length, again.headers.get('etag')]).toEqual([304, 0, etag]);
});

it('keeps what failed, so that it can be looked at and tried again', async () => {
  const service = await testService();
  const broken = { name: 'broken.pdf', bytes: '%PDF-1.4\nnothing of it is left' };
  const [one] = await sent(service, [broken]);
  expect((await service.get(`/v1/cvs/${one!.id}`)).body.status).not.toBe('ready');
  const got = await file(service, one!.id);
  expect([got.status, got.bytes.toString(), got.headers.get('content-type')]).toEqual([
    200,
    broken.bytes,
    'application/pdf',
  ]);
  expect((await service.post('/v1/tasks/retry', {})).body).toEqual({ tasks: 1 });
  await expect.poll(async () => (await service.get(`/v1/cvs/${one!.id}`)).body.status).toBe('failed');
  expect((await file(service, one!.id)).status).toBe(200);
  await service.post('/v1/tasks/drop', {});
  expect((await file(service, one!.id)).status).toBe(404);
  expect(await service.bytes()).toEqual([]);
});

it('shows nobody what another key sent, not even that it is there', async () => {
  const service = await testService({ requireKey: 'always' });
  const [ann, bob] = [await service.key('ann', 'read', 'write'), await service.key('bob', 'read', 'write')];
  const writer = await service.key('writer', 'write');
  const [one] = await sent(service, [cvText(1)], ann);
  const hash = hashOf(cvText(1).bytes);
  expect((await file(service, one!.id, {}, ann)).status).toBe(200);
  for (const id of [one!.id, hash]) {
    const [refused, unknown] = [await file(service, id, {}, bob), await file(service, '0'.repeat(id.length), {}, bob)];
    expect([refused.status, unknown.status]).toEqual([404, 404]);
    expect(JSON.parse(refused.bytes.toString()).detail).toBe(`there is no CV ${id}`);
  }
  expect((await file(service, one!.id, {}, writer)).status).toBe(403);
  expect((await file(service, one!.id)).status).toBe(401);
});

it('calls a CV as its sender called it, in lists and rankings, and tells nobody what others call it', async () => {
  const service = await testService({ requireKey: 'always' });
  const [ann, bob] = [await service.key('ann', 'read', 'write'), await service.key('bob', 'read', 'write')];
  const all = await service.key('all', 'read', 'all');
  await sent(service, [{ ...cvText(1), name: 'ann.txt' }], ann);
  await sent(service, [{ ...cvText(1), name: 'bob.txt' }, cvText(2)], bob);
  const listed = async (token: string) =>
    (await service.get('/v1/cvs?order=oldest', token)).body.cvs.map(({ fileName }: { fileName: string }) => fileName);
  expect(await listed(ann)).toEqual(['ann.txt']);
  expect(await listed(bob)).toEqual(['bob.txt', 'person-2.txt']);
  expect(await listed(all)).toEqual(['ann.txt', 'person-2.txt']);
  const jd = { text: 'Engineer who writes Python and SQL', top: 5 };
  const ranked = (await service.post('/v1/match', jd, bob)).body.results as { cvId: string; fileName: string }[];
  expect(ranked.find(({ cvId }) => cvId === hashOf(cvText(1).bytes))).toMatchObject({ fileName: 'bob.txt' });
  expect(JSON.stringify(ranked)).not.toContain('ann.txt');
});

it('erases the bytes with the last file that holds them', async () => {
  const service = await testService({ requireKey: 'always' });
  const [ann, bob] = [await service.key('ann', 'read', 'write'), await service.key('bob', 'read', 'write')];
  const [mine] = await sent(service, [cvText(1)], ann);
  const [theirs] = await sent(service, [{ ...cvText(1), name: 'other.txt' }], bob);
  const remove = async (id: string, token: string): Promise<number> =>
    (await fetch(`${service.url}/v1/cvs/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } }))
      .status;
  expect(await remove(mine!.id, ann)).toBe(204);
  expect((await file(service, theirs!.id, {}, bob)).bytes.toString()).toBe(cvText(1).bytes);
  expect((await file(service, theirs!.id, {}, bob)).headers.get('content-disposition')).toContain('other.txt');
  expect(await remove(theirs!.id, bob)).toBe(204);
  expect([kept(service), await service.bytes()]).toEqual([[], []]);
});

it('keeps nothing where it is told to', async () => {
  const service = await testService({ keepOriginals: 'none' });
  const [one] = await sent(service, [cvText(1)]);
  await expect.poll(() => service.bytes()).toEqual([]);
  const got = await file(service, one!.id);
  expect([got.status, JSON.parse(got.bytes.toString()).code]).toEqual([404, 'not_found']);
  expect(kept(service)).toEqual([]);
});

it('gives a file that was ingested from where it lies, while it is what was read', async () => {
  const service = await testService();
  const folder = path.join(service.folder, 'elsewhere');
  mkdirSync(folder);
  const at = path.join(folder, 'ada.txt');
  writeFileSync(at, cvText(1).bytes);
  await ingest(service.config, { inputs: [folder] });
  const hash = hashOf(cvText(1).bytes);
  expect((await file(service, hash)).bytes.toString()).toBe(cvText(1).bytes);
  expect(kept(service)).toEqual([]);
  writeFileSync(at, 'other words');
  const changed = await file(service, hash);
  expect([changed.status, changed.bytes.toString()]).toEqual([404, expect.not.stringContaining(folder) as string]);
  writeFileSync(at, cvText(1).bytes);
  await ingest({ ...service.config, keepOriginals: 'all' }, { inputs: [folder] });
  writeFileSync(at, 'other words');
  expect((await file(service, hash)).bytes.toString()).toBe(cvText(1).bytes);
  await removeCvs(service.config, { references: [hash], certified: true });
  expect(kept(service)).toEqual([]);
});
