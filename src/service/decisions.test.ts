import { describe, expect, it } from 'vitest';
import { cvText, testService, type TestService } from './testing.js';

async function filled(service: TestService, token?: string): Promise<string> {
  const { body } = await service.upload([cvText(1)], { token });
  await service.settled(body.batch, token);
  return body.cvs[0].id as string;
}

const JD = { text: 'Engineer for PostgreSQL and Python' };

describe('decisions by the API', () => {
  it('are made on a match or on a CV for a stored JD, come back with its rankings, and are taken back', async () => {
    const service = await testService();
    const cv = await filled(service);
    const jd = (await service.post('/v1/jds', JD)).body.id as string;
    const first = async () => (await service.post('/v1/match', { jd })).body.results[0];
    const { id: match } = await first();
    const made = await service.post('/v1/decisions', { match, decision: 'maybe', by: 'Jo' });
    expect(made).toMatchObject({
      status: 200,
      body: { added: true, decision: { decision: 'maybe', by: 'Jo', keyId: null } },
    });
    expect((await service.post('/v1/decisions', { match, decision: 'maybe', by: 'Jo' })).body.added).toBe(false);
    expect((await first()).decision).toMatchObject({ decision: 'maybe', by: 'Jo' });
    const rejected = { jd, cv, decision: 'rejected', stage: 'interview' };
    expect((await service.post('/v1/decisions', rejected)).status).toBe(400);
    const { body } = await service.post('/v1/decisions', { ...rejected, reason: 'no permit' });
    expect((await first()).decision).toMatchObject({ decision: 'rejected', stage: 'interview', reason: 'no permit' });
    const listed = async (query: string) => (await service.get(`/v1/decisions?${query}`)).body;
    expect((await listed(`jd=${jd}&cv=${cv}`)).decisions).toHaveLength(2);
    const page = await listed('limit=1');
    expect((await listed(`limit=1&cursor=${page.next}`)).decisions).toMatchObject([{ id: body.decision.id }]);
    const undone = await service.post(`/v1/decisions/${body.decision.id}/undo`, { by: 'Mo' });
    expect(undone.body).toMatchObject({ id: body.decision.id, undoneBy: 'Mo' });
    expect((await first()).decision).toMatchObject({ decision: 'maybe' });
    expect((await service.post(`/v1/decisions/${body.decision.id}/undo`, {})).status).toBe(409);
    expect((await listed('undone=true')).decisions).toHaveLength(2);
  });

  it('are the business of the key that made them, and of keys that see all', async () => {
    const service = await testService();
    const [ann, bob] = [await service.key('ann', 'read', 'write'), await service.key('bob', 'read', 'write')];
    const all = await service.key('all', 'read', 'write', 'all');
    await filled(service, ann);
    // Bob sends the same bytes, so that both keys see the CV.
    await filled(service, bob);
    const first = async (token: string) => (await service.post('/v1/match', JD, token)).body.results[0];
    const { id: match } = await first(ann);
    const said = { match, decision: 'rejected', reason: 'told in confidence' };
    const { body } = await service.post('/v1/decisions', said, ann);
    expect((await first(ann)).decision).toMatchObject({ reason: 'told in confidence' });
    expect((await first(all)).decision).toMatchObject({ reason: 'told in confidence' });
    expect(await first(bob)).not.toHaveProperty('decision');
    expect((await service.get('/v1/decisions', bob)).body.decisions).toEqual([]);
    const undo = async (token: string) =>
      (await service.post(`/v1/decisions/${body.decision.id}/undo`, {}, token)).status;
    expect([await undo(bob), await undo(ann)]).toEqual([404, 200]);
    expect((await service.post('/v1/decisions', said, await service.key('other', 'write'))).status).toBe(404);
  });

  it('count for click-through and conversion until they are undone', async () => {
    const service = await testService();
    await filled(service);
    const [{ id: match }] = (await service.post('/v1/match', JD)).body.results;
    const rates = async () => {
      const { clickThrough, conversion } = (await service.get('/v1/admin/evaluation')).body;
      return [clickThrough, conversion];
    };
    expect(await rates()).toEqual([0, 0]);
    const { body } = await service.post('/v1/decisions', { match, decision: 'shortlisted' });
    expect(await rates()).toEqual([1, 1]);
    await service.post(`/v1/decisions/${body.decision.id}/undo`, {});
    expect(await rates()).toEqual([0, 0]);
    expect((await service.post(`/v1/matches/${match}/feedback`, { action: 'viewed' })).body.recorded).toBe(true);
    expect((await service.post(`/v1/matches/${match}/feedback`, { action: 'viewed' })).body.recorded).toBe(false);
    expect(await rates()).toEqual([1, 0]);
  });
});
