import { expect, it } from 'vitest';
import { testService } from './testing.js';

const CV = 'Ada Example\nada@example.com\n\nExperience\nWelder, Yard, 2018 - 2022\nWelded steel of ships.\n';

it('records reads before they are answered, changes, refusals and the use of keys, each by its key', async () => {
  const service = await testService();
  const ann = await service.key('ann', 'read', 'write');
  const admin = await service.key('admin', 'read', 'write', 'all', 'admin');
  const { body: batch } = await service.upload([{ name: 'ada.txt', bytes: CV }], { token: ann });
  await service.settled((batch as { batch: string }).batch, ann);
  const { body: list } = await service.get('/v1/cvs', ann);
  const { cvId } = (list as { cvs: { cvId: string }[] }).cvs[0]!;
  await service.get(`/v1/cvs/${cvId}`, ann);
  await service.get(`/v1/cvs/${cvId}/file`, ann);
  await service.post('/v1/match', { text: 'Welder of steel' }, ann);
  await service.post('/v1/decisions', { cv: cvId, jd: 'abcdef012345', decision: 'maybe' }, ann);
  expect((await service.get('/v1/admin/audit', ann)).status).toBe(403);

  const records = async (query: string): Promise<Record<string, unknown>[]> =>
    (await service.get(`/v1/admin/audit?order=oldest&limit=100&${query}`, admin)).body.records;
  await expect.poll(() => records(`cv=${cvId}&action=match`), { timeout: 30_000 }).toHaveLength(1);
  const all = await records('');
  const did = all.map(
    ({ actor, detail, outcome }) => `${String(actor).slice(0, 4)} ${String(detail)} ${String(outcome)}`,
  );
  expect(did).toEqual(
    expect.arrayContaining([
      'key: intake.open ok',
      'work intake.commit ok',
      'key: GET /v1/cvs ok',
      'key: GET /v1/cvs/:id ok',
      'key: GET /v1/cvs/:id/file ok',
      'key: POST /v1/match ok',
      'key: POST /v1/decisions not_found',
      'key: GET /v1/admin/audit forbidden',
    ]),
  );
  expect(all.filter(({ action }) => action === 'key_use').length).toBeGreaterThanOrEqual(2);
  expect(all.find(({ detail }) => detail === 'GET /v1/cvs/:id')).toMatchObject({
    action: 'read',
    cvs: [expect.stringMatching(/^[0-9a-f]{24}$/)],
    origin: expect.stringMatching(/^api (?:127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)$/) as string,
  });
  const opened = all.find(({ detail }) => detail === 'GET /v1/cvs/:id/file');
  expect(opened).toMatchObject({ action: 'open', cvs: [expect.stringMatching(/^[0-9a-f]{24}$/)] });
  const page = await service.get('/v1/admin/audit?limit=2', admin);
  expect(page.body.records).toHaveLength(2);
  const next = await service.get(`/v1/admin/audit?limit=2&cursor=${String(page.body.next)}`, admin);
  expect(next.body.records[0].id < page.body.records[1].id).toBe(true);
  expect((await service.get('/v1/admin/audit?cursor=x', admin)).status).toBe(400);
  expect(JSON.stringify(all)).not.toMatch(/Ada|ada\.txt/);
}, 240_000);
