import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { cvText, testService } from './testing.js';

async function filled() {
  const service = await testService();
  const { body } = await service.upload([1, 2, 3].map(cvText));
  await service.settled((body as { batch: string }).batch);
  const { cvs } = (await service.get('/v1/cvs')).body as { cvs: { cvId: string; fileName: string }[] };
  const { cvId } = cvs.find(({ fileName }) => fileName === 'person-1.txt')!;
  return { service, cvId };
}

it('gives an administrator all that is held of a person of its tenant, and records it as an export', async () => {
  const { service, cvId } = await filled();
  const admin = await service.key('admin', 'read', 'admin');
  const asked = async (who: string, token: string) =>
    fetch(`${service.url}/v1/admin/subjects/${encodeURIComponent(who)}/export`, {
      headers: { authorization: `Bearer ${token}` },
    });
  const answer = await asked('person1@example.com', admin);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  expect(Object.keys(files)).toEqual(['index.html', 'data.json', 'originals/01-person-1.txt']);
  const text = Object.values(files)
    .map((bytes) => strFromU8(bytes))
    .join('\n');
  expect(text).toContain('Company1');
  for (const other of ['Company2', 'person3@', 'Number2']) expect(text).not.toContain(other);
  const log = async () => (await service.get(`/v1/admin/audit?action=export&cv=${cvId}`, admin)).body.records;
  await expect
    .poll(log, { timeout: 30_000 })
    .toMatchObject([{ detail: 'GET /v1/admin/subjects/:id/export', count: 1 }]);
  const reader = await service.key('reader', 'read', 'write', 'all');
  expect((await asked('person1@example.com', reader)).status).toBe(403);
  for (const who of ['nobody@example.com', '../../etc/passwd', '/etc/passwd', 'Person', '%'])
    expect((await asked(who, admin)).status, who).toBe(404);
});

it('restricts a person from every answer that ranks, and lifts that', async () => {
  const { service, cvId } = await filled();
  const jd = { text: 'Engineer\n\nRequirements\n- TypeScript\n- SQL' };
  await service.post('/v1/jds', jd);
  const ranked = async (): Promise<string> => JSON.stringify((await service.post('/v1/match', jd)).body);
  const recommended = async (): Promise<unknown[]> =>
    (await service.get(`/v1/cvs/${cvId}/recommendations`)).body.recommendations;
  expect(await ranked()).toContain(cvId);
  expect(await recommended()).toHaveLength(1);
  const done = await service.post(`/v1/admin/subjects/${cvId}/restrict`, { reason: 'contested', by: 'Jo' });
  expect(done.body).toMatchObject({ restricted: true, cvs: 1, reason: 'contested', by: 'Jo' });
  expect(await ranked()).not.toContain(cvId);
  expect(await recommended()).toEqual([]);
  expect((await service.get(`/v1/cvs/${cvId}`)).body.restricted).toBe(true);
  const listed = (await service.get('/v1/cvs')).body.cvs as { cvId: string; restricted: boolean }[];
  expect(listed.filter(({ restricted }) => restricted).map((one) => one.cvId)).toEqual([cvId]);
  const reader = await service.key('reader', 'read', 'write', 'all');
  expect((await service.post(`/v1/admin/subjects/${cvId}/lift`, {}, reader)).status).toBe(403);
  expect((await service.post(`/v1/admin/subjects/${cvId}/lift`, {})).body).toMatchObject({ restricted: false });
  expect(await ranked()).toContain(cvId);
});
