import { expect, it } from 'vitest';
import { longText } from '../store/contract/testing.js';
import { testService, type TestService, type UploadFile } from './testing.js';

/** What a key without `all` learns of bytes that another key of its tenant has handed in, too: nothing. */

const cv = (what: string, candidate?: string): UploadFile => ({
  name: `${what}.txt`,
  bytes: `Ada Example\nada@example.com\n\nExperience\nWelder, ${what}, 2018 - 2022\n\nSkills\nWelding\n`,
  candidate,
});
const long = (name: string, bytes: string): UploadFile => ({ name, bytes: `Ada Example\n\n${bytes}\n` });

async function sent(service: TestService, token: string, ...files: UploadFile[]): Promise<unknown> {
  const { body } = await service.upload(files, { token });
  const settled = (await service.settled(body.batch, token)).body;
  return [body.cvs, settled, (await service.get(`/v1/batches/${body.batch}/cvs`, token)).body];
}

/** All that Bob is told while he hands in two CVs, one of them twice, and a near copy of a third. */
async function bobsLife(service: TestService): Promise<unknown[]> {
  const bob = await service.key('bob', 'read', 'write', 'admin');
  const get = async (where: string) => (await service.get(where, bob)).body;
  const told: unknown[] = [];
  told.push(await sent(service, bob, cv('Mill')));
  const began = new Date().toISOString();
  told.push(await sent(service, bob, cv('Forge', '17')), await sent(service, bob, cv('Forge')));
  told.push(await sent(service, bob, long('near.txt', longText().toUpperCase())));
  const list = await get('/v1/cvs?allRevisions=true');
  const page = await get('/v1/cvs?limit=1');
  told.push(list, page.cvs, await get(`/v1/cvs?limit=1&cursor=${page.next}`), await get('/v1/cvs?order=oldest'));
  for (const { cvId } of list.cvs)
    told.push(await get(`/v1/cvs/${cvId}`), await get(`/v1/cvs/${cvId}/recommendations`));
  for (const { ingestedAt } of list.cvs.slice(0, 2)) expect(ingestedAt >= began).toBe(true);
  for (const where of ['ingested>=2020-01-01', 'duplicate=true', 'duplicate=false'])
    told.push(await get(`/v1/cvs?where=${encodeURIComponent(where)}`));
  told.push((await service.post('/v1/match', { text: 'Welder, steel' }, bob)).body);
  for (const where of ['/v1/candidates/duplicates?state=all', '/v1/stats', '/v1/tasks', '/v1/decisions'])
    told.push(await get(where));
  const [{ pair }] = (await get('/v1/candidates/duplicates')).pairs;
  told.push((await service.post('/v1/candidates/merge', { pair }, bob)).body);
  return told;
}

/** Everything but what differs between two lives: ids, times and names derived from them, numbered as they appear. */
function shapeOf(told: unknown): string {
  const seen = new Map<string, number>();
  const name = (id: string): string => `#${seen.get(id) ?? seen.set(id, seen.size).get(id)!}`;
  return JSON.stringify(told, (key, value: unknown) => {
    if (['id', 'pair'].includes(key) && typeof value === 'number') return 'a number';
    if (['next', 'requestId', 'id', 'batch', 'candidateId'].includes(key) && typeof value === 'string')
      return name(value);
    return /At$/.test(key) && typeof value === 'string' ? 'a time' : value;
  });
}

const TEXT = 'Welder, steel\n\nRequirements:\n- Welding';

/** Hands in, among others, all that Bob will hand in; returns what Ann is told of it. */
async function annsLife(service: TestService): Promise<() => Promise<string>> {
  const ann = await service.key('ann', 'read', 'write');
  // The same bytes as Bob's are the second of three revisions.
  for (const what of ['Anvil', 'Forge', 'Shipyard']) await sent(service, ann, cv(what, '1'));
  await sent(service, ann, cv('Mill'), long('first.txt', longText()));
  return async () =>
    JSON.stringify([
      (await service.get('/v1/cvs?allRevisions=true', ann)).body,
      (await service.get('/v1/stats', ann)).body,
      (await service.post('/v1/match', { text: TEXT }, ann)).body.results,
    ]);
}

async function matchAhead(service: TestService): Promise<void> {
  await service.post('/v1/jds', { text: TEXT });
  expect((await service.post('/v1/admin/schedule/match/run', {})).body.outcome).toBe('done');
}

it.each(['flag', 'skip'] as const)(
  'tells a key nothing of the same bytes and near copies of another key (duplicates: %s)',
  async (duplicates) => {
    const [alone, shared] = [await testService({ duplicates }), await testService({ duplicates })];
    const told = await annsLife(shared);
    for (const service of [alone, shared]) await matchAhead(service);
    const before = await told();
    expect(JSON.parse(shapeOf(await bobsLife(shared)))).toEqual(JSON.parse(shapeOf(await bobsLife(alone))));
    expect(await told()).toBe(before);
  },
  30_000,
);

it('reads bytes anew that another key has handed in, so that nobody learns of them by how soon they are ready', async () => {
  const service = await testService();
  const [ann, bob] = [await service.key('ann', 'read', 'write'), await service.key('bob', 'read', 'write')];
  await sent(service, ann, cv('Forge'));
  const received = async (token: string) => (await service.upload([cv('Forge')], { token })).body;
  const { batch, cvs } = await received(bob);
  expect(cvs).toMatchObject([{ status: 'pending', code: null }]);
  await service.settled(batch, bob);
  // One's own are recognised at once.
  for (const token of [ann, bob])
    expect((await received(token)).cvs).toMatchObject([{ status: 'duplicate', code: 'exact_copy' }]);
});

it('makes what is left of a sender ready when its first file goes, and leaves others their own', async () => {
  const service = await testService();
  const [ann, bob] = [await service.key('ann', 'read', 'write'), await service.key('bob', 'read', 'write')];
  const ids = async (token: string) =>
    ((await sent(service, token, cv('Forge'))) as [{ id: string }[]])[0].map(({ id }) => id);
  const [first] = await ids(ann);
  const [second] = await ids(ann);
  const [bobs] = await ids(bob);
  const status = async (id: string | undefined, token: string) =>
    (await service.get(`/v1/cvs/${id}`, token)).body.status;
  expect([await status(first, ann), await status(second, ann), await status(bobs, bob)]).toEqual([
    'ready',
    'duplicate',
    'ready',
  ]);
  await fetch(`${service.url}/v1/cvs/${first}`, { method: 'DELETE', headers: { authorization: `Bearer ${ann}` } });
  expect([await status(second, ann), await status(bobs, bob)]).toEqual(['ready', 'ready']);
  await fetch(`${service.url}/v1/cvs/${second}`, { method: 'DELETE', headers: { authorization: `Bearer ${ann}` } });
  expect(await status(bobs, bob)).toBe('ready');
  expect((await service.get('/v1/cvs', ann)).body.cvs).toEqual([]);
});
