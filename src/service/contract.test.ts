import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { answerOf, cvText, testService, type Answer, type TestService } from './testing.js';

interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, { schema: AnySchema }> }>;
}

/** Ids of things in a store with some CVs, for use in requests. */
interface Known {
  batch: string;
  id: string;
  jd: string;
  spare: string;
  /** Two uploads of different people. */
  others: string[];
  /** Id of a match in a ranking that was shown. */
  match: string;
}

/** For every documented operation, requests that succeed and requests that fail. */
const ASK: Record<string, (service: TestService, known: Known) => Promise<Answer[]>> = {
  getLiveness: async (service) => [await service.get('/health/live')],
  getReadiness: async (service) => [await service.get('/health/ready')],
  getMetrics: async (service) => [await service.get('/metrics')],
  uploadCvs: async (service) => [
    await service.upload([cvText(9), { name: 'empty.txt', bytes: '' }], { key: 'k', priority: 9 }),
    await service.upload([cvText(8)], { key: 'k' }),
    await service.upload([cvText(8)], { priority: 99 }),
    await service.post('/v1/cvs', {}),
  ],
  getBatch: async (service, { batch }) => [
    await service.get(`/v1/batches/${batch}`),
    await service.get(`/v1/batches/${crypto.randomUUID()}`),
  ],
  listBatchCvs: async (service, { batch }) => [
    await service.get(`/v1/batches/${batch}/cvs?limit=1`),
    await service.get(`/v1/batches/${batch}/cvs?cursor=garbage`),
  ],
  followBatch: async (service, { batch }) => [
    await service.get(`/v1/batches/${batch}/events`),
    await service.get(`/v1/batches/none/events`),
  ],
  listCvs: async (service) => [
    await service.get('/v1/cvs?limit=1&where=years%3E%3D0'),
    await service.get('/v1/cvs?limit=0'),
    await service.get('/v1/cvs?where=nonsense'),
    await service.get('/v1/cvs?cursor=W10'),
  ],
  getCv: async (service, { id, spare }) => [
    await service.get(`/v1/cvs/${id}`),
    await service.get(`/v1/cvs/${spare}`),
    await service.get(`/v1/cvs/${'0'.repeat(64)}`),
    await service.get('/v1/cvs/..%2f..%2fetc'),
  ],
  listPossibleDuplicates: async (service) => [
    await service.get('/v1/candidates/duplicates?state=all&limit=1'),
    await service.get('/v1/candidates/duplicates?cursor=garbage'),
    await service.get('/v1/candidates/duplicates?state=odd'),
  ],
  mergeCandidates: async (service, { others }) => [
    await service.post('/v1/candidates/merge', { cvs: others, by: 'Jo' }),
    await service.post('/v1/candidates/merge', { pair: 999 }),
    await service.post('/v1/candidates/merge', {}),
    await service.post('/v1/candidates/merge', { pair: 0 }),
  ],
  splitCandidates: async (service, { others }) => [
    await service.post('/v1/candidates/split', { cvs: others }),
    await service.post('/v1/candidates/split', { cvs: [others[0], others[0]] }),
    await service.post('/v1/candidates/split', { cvs: [others[0], '0'.repeat(64)] }),
  ],
  undoCandidates: async (service) => [
    await service.post('/v1/candidates/undo', { pair: 1 }),
    await service.post('/v1/candidates/undo', { pair: 1, by: '' }),
    await service.post('/v1/candidates/undo', { pair: 999 }),
  ],
  getOriginal: async (service, { id }) => [
    await service.get(`/v1/cvs/${id}/file`),
    await bytes(service, id, { range: 'bytes=0-9' }),
    await bytes(service, id, { range: 'bytes=999999-' }),
    await bytes(service, id, { 'if-none-match': '*' }),
    await service.get(`/v1/cvs/${'0'.repeat(64)}/file`),
  ],
  deleteCv: async (service, { spare, id }) => [
    await removed(service, `/v1/cvs/${spare}`),
    await besideReader(service, () => removed(service, `/v1/cvs/${id}`)),
    await removed(service, `/v1/cvs/${spare}`),
  ],
  recommendJds: async (service, { id }) => [
    await service.get(`/v1/cvs/${id}/recommendations`),
    await service.get(`/v1/cvs/${'0'.repeat(32)}/recommendations`),
  ],
  recommendJdsForMany: async (service, { id }) => [
    await service.get(`/v1/recommendations?cv=${id}`),
    await service.get('/v1/recommendations'),
  ],
  addJd: async (service) => [
    await service.post('/v1/jds', { text: 'Gardener with a green thumb' }),
    await service.post('/v1/jds', '{"text": '),
    await service.post('/v1/jds', { text: ' ' }),
    await service.post('/v1/jds', { txt: 'x' }),
  ],
  listJds: async (service) => [await service.get('/v1/jds')],
  getJd: async (service, { jd }) => [await service.get(`/v1/jds/${jd}`), await service.get('/v1/jds/000000000000')],
  deleteJd: async (service, { jd }) => {
    const { body } = await service.post('/v1/jds', { text: 'Keeper of extraordinary zebras' });
    return [
      await besideReader(service, () => removed(service, `/v1/jds/${body.id}`)),
      await removed(service, `/v1/jds/${jd}`),
      await removed(service, `/v1/jds/${jd}`),
    ];
  },
  match: async (service, { jd }) => [
    await service.post('/v1/match', { jd, must: ['SQL'], minYears: 1 }),
    await service.post('/v1/match', {}),
    await service.post('/v1/match', { text: 'x', top: 1e9 }),
    await service.post('/v1/match', '['),
  ],
  getStats: async (service) => [await service.get('/v1/stats'), await service.get('/v1/stats', 'cvm_unknown')],
  getLimits: async (service) => [await service.get('/v1/limits')],
  listTasks: async (service) => [
    await service.get('/v1/tasks?status=failed&limit=1'),
    await service.get('/v1/tasks'),
    await service.get('/v1/tasks?limit=0'),
    await service.get('/v1/tasks?status=odd'),
  ],
  retryTasks: async (service) => [
    await service.post('/v1/tasks/retry', { code: 'empty_file' }),
    await service.post('/v1/tasks/retry', { ids: ['x'] }),
  ],
  dropTasks: async (service) => [
    await service.post('/v1/tasks/drop', { ids: [0] }),
    await besideReader(service, () => dropped(service)),
    await service.post('/v1/tasks/drop', { idz: [1] }),
    await service.post('/v1/tasks/drop', ''),
  ],
  addDecision: async (service, { match, jd, id }) => [
    await service.post('/v1/decisions', { match, decision: 'maybe', stage: 'interview', by: 'Jo' }),
    await service.post('/v1/decisions', { jd, cv: id, decision: 'shortlisted' }),
    await service.post('/v1/decisions', { match, decision: 'rejected' }),
    await service.post('/v1/decisions', { match, cv: id, decision: 'maybe' }),
    await service.post('/v1/decisions', { match: '0'.repeat(16), decision: 'maybe' }),
  ],
  listDecisions: async (service, { jd, id }) => [
    await service.get(`/v1/decisions?jd=${jd}&cv=${id}&undone=true&limit=1`),
    await service.get('/v1/decisions?jd=000000000000'),
    await service.get('/v1/decisions?cursor=garbage'),
  ],
  undoDecision: async (service) => [
    await service.post('/v1/decisions/1/undo', { by: 'Mo' }),
    await service.post('/v1/decisions/999/undo', {}),
    await service.post('/v1/decisions/x/undo', {}),
  ],
  giveFeedback: async (service, { match }) => [
    await service.post(`/v1/matches/${match}/feedback`, { action: 'rejected', reason: 'no' }),
    await service.post(`/v1/matches/${match}/feedback`, { action: 'rejected' }),
    await service.post(`/v1/matches/${'0'.repeat(16)}/feedback`, { action: 'viewed' }),
  ],
  getEvaluation: async (service) => [
    await service.get('/v1/admin/evaluation'),
    await service.get('/v1/admin/evaluation?days=0'),
  ],
  getAlerts: async (service) => [await service.get('/v1/admin/alerts')],
  getPlaces: async (service) => [await service.get('/v1/admin/places')],
  getPerformance: async (service) => [await service.get('/v1/admin/performance')],
  getParsingQuality: async (service) => [
    await service.get('/v1/admin/parsing-quality?limit=5'),
    await service.get('/v1/admin/parsing-quality?limit=0'),
  ],
  listAudit: async (service) => [
    await service.get('/v1/admin/audit?limit=2&order=oldest'),
    await service.get('/v1/admin/audit?action=nonsense'),
    await service.get('/v1/admin/audit?cursor=garbage'),
  ],
  listErasures: async (service) => [
    await service.get('/v1/admin/erasures?limit=2'),
    await service.get('/v1/admin/erasures?cursor=garbage'),
  ],
  getRetention: async (service) => [
    await dueByRule(service),
    await service.get('/v1/admin/retention?cursor=garbage'),
    await service.get('/v1/admin/retention?rule=none'),
  ],
  setRetentionRule: async (service) => [
    await put(service, '/v1/admin/retention/old', { of: 'all', after: '2y', where: ['years >= 1'], dryRun: true }),
    await put(service, '/v1/admin/retention/old', { of: 'all', after: '2y', warn: '30d' }),
    await put(service, '/v1/admin/retention/old', { of: 'rejected', after: '30y' }),
    await put(service, '/v1/admin/retention/old', { of: 'all', after: '180' }),
    await put(service, '/v1/admin/retention/old', { of: 'nobody', after: '180d' }),
    await put(service, '/v1/admin/retention/Old', { of: 'all', after: '180d' }),
  ],
  deleteRetentionRule: async (service) => [
    await removed(service, '/v1/admin/retention/old'),
    await removed(service, '/v1/admin/retention/old'),
  ],
  addHold: async (service, { others }) => [
    await service.post('/v1/admin/holds', { cvs: others, reason: 'claim 4711', by: 'Jo' }),
    await service.post('/v1/admin/holds', { cvs: ['0'.repeat(64)], reason: 'claim 4711' }),
    await service.post('/v1/admin/holds', { cvs: others }),
  ],
  listHolds: async (service, { others }) => [
    await service.get(`/v1/admin/holds?limit=1&cv=${others[0]}`),
    await service.get('/v1/admin/holds?cursor=garbage'),
  ],
  releaseHold: async (service, { others }) => {
    const hold = await service.post('/v1/admin/holds', { cvs: others, reason: 'claim 4712' });
    const refused = await removed(service, `/v1/cvs/${others[0]}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const { holds } = (await service.get('/v1/admin/holds')).body as { holds: { id: string }[] };
    expect(holds[0]!.id).toBe(hold.body.id);
    const released: Answer[] = [];
    for (const { id } of holds) released.push(await removed(service, `/v1/admin/holds/${id}`));
    return [...released, await removed(service, `/v1/admin/holds/${hold.body.id}`)];
  },
  getErasure: async (service) => {
    const jd = await service.post('/v1/jds', { text: 'Keeper of certificates\n\nRequirements\n- SQL' });
    await removed(service, `/v1/jds/${jd.body.id}`);
    const [certificate] = (await service.get('/v1/admin/erasures')).body.certificates;
    return [
      await service.get(`/v1/admin/erasures/${certificate.id}`),
      await service.get('/v1/admin/erasures/00000000-0000-4000-8000-000000000000'),
      await service.get('/v1/admin/erasures/x'),
    ];
  },
  exportSubject: async (service, { id }) => {
    const { status, headers, body } = await fetch(`${service.url}/v1/admin/subjects/${id}/export`);
    await body?.cancel();
    return [
      { status, headers, body: '' },
      await service.get('/v1/admin/subjects/nobody%40example.com/export'),
      await service.get(`/v1/admin/subjects/${'x'.repeat(400)}/export`),
    ];
  },
  restrictSubject: async (service, { id }) => [
    await service.post(`/v1/admin/subjects/${id}/restrict`, { reason: 'asked', by: 'Jo' }),
    await service.post('/v1/admin/subjects/nobody/restrict', {}),
    await service.post('/v1/admin/subjects/nobody/restrict', { reason: 3 }),
  ],
  liftRestriction: async (service, { id }) => [
    await service.post(`/v1/admin/subjects/${id}/lift`, {}),
    await service.post('/v1/admin/subjects/nobody/lift', {}),
  ],
  rectifyCv: async (service, { id }) => [
    await service.post(`/v1/admin/cvs/${id}/rectify`, { field: 'name', value: 'Ada Example', reason: 'misread' }),
    await service.post(`/v1/admin/cvs/${id}/rectify`, { field: 'shoes', value: '43', reason: 'asked' }),
    await service.post(`/v1/admin/cvs/${id}/rectify`, { field: 'years', value: 'many', reason: 'asked' }),
    await service.post(`/v1/admin/cvs/${id}/rectify`, { field: 'years', undo: true }),
    await service.post(`/v1/admin/cvs/${'0'.repeat(64)}/rectify`, { field: 'years', value: '3', reason: 'asked' }),
  ],
  selftest: async (service) => [await service.post('/v1/admin/selftest', {})],
  listSchedule: async (service) => [await service.get('/v1/admin/schedule')],
  runScheduled: async (service) => [
    await service.post('/v1/admin/schedule/retry/run', {}),
    await service.post('/v1/admin/schedule/nothing/run', {}),
  ],
  pauseTasks: async (service) => [await service.post('/v1/tasks/pause', {})],
  resumeTasks: async (service) => [await service.post('/v1/tasks/resume', {})],
  listWorkers: async (service) => [await service.get('/v1/admin/workers')],
  drainWorker: async (service) => [await service.post('/v1/admin/workers/ffffffff/drain', {})],
  stopWorker: async (service) => [await service.post('/v1/admin/workers/ffffffff/stop', {})],
  live: async (service) => [await firstEvent(service, '/v1/admin/live')],
};

/** The first event of a stream that never ends. */
async function firstEvent(service: TestService, where: string): Promise<Answer> {
  const leave = new AbortController();
  const { status, headers, body } = await fetch(service.url + where, { signal: leave.signal });
  const { value } = await body!.getReader().read();
  leave.abort();
  return { status, headers, body: Buffer.from(value!).toString() };
}

/**
 * Answers that need a broken model, failing threads, a run of seconds or the end of the service; readiness.test.ts and
 * commands/workers.test.ts cover the first and the last.
 */
const RARE: Record<string, string[]> = {
  getReadiness: ['503'],
  selftest: ['503'],
  runScheduled: ['202'],
  drainWorker: ['202'],
  stopWorker: ['202'],
};

async function bytes(service: TestService, id: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await answerOf(await fetch(`${service.url}/v1/cvs/${id}/file`, { headers }));
  return answer.body === '' ? { ...answer, body: null } : answer;
}

/** Forgets an upload that cannot be read. */
async function dropped(service: TestService): Promise<Answer> {
  const { batch } = (await service.upload([{ name: 'Zebramarker.pdf', bytes: '%PDF-1.4 broken' }])).body;
  await service.settled(batch);
  return service.post('/v1/tasks/drop', { status: ['failed'] });
}

/** Runs `body` while another process keeps reading the store as it is now. */
async function besideReader(service: TestService, body: () => Promise<Answer>): Promise<Answer> {
  const reader = new Sqlite(path.join(service.folder, 'store.db'), { readonly: true });
  try {
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM cvs').get();
    return await body();
  } finally {
    reader.close();
  }
}

async function dueByRule(service: TestService): Promise<Answer> {
  await put(service, '/v1/admin/retention/old', { of: 'all', after: '30y' });
  const answer = await service.get('/v1/admin/retention?limit=1&within=36500');
  expect(answer.body).toMatchObject({ rules: [{ name: 'old' }] });
  expect(answer.body.due[0]).toMatchObject({ rule: 'old', held: false });
  return answer;
}

async function put(service: TestService, where: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  return answerOf(await fetch(service.url + where, { method: 'PUT', headers, body: JSON.stringify(body) }));
}

async function removed(service: TestService, where: string): Promise<Answer> {
  const response = await fetch(service.url + where, { method: 'DELETE' });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

it('answers as its OpenAPI document says, in success and failure', async () => {
  const service = await testService({ rateLoopback: true, rateRequests: 5000, rateRoutes: 'none' });
  const document = (await service.get('/v1/openapi.json')).body;
  const validator = new Validator();
  const valid = await validator.validate(structuredClone(document));
  expect(valid.errors ?? null).toBeNull();
  expect([document.openapi, valid.valid]).toEqual(['3.1.0', true]);

  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const { paths } = validator.resolveRefs() as { paths: Record<string, Record<string, Operation>> };
  const mine = Object.values(paths).flatMap((methods) => Object.values(methods));
  // A new route without an entry above would not be checked, so it fails here.
  expect(mine.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(ASK).sort());

  const { body } = await service.upload([cvText(1), cvText(2)]);
  await service.settled(body.batch);
  const spare = (await service.upload([cvText(3)])).body;
  await service.settled(spare.batch);
  const jd = (await service.post('/v1/jds', { text: 'Engineer for PostgreSQL and Python' })).body.id as string;
  const match = (await service.post('/v1/match', { jd, top: 1 })).body.results[0].id as string;
  const others = (body.cvs as { id: string }[]).map(({ id }) => id);
  const known = { batch: body.batch, id: body.cvs[0].id, jd, spare: spare.cvs[0].id, others, match };
  // Operations that remove something come last.
  for (const operation of mine.sort(
    (a, b) => Number(a.operationId.startsWith('delete')) - Number(b.operationId.startsWith('delete')),
  )) {
    const seen = new Set<string>();
    for (const answer of await ASK[operation.operationId]!(service, known)) seen.add(checked(ajv, operation, answer));
    for (const status of Object.keys(operation.responses))
      if (status !== 'default' && !RARE[operation.operationId]?.includes(status))
        expect([...seen], operation.operationId).toContain(status);
  }
  for (const [where, methods] of Object.entries(paths).filter(([path]) => !path.startsWith('/health/'))) {
    for (const [method, operation] of Object.entries(methods))
      expect(checked(ajv, operation, await asStranger(service, method, where)), operation.operationId).toBe('default');
  }
}, 120_000);

/** With an unknown key. */
async function asStranger(service: TestService, method: string, where: string): Promise<Answer> {
  const answer = await answerOf(
    await fetch(service.url + where.replace('{id}', 'x'), {
      method: method.toUpperCase(),
      headers: { authorization: 'Bearer cvm_unknown' },
    }),
  );
  expect(answer, `${method} ${where}`).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  return answer;
}

/** Returns the documented status that matches the answer. */
function checked(ajv: Ajv2020, { operationId, responses }: Operation, { status, headers, body }: Answer): string {
  const documented = String(status) in responses ? String(status) : 'default';
  expect(documented === 'default', `${operationId} ${status} ${JSON.stringify(body)}`).toBe(status >= 400);
  expect(status, `${operationId} ${JSON.stringify(body)}`).toBeLessThan(500);
  const content = Object.entries(responses[documented]!.content ?? {})[0];
  if (content === undefined) {
    expect(body, operationId).toBeOneOf([null, '']);
    return documented;
  }
  if (content[0] !== '*/*') expect(headers.get('content-type'), operationId).toContain(content[0]);
  void ajv.validate(content[1].schema, body);
  expect(ajv.errors, `${operationId} ${status} ${JSON.stringify(body).slice(0, 500)}`).toBeNull();
  return documented;
}
