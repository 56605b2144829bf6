import { describe, expect, it } from 'vitest';
import { longText } from '../store/contract/testing.js';
import { testService, type TestService, type UploadFile } from './testing.js';

/** The CV of one person; `line` adds something to it. */
const cvOf = (line = '', name = 'cv.txt') => ({
  name,
  bytes: `Ada Example\nada@example.com\n\nExperience\nWelder, Forge, 2018 - 2022\n${line}${longText()}\n`,
});

async function sent(service: TestService, token: string, ...files: UploadFile[]) {
  const { body } = await service.upload(files, { token });
  await service.settled(body.batch, token);
  return body.cvs.map(({ id }: { id: string }) => id) as string[];
}

const remove = async ({ url }: TestService, id: string, token: string): Promise<number> =>
  (await fetch(`${url}/v1/cvs/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })).status;

it("never hands one sender's CV to another who sent a near copy", async () => {
  const service = await testService({ duplicates: 'skip' });
  const [ann, bob] = [await service.key('ann', 'read', 'write'), await service.key('bob', 'read', 'write')];
  const [anns] = await sent(service, ann, cvOf());
  const [bobs] = await sent(service, bob, { name: 'copy.txt', bytes: cvOf().bytes.toUpperCase() });
  const { body } = await service.get(`/v1/cvs/${bobs}`, bob);
  expect(body).toMatchObject({ status: 'ready', code: null });
  expect(await remove(service, anns!, ann)).toBe(204);
  expect(body.cvId).not.toBe(anns);
  expect(body.profile.resume.basics.name).toMatch(/ada example/i);
  expect((await service.get('/v1/cvs', ann)).body.cvs).toEqual([]);
  expect((await service.get('/v1/cvs', bob)).body.cvs).toMatchObject([{ cvId: body.cvId }]);
});

it("reads a sender's near copy of its own CV when that CV goes", async () => {
  const service = await testService({ duplicates: 'skip' });
  const ann = await service.key('ann', 'read', 'write');
  const [first] = await sent(service, ann, cvOf());
  const [copy] = await sent(service, ann, { name: 'copy.txt', bytes: cvOf().bytes.toUpperCase() });
  const left = await service.get(`/v1/cvs/${copy}`, ann);
  expect(left.body).toMatchObject({ status: 'duplicate', code: 'near_copy', cvId: null, profile: null });
  expect(await remove(service, first!, ann)).toBe(204);
  await expect.poll(async () => (await service.get(`/v1/cvs/${copy}`, ann)).body.status).toBe('ready');
});

it('keeps the bytes of a near copy until its sender deletes it', async () => {
  const service = await testService({ duplicates: 'skip' });
  const ann = await service.key('ann', 'read', 'write');
  await sent(service, ann, cvOf());
  const [copy] = await sent(service, ann, { name: 'copy.txt', bytes: cvOf().bytes.toUpperCase() });
  await expect.poll(() => service.bytes()).toEqual([copy]);
  expect(await remove(service, copy!, ann)).toBe(204);
  expect(await service.bytes()).toEqual([]);
  expect((await service.get('/v1/cvs', ann)).body.cvs).toHaveLength(1);
});

const welder = (name: string, what: string, candidate?: string): UploadFile => ({
  name,
  bytes: `Ada Example\nada@example.com\n\nExperience\nWelder, ${what}, 2018 - 2022\nWelded steel for ${what}.\n\nSkills\nWelding\n`,
  candidate,
});

const ranked = async (service: TestService, token?: string) =>
  (await service.post('/v1/match', { text: 'Welder, steel' }, token)).body.results;

it('ranks both, and marks both, when somebody sends a CV with the name and e-mail of another', async () => {
  const service = await testService();
  const [ann, bob] = [await service.key('ann', 'read', 'write'), await service.key('bob', 'read', 'write')];
  await sent(service, ann, welder('cv.pdf.txt', 'Forge'));
  // The same key and file name prove nothing: an applicant chooses the file name.
  await sent(service, ann, welder('cv.pdf.txt', 'Anvil'));
  await sent(service, bob, welder('cv.pdf.txt', 'Shipyard'));
  const all = await ranked(service);
  expect(all).toHaveLength(3);
  expect(new Set(all.map((one: { candidateId: string }) => one.candidateId)).size).toBe(3);
  for (const one of all) expect(one.possibleDuplicates).toMatchObject([{ reasons: ['email'] }, { reasons: ['email'] }]);
  // A key learns nothing about what another key sent.
  const anns = await ranked(service, ann);
  expect(anns).toHaveLength(2);
  expect(anns[0].possibleDuplicates.map(({ cvId }: { cvId: string }) => cvId)).toEqual([anns[1].cvId]);
  expect(await ranked(service, bob)).toMatchObject([{ rank: 1, name: 'Ada Example' }]);
  expect((await ranked(service, bob))[0]).not.toHaveProperty('possibleDuplicates');
});

it('takes a CV for a revision where its sender says whose it is, and nobody else does', async () => {
  const service = await testService();
  const [ann, bob] = [await service.key('ann', 'read', 'write'), await service.key('bob', 'read', 'write')];
  const [first] = await sent(service, ann, welder('a.txt', 'Forge', '17'), welder('b.txt', 'Shipyard', '18'));
  const [second] = await sent(service, ann, welder('c.txt', 'Forge and Anvil', '17'));
  await sent(service, bob, welder('d.txt', 'Mill', '17'));
  const shown = async (id: string) => (await service.get(`/v1/cvs/${id}`, ann)).body;
  expect(await shown(first!)).toMatchObject({ revision: 1, latest: false });
  expect(await shown(second!)).toMatchObject({ revision: 2, latest: true });
  expect((await shown(first!)).candidateId).toBe((await shown(second!)).candidateId);
  expect(await ranked(service, ann)).toHaveLength(2);
  expect(await ranked(service, bob)).toHaveLength(1);
});

it('refuses a candidate that is no name', async () => {
  const service = await testService();
  const { status, body } = await service.upload([welder('a.txt', 'Forge', 'x'.repeat(201))]);
  expect([status, body.code]).toEqual([400, 'bad_request']);
  expect((await service.get('/v1/cvs')).body.cvs).toEqual([]);
});

describe('candidates by the API', () => {
  const shown = async (service: TestService, token?: string) =>
    (await service.get('/v1/candidates/duplicates', token)).body.pairs;

  it('are suggested, merged, split and taken back, and rankings follow', async () => {
    const service = await testService();
    const ids = await sent(
      service,
      await service.key('ann', 'read', 'write'),
      welder('a.txt', 'Forge'),
      welder('b.txt', 'Mill'),
    );
    const [{ pair, candidates, ...suggested }] = await shown(service);
    expect(suggested).toMatchObject({ state: 'open', reasons: ['email'], decision: null });
    expect(candidates.map(({ name }: { name: string }) => name)).toEqual(['Ada Example', 'Ada Example']);
    const merged = await service.post('/v1/candidates/merge', { pair, by: 'Jo' });
    expect(merged.body).toMatchObject({ state: 'merged', decision: { action: 'merge', by: 'Jo', keyId: null } });
    expect(await shown(service)).toEqual([]);
    expect(await ranked(service)).toMatchObject([{ rank: 1 }]);
    const undone = await service.post('/v1/candidates/undo', { pair, by: 'Mo' });
    expect(undone.body.pair).toMatchObject({ state: 'open', decision: { undoneBy: 'Mo' } });
    expect(await ranked(service)).toHaveLength(2);
    expect((await service.post('/v1/candidates/split', { cvs: ids })).body).toMatchObject({ pair, state: 'split' });
    expect(await shown(service)).toEqual([]);
    for (const one of await ranked(service)) expect(one).not.toHaveProperty('possibleDuplicates');
    expect((await service.get('/v1/candidates/duplicates?state=split')).body.pairs).toMatchObject([{ pair }]);
  });

  it('are decided about by keys that see all and may write', async () => {
    const service = await testService();
    const [ann, bob] = [await service.key('ann', 'read', 'write'), await service.key('bob', 'read', 'write')];
    const [reader, all] = [await service.key('reader', 'read', 'all'), await service.key('all', 'write', 'all')];
    const [first] = await sent(service, ann, welder('a.txt', 'Forge'));
    const [second] = await sent(service, bob, welder('b.txt', 'Mill'));
    const merge = async (body: object, token: string) =>
      (await service.post('/v1/candidates/merge', body, token)).status;
    expect([await shown(service, ann), await shown(service, bob)]).toEqual([[], []]);
    const [{ pair }] = await shown(service, reader);
    expect([await merge({ pair }, ann), await merge({ pair }, reader)]).toEqual([403, 403]);
    expect(await merge({ cvs: [first, second] }, bob)).toBe(403);
    expect(await merge({ pair }, all)).toBe(200);
    // Ann still sees and ranks what she sent, although the newer revision is Bob's.
    expect((await service.get('/v1/cvs', ann)).body.cvs).toMatchObject([{ revision: 1, latest: true }]);
    expect(await ranked(service, ann)).toHaveLength(1);
    const undo = async (token: string) => (await service.post('/v1/candidates/undo', { pair }, token)).status;
    expect([await undo(ann), await undo(all)]).toEqual([403, 200]);
  });
});
