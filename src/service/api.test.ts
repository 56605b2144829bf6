import { createHash } from 'node:crypto';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { work } from '../app/work.js';
import { cvText, fixture, testService } from './testing.js';

it('takes CVs at once, works behind, and tells what was read', async () => {
  const service = await testService();
  const { status, headers, body } = await service.upload([
    await fixture('demo', 'cvs', 'priya-raman.pdf'),
    await fixture('files', 'empty.pdf'),
    await fixture('files', 'random.pdf'),
    { name: '../../etc/passwd', bytes: 'root of a text\nwith words\n' },
  ]);
  expect(status).toBe(202);
  expect(headers.get('location')).toBe(`/v1/batches/${body.batch}`);
  expect(body.cvs.map(({ name, status: at, code }: Record<string, string>) => [name, at, code])).toEqual([
    ['priya-raman.pdf', 'pending', null],
    ['empty.pdf', 'empty', 'empty_file'],
    ['random.pdf', expect.any(String), expect.toBeOneOf([null, 'unknown_format'])],
    ['passwd', 'pending', null],
  ]);
  const batch = await service.settled(body.batch);
  expect(batch.body).toMatchObject({ id: body.batch, done: true, counts: { received: 4, pending: 0, empty: 1 } });
  const cv = await service.get(`/v1/cvs/${body.cvs[0].id}`);
  expect(cv.body).toMatchObject({
    status: 'ready',
    format: 'pdf',
    profile: { resume: { basics: { name: 'Priya Raman' } } },
  });
  expect(cv.body.stages.slice(0, 3).map((stage: { status: string }) => stage.status)).toEqual(['done', 'done', 'done']);
  expect((await service.get(`/v1/cvs/${cv.body.cvId}`)).body.profile).toEqual(cv.body.profile);
  // Bytes of CVs in the store are removed; those of failed ones are kept for a retry.
  await expect.poll(() => service.bytes()).not.toContain(body.cvs[0].id);
});

it('knows a copy of a CV in the store at once, and keeps none of its bytes', async () => {
  const service = await testService();
  const first = await service.upload([cvText(1)]);
  await service.settled(first.body.batch);
  const again = await service.upload([{ ...cvText(1), name: 'again.txt' }, cvText(2)]);
  expect(again.body.cvs[0]).toMatchObject({ name: 'again.txt', status: 'duplicate', code: 'exact_copy' });
  expect(again.body.cvs[1]).toMatchObject({ status: 'pending' });
  await service.settled(again.body.batch);
  // Bytes are removed shortly after their result is written.
  await expect.poll(() => service.bytes()).toEqual([]);
  // Removing the copy keeps the CV; removing the CV removes everything.
  const { cvId } = again.body.cvs[0];
  expect((await fetch(`${service.url}/v1/cvs/${again.body.cvs[0].id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await service.get(`/v1/cvs/${cvId}`)).status).toBe(200);
  expect((await fetch(`${service.url}/v1/cvs/${cvId}`, { method: 'DELETE' })).status).toBe(204);
  expect((await service.get(`/v1/cvs/${cvId}`)).status).toBe(404);
  expect((await service.get(`/v1/cvs/${first.body.cvs[0].id}`)).status).toBe(404);
});

it('gives the batch of the first where a request is sent again', async () => {
  const service = await testService({ workers: 0 });
  const [a, b] = await Promise.all([
    service.upload([cvText(1)], { key: 'same' }),
    service.upload([cvText(1)], { key: 'same' }),
  ]);
  const later = await service.upload([cvText(1)], { key: 'same' });
  expect([a.body.batch, later.body]).toEqual([b.body.batch, a.body]);
  expect((await service.upload([cvText(1)], { key: 'other' })).body.batch).not.toBe(a.body.batch);
  expect(await service.bytes()).toHaveLength(2);
});

it('does not take other files for an upload that was sent before', async () => {
  const service = await testService({ workers: 0 });
  const files = [cvText(1), { name: 'empty.txt', bytes: '' }, cvText(2)];
  const first = await service.upload(files, { key: 'one' });
  expect((await service.upload(files, { key: 'one' })).body).toEqual(first.body);
  for (const others of [
    [cvText(1)],
    [cvText(1), cvText(2), cvText(3), cvText(4)],
    [cvText(1), cvText(3), cvText(4)],
    [cvText(1), cvText(1), cvText(3)],
  ]) {
    expect(await service.upload(others, { key: 'one' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
  }
  const same = await Promise.all([5, 6].map((n) => service.upload([cvText(n)], { key: 'two' })));
  expect(same.map(({ status }) => status).sort()).toEqual([202, 409]);
  expect(await service.bytes()).toHaveLength(3);
  // The removal of a file of the first upload does not matter for the second.
  expect((await fetch(`${service.url}/v1/cvs/${first.body.cvs[0].id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await service.upload(files, { key: 'one' })).body).toMatchObject({ batch: first.body.batch, cvs: [{}, {}] });
});

it('works first on what has the higher priority, however late it came', async () => {
  const service = await testService({ workers: 0 });
  const batches: string[] = [];
  for (const [n, priority] of [
    [0, undefined],
    [10, -3],
    [20, 0],
    [30, 7],
  ] as const)
    batches.push((await service.upload([cvText(n), cvText(n + 1)], { priority })).body.batch);
  const order: string[] = [];
  await work(
    { ...service.config, threads: 1 },
    {
      version: '0.0.0',
      drain: true,
      signal: new AbortController().signal,
      onEvent: (event) => {
        if (event.kind === 'settled') order.push(event.task.batch);
      },
    },
  );
  const [plain, late, zero, first] = batches;
  // Two that are in progress at once may end in either order.
  const places = (batch: string) => order.reduce((sum, one, i) => (one === batch ? sum + i : sum), 0);
  expect(order).toHaveLength(8);
  expect([...batches].sort((a, b) => places(a) - places(b))).toEqual([first, plain, zero, late]);
  for (const priority of [10, -10, 0.5]) expect((await service.upload([cvText(1)], { priority })).status).toBe(400);
});

it('lists the newest first, and the pages after a cursor stay what they were while new ones come', async () => {
  const service = await testService();
  const add = async (...all: number[]) => {
    for (const n of all) await service.settled((await service.upload([cvText(n)])).body.batch);
  };
  const page = async (query: string) =>
    (await service.get(`/v1/cvs?limit=2${query}`)).body as { cvs: { cvId: string }[]; next: string };
  const ids = new Map([1, 2, 3, 4, 5].map((n) => [createHash('sha256').update(cvText(n).bytes).digest('hex'), n]));
  const numbers = ({ cvs }: { cvs: { cvId: string }[] }) => cvs.map(({ cvId }) => ids.get(cvId));
  await add(1, 2, 3, 4);
  const [newest, oldest] = [await page(''), await page('&order=oldest')];
  expect([numbers(newest), numbers(oldest)]).toEqual([
    [4, 3],
    [1, 2],
  ]);
  await add(5);
  expect(numbers(await page(`&cursor=${newest.next}`))).toEqual([2, 1]);
  const second = await page(`&order=oldest&cursor=${oldest.next}`);
  expect(numbers(second)).toEqual([3, 4]);
  expect(numbers(await page(`&order=oldest&cursor=${second.next}`))).toEqual([5]);
  // A cursor from the other order would skip rows.
  expect((await service.get(`/v1/cvs?order=oldest&cursor=${newest.next}`)).status).toBe(400);
});

it('lists CVs page by page, by filters and conditions, also when what a page ended with is removed', async () => {
  const service = await testService();
  const { body } = await service.upload([1, 2, 3, 4, 5].map(cvText));
  await service.settled(body.batch);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { body: { cvs: { cvId: string }[]; next: string | null } } = await service.get(
      `/v1/cvs?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
    );
    seen.push(...page.body.cvs.map(({ cvId }) => cvId));
    cursor = page.body.next;
    await fetch(`${service.url}/v1/cvs/${seen.at(-1)!}`, { method: 'DELETE' });
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(5);
  expect((await service.get('/v1/cvs?where=format%3Dtxt&minYears=1')).body.cvs.length).toBeGreaterThan(0);
  expect((await service.get('/v1/cvs?format=pdf')).body.cvs).toEqual([]);
  expect((await service.get('/v1/cvs?where=path~etc')).status).toBe(400);
  const files = await service.get(`/v1/batches/${body.batch}/cvs?limit=3&state=ready`);
  expect(
    files.body.next === null ||
      (await service.get(`/v1/batches/${body.batch}/cvs?cursor=${files.body.next}`)).status === 200,
  ).toBe(true);
});

it('refuses a JD of which no word is known, also where no model is in use that could know one', async () => {
  const service = await testService();
  for (const path of ['/v1/jds', '/v1/match']) {
    const { status, body } = await service.post(path, { text: 'Zxcvbrutar' });
    expect([status, body.code]).toEqual([400, 'jd_unreadable']);
  }
  expect((await service.get('/v1/jds')).body.jds).toEqual([]);
});

it('ranks for a text or a stored JD as the command does, and recommends JDs for CVs', async () => {
  const service = await testService();
  expect((await service.post('/v1/match', { text: 'Python engineer' })).body).toMatchObject({
    status: 409,
    code: 'nothing_to_do',
  });
  const { body } = await service.upload([1, 2, 3, 4, 5].map(cvText));
  await service.settled(body.batch);
  const text = 'Terraform Engineer\n\nYou need:\n- Terraform\n- SQL\n';
  const jd = (await service.post('/v1/jds', { text })).body;
  const [byText, byId, ...same] = await Promise.all([
    service.post('/v1/match', { text, top: 3 }),
    service.post('/v1/match', { jd: jd.id, top: 3 }),
    ...Array.from({ length: 6 }, () => service.post('/v1/match', { text, top: 3 })),
  ]);
  expect(byText.status).toBe(200);
  expect([byId.body, ...same.map((one) => one.body)]).toEqual(Array.from({ length: 7 }, () => byText.body));
  expect(byText.body.results).toHaveLength(3);
  expect(byText.body.results[0].cvId).toBe((await service.get(`/v1/cvs/${body.cvs[2].id}`)).body.cvId);
  expect(JSON.stringify(byText.body)).not.toContain('"path"');
  const best = byText.body.results[0];
  const one = await service.get(`/v1/cvs/${best.cvId}/recommendations`);
  expect(one.body).toEqual({
    cvId: best.cvId,
    recommendations: [{ rank: 1, jd: jd.id, title: jd.title, score: best.score }],
  });
  const many = await service.get(
    `/v1/recommendations?${body.cvs.map(({ id }: { id: string }) => `cv=${id}`).join('&')}`,
  );
  expect(many.body.cvs).toHaveLength(5);
  expect(many.body.cvs.find(({ cvId }: { cvId: string }) => cvId === best.cvId)).toEqual(one.body);
  // Scores computed in advance by the schedule are identical and are looked up; a JD added since is scored on request.
  await service.post('/v1/jds', { text: 'Gardener\n\n- roses\n' });
  const before = await service.get(`/v1/cvs/${best.cvId}/recommendations`);
  await service.post('/v1/admin/schedule/match/run', {});
  expect((await service.get(`/v1/cvs/${best.cvId}/recommendations`)).body).toEqual(before.body);
  const database = new Sqlite(path.join(service.folder, 'store.db'));
  database.prepare('UPDATE matches SET score = 0.99 WHERE cv_id = ? AND jd_hash <> ?').run(best.cvId, jd.hash);
  database.close();
  await service.post('/v1/jds', { text: 'Sailor\n\n- knots\n' });
  expect((await service.get(`/v1/cvs/${best.cvId}/recommendations`)).body.recommendations).toMatchObject([
    { title: 'Gardener', score: 0.99 },
    { jd: jd.id, score: best.score },
    { title: 'Sailor' },
  ]);
});

it('stores and forgets JDs for many at the same moment', async () => {
  const service = await testService({ workers: 0 });
  const add = async (text: string) => service.post('/v1/jds', { text });
  const same = await Promise.all(Array.from({ length: 20 }, () => add('Gardener\n\n- roses\n')));
  expect(same.map(({ status, body }) => `${status} ${body.id}`)).toEqual(
    Array.from({ length: 20 }, () => `201 ${same[0]!.body.id}`),
  );
  const churn = Array.from({ length: 20 }, async (_, i) => {
    const { id } = (await add(`Gardener number ${i}`)).body;
    const [list, removed] = await Promise.all([
      service.get('/v1/jds'),
      fetch(`${service.url}/v1/jds/${id}`, { method: 'DELETE' }),
    ]);
    return { list: list.status, removed: removed.status };
  });
  for (const { list, removed } of await Promise.all(churn)) {
    expect(list).toBe(200);
    // 202: on a busy machine the search for traces goes on after the answer.
    expect([204, 202]).toContain(removed);
  }
  expect((await service.get('/v1/jds')).body.jds).toHaveLength(1);
});

it('tells progress as events until the batch is done', async () => {
  const service = await testService();
  const { body } = await service.upload([1, 2, 3].map(cvText));
  const response = await fetch(`${service.url}/v1/batches/${body.batch}/events`);
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const events = (await response.text())
    .split('\n\n')
    .filter((event) => event.startsWith('event: batch'))
    .map((event) => JSON.parse(event.split('data: ')[1]!));
  expect(events.at(-1)).toEqual((await service.get(`/v1/batches/${body.batch}`)).body);
  expect(events.at(-1)).toMatchObject({ done: true, counts: { ready: 3 } });
});

it('compresses what is long, says nothing of itself, and lets nothing run', async () => {
  const service = await testService({ workers: 0 });
  const document = await fetch(`${service.url}/v1/openapi.json`, { headers: { 'accept-encoding': 'gzip' } });
  expect(document.headers.get('content-encoding')).toBe('gzip');
  const { headers } = await service.get('/v1/stats');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('access-control-allow-origin')).toBeNull();
  expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull();
});
