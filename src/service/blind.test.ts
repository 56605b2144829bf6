import { beforeAll, describe, expect, it } from 'vitest';
import { contextOf, leaksIn, planted, type Planted } from '../blind/testing/cvs.js';
import { BLIND_ROUTES } from './http/blind.js';
import { testService, type Answer, type TestService } from './testing.js';

/** CVs of fifteen cultures in twenty-one layouts and six formats. */
const CVS = 420;
const BATCH = 60;
/** What the issue asks for. */
const LEAST_PLANTS = 2000;

const cvs: Planted[] = Array.from({ length: CVS }, (_, n) => planted(n));
const JD =
  'Software engineer\n\nRequirements\n- TypeScript\n- PostgreSQL\n- Kafka\n- Python\n- Bachelor of computer science\n- Kubernetes';
const ends: (() => Promise<void>)[] = [];
let service: TestService;
let blind: string;
let seeing: string;

beforeAll(async () => {
  service = await testService({ workers: 2 }, undefined, (end) => ends.push(end));
  blind = await service.key('reviewer', 'read', 'write', 'all', 'blind');
  seeing = await service.key('recruiter', 'read', 'write', 'all');
  for (let at = 0; at < CVS; at += BATCH) {
    const files = cvs.slice(at, at + BATCH).map(({ file, bytes }) => ({ name: file, bytes }));
    const { body } = await service.upload(files, { token: seeing });
    const { counts } = (await service.settled(body.batch, seeing)).body;
    expect(counts.ready, JSON.stringify(counts)).toBe(files.length);
  }
  return async () => {
    for (const end of ends) await end();
  };
}, 300_000);

interface Row {
  id: number;
  cvId: string;
  name: string;
}

interface Part {
  kind: string;
  requirement: string;
  evidence: { text: string } | null;
}

/** Everything that a page of a listing leads to. */
async function all(where: string, list: 'cvs' | 'decisions', token: string): Promise<{ rows: Row[]; text: string }> {
  const rows: Row[] = [];
  let text = '';
  for (let next = ''; next !== null;) {
    const { status, body } = await service.get(`${where}${next === '' ? '' : `&cursor=${next}`}`, token);
    expect(status).toBe(200);
    rows.push(...body[list]);
    text += JSON.stringify(body);
    next = body.next;
  }
  return { rows, text };
}

const said = ({ headers, body }: Answer): string =>
  `${[...headers].map(([name, value]) => `${name}: ${decodeURIComponent(value)}`).join('\n')}\n${typeof body === 'string' ? body : JSON.stringify(body)}`;

describe('a blind key', () => {
  it('is shown none of 2,000 planted names, contacts, ages and schools by any route, original or problem', async () => {
    const { rows } = await all('/v1/cvs?limit=200', 'cvs', blind);
    const outputs: string[] = [];
    const note = (answer: Answer): Answer => {
      outputs.push(said(answer));
      return answer;
    };
    outputs.push((await all('/v1/cvs?limit=50&allRevisions=true', 'cvs', blind)).text);
    expect(rows).toHaveLength(CVS);
    for (const { cvId, name } of rows) {
      expect(name).toMatch(/^candidate [0-9a-f]{10}$/);
      for (const where of [`/v1/cvs/${cvId}`, `/v1/cvs/${cvId}/file`, `/v1/cvs/${cvId}/recommendations`])
        expect(note(await service.get(where, blind)).status).toBe(200);
    }
    const { id: jd } = (await service.post('/v1/jds', { text: JD }, seeing)).body;
    note(await service.get('/v1/jds', blind));
    note(await service.get(`/v1/jds/${jd}`, blind));
    note(await service.get(`/v1/recommendations?cv=${rows[0]!.cvId}&cv=${rows[1]!.cvId}`, blind));
    for (const text of [JD, 'Python and Terraform', 'React, Java, Kafka, Bachelor']) {
      const { results } = note(await service.post('/v1/match', { text, top: 100 }, blind)).body;
      expect(results).toHaveLength(100);
      for (const { id, name } of results.slice(0, 40)) {
        note(await service.post(`/v1/matches/${id}/feedback`, { action: 'viewed' }, blind));
        note(await service.post('/v1/decisions', { jd, cv: name, decision: 'maybe', stage: 'interview' }, blind));
      }
    }
    note(await service.post('/v1/match', { jd, top: 100 }, blind));
    const decided = await all('/v1/decisions?limit=50', 'decisions', blind);
    outputs.push(decided.text);
    note(await service.post(`/v1/decisions/${decided.rows[0]!.id}/undo`, {}, blind));
    for (const where of ['/v1/stats', '/v1/limits', '/v1/openapi.json', '/', '/health/ready'])
      note(await service.get(where, blind));
    // What it may not ask, and what does not exist.
    for (const where of [
      '/v1/cvs?name=a',
      '/v1/cvs?where=name~a',
      '/v1/cvs?where=label~a',
      '/v1/candidates/duplicates',
      '/v1/admin/audit',
      '/v1/tasks',
      '/v1/admin/live',
      '/metrics',
      `/v1/admin/subjects/${rows[0]!.cvId}/export`,
      `/v1/cvs/${'0'.repeat(64)}`,
      '/v1/cvs/candidate%200000000000',
    ])
      expect(note(await service.get(where, blind)).status, where).toBeGreaterThanOrEqual(400);

    // What is looked for is what the CVs hold: it is there for a key that sees.
    const open = (await Promise.all(rows.map(({ cvId }) => service.get(`/v1/cvs/${cvId}`, seeing))))
      .map(said)
      .join('\n');
    const plants = cvs.flatMap((cv) => cv.plants);
    expect(plants.length).toBeGreaterThan(LEAST_PLANTS);
    expect(
      leaksIn(
        open,
        cvs.map(({ person }) => person.email),
      ).length,
    ).toBeGreaterThan(100);
    const output = outputs.join('\n');
    expect(leaksIn(output, plants).map((plant) => [plant, contextOf(output, plant)])).toEqual([]);
    expect(
      leaksIn(
        output,
        cvs.map(({ file }) => file),
      ),
    ).toEqual([]);
    expect(leaksIn(output, [JSON.stringify(cvs[0]!.person.email)])).toEqual([]);
    // Looking takes this process, and the service in it, longer than connections are kept: those that were open are lost.
    await service.get('/health/live').catch(() => undefined);
  }, 300_000);
});

it('decides by the label, which a key that sees finds again, and hides names in what others wrote', async () => {
  const { id: jd } = (await service.post('/v1/jds', { text: 'Welder\n\nRequirements\n- Kafka' }, seeing)).body;
  const [cv] = (await service.post('/v1/match', { jd, top: 1 }, blind)).body.results;
  const seen = (await service.get(`/v1/cvs/${encodeURIComponent(cv.name)}`, seeing)).body;
  expect(seen.cvId).toBe(cv.cvId);
  const { person } = cvs.find(({ file }) => file === seen.name)!;
  const reason = `${person.first} was patient; she knows Kafka`;
  const body = { jd, cv: cv.name, decision: 'shortlisted', reason };
  const own = (await service.post('/v1/decisions', body, blind)).body;
  expect(own.decision).toMatchObject({
    cvId: cv.cvId,
    name: cv.name,
    candidateId: cv.name,
    reason: '[…] was patient; […] knows Kafka',
  });
  const { decisions } = (await service.get(`/v1/decisions?jd=${jd}`, seeing)).body;
  expect(decisions).toMatchObject([{ cvId: cv.cvId, reason, decision: 'shortlisted' }]);
  const { results } = (await service.post('/v1/match', { jd, top: 100 }, blind)).body;
  const decided = results.filter(({ decision }: { decision?: object }) => decision !== undefined);
  expect(decided).toMatchObject([
    { cvId: cv.cvId, name: cv.name, decision: { reason: '[…] was patient; […] knows Kafka' } },
  ]);
});

it('keeps the skills and passages readable on which a ranking rests', async () => {
  const { results } = (await service.post('/v1/match', { text: JD, top: 100 }, blind)).body;
  const evidence = results.flatMap(({ parts }: { parts: Part[] }) =>
    parts.filter((part: Part) => part.kind === 'skill' && part.evidence !== null),
  );
  expect(evidence.length).toBeGreaterThan(100);
  const readable = evidence.filter((part: Part) =>
    part.evidence!.text.toLowerCase().includes(part.requirement.toLowerCase()),
  );
  expect(readable.length / evidence.length).toBeGreaterThan(0.99);
  for (const cv of cvs.slice(0, 60)) {
    const { cvs: found } = (await service.get('/v1/cvs?limit=200', seeing)).body;
    const one = found.find(({ fileName }: { fileName: string }) => fileName === cv.file);
    if (one === undefined) continue;
    const page = (await service.get(`/v1/cvs/${one.cvId}/file`, blind)).body as string;
    const { profile } = (await service.get(`/v1/cvs/${one.cvId}`, blind)).body;
    const skills = profile.resume.skills.map(({ name }: { name: string }) => name);
    for (const skill of cv.kept)
      expect([cv.file, skill, page.includes(skill), skills.includes(skill)]).toEqual([cv.file, skill, true, true]);
    expect(page).toContain('Uferwerk Software GmbH');
  }
});

it('refuses a blind key that could see all the same, or nothing', async () => {
  await expect(service.key('odd', 'read', 'admin', 'blind')).rejects.toMatchObject({ code: 'bad_flag' });
  await expect(service.key('odd', 'blind')).rejects.toMatchObject({ code: 'bad_flag' });
});

it('sees its own uploads alone without the scope all', async () => {
  const own = await service.key('careers page', 'read', 'write', 'blind');
  expect((await service.get('/v1/cvs', own)).body.cvs).toEqual([]);
  const [cv] = (await service.get('/v1/cvs?limit=1', blind)).body.cvs;
  expect((await service.get(`/v1/cvs/${encodeURIComponent(cv.name)}`, own)).status).toBe(404);
  expect((await service.upload([{ name: 'x.txt', bytes: 'x' }], { token: own })).status).toBe(403);
});

it('lists every route in what a blind key may ask, or refuses it', async () => {
  const { body } = await service.get('/v1/openapi.json');
  const routes = Object.entries(body.paths as Record<string, Record<string, unknown>>).flatMap(([where, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${where.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  const asked = routes.filter((route) => !BLIND_ROUTES.includes(route) && !/ \/(?:health|metrics)/.test(route));
  expect(asked.length).toBeGreaterThan(30);
  for (const route of asked) {
    const [method, where] = route.split(' ') as [string, string];
    const answer = await fetch(`${service.url}${where.replace(/:\w+/g, 'x')}`, {
      method,
      headers: { authorization: `Bearer ${blind}` },
    });
    expect([route, answer.status]).toEqual([route, 403]);
  }
});
