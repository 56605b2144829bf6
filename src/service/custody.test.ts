import { expect, it } from 'vitest';
import { longText } from '../store/contract/testing.js';
import { testService, type TestService } from './testing.js';

/** One person's CV; `line` is what is told of it besides. */
const cvOf = (line = '', name = 'cv.txt') => ({
  name,
  bytes: `Ada Example\nada@example.com\n\nExperience\nWelder, Forge, 2018 - 2022\n${line}${longText()}\n`,
});

async function sent(service: TestService, token: string, ...files: { name: string; bytes: string }[]) {
  const { body } = await service.upload(files, { token });
  await service.settled(body.batch, token);
  return body.cvs.map(({ id }: { id: string }) => id) as string[];
}

const remove = async ({ url }: TestService, id: string, token: string): Promise<number> =>
  (await fetch(`${url}/v1/cvs/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })).status;

it("never hands one sender's CV to another who sent a near copy, and reads the near copy when that CV goes", async () => {
  const service = await testService({ duplicates: 'skip' });
  const [ann, bob] = [await service.key('ann', 'read', 'write'), await service.key('bob', 'read', 'write')];
  const [anns] = await sent(service, ann, cvOf());
  const [bobs] = await sent(service, bob, { name: 'copy.txt', bytes: cvOf().bytes.toUpperCase() });
  const left = await service.get(`/v1/cvs/${bobs}`, bob);
  expect(left.body).toMatchObject({ status: 'duplicate', code: 'near_copy', cvId: null, profile: null });
  expect(await remove(service, anns!, ann)).toBe(204);
  await expect.poll(async () => (await service.get(`/v1/cvs/${bobs}`, bob)).body.status).toBe('ready');
  const { body } = await service.get(`/v1/cvs/${bobs}`, bob);
  expect(body.cvId).not.toBe(anns);
  expect(body.profile.resume.basics.name).toMatch(/ada example/i);
  expect((await service.get('/v1/cvs', ann)).body.cvs).toEqual([]);
  expect((await service.get('/v1/cvs', bob)).body.cvs).toMatchObject([{ cvId: body.cvId }]);
});

it('keeps the bytes of a near copy until its sender deletes it', async () => {
  const service = await testService({ duplicates: 'skip' });
  const [ann, bob] = [await service.key('ann', 'read', 'write'), await service.key('bob', 'read', 'write')];
  await sent(service, ann, cvOf());
  const [bobs] = await sent(service, bob, { name: 'copy.txt', bytes: cvOf().bytes.toUpperCase() });
  await expect.poll(() => service.bytes()).toEqual([bobs]);
  expect(await remove(service, bobs!, bob)).toBe(204);
  expect(await service.bytes()).toEqual([]);
  expect((await service.get('/v1/cvs', ann)).body.cvs).toHaveLength(1);
});
