import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { withServer } from '../src/config/testing-servers.js';
import { hasBrowser, openBrowser, openTab } from './_shared/browser.js';
import { cli, startServe, temporaryFolder, type StartedService } from './_shared/testing.js';

vi.setConfig({ testTimeout: 120_000 });

const PATIENT = { timeout: 60_000, interval: 500 };

interface Shown {
  name: string;
  counts: { prioritized: number };
  jobs: { data: unknown }[];
}

/** A service that asks for keys, with two tenants, each of which has sent a CV that no worker takes. */
async function served(queue: string) {
  const [cwd, env] = [temporaryFolder(), { CVMATCH_QUEUE: queue, CVMATCH_EMBEDDER: 'hashing' }];
  const at = ['--store', path.join(cwd, 'store')];
  const run = async (...args: string[]) => (await cli([...args, ...at, '--json'], { cwd, env })).json;
  const key = (...args: string[]): Promise<{ id: string; token: string }> => run('keys', 'add', 'one', ...args);
  await run('tenants', 'add', 'acme');
  const service = await startServe([...at, '--workers', '0', '--host', '0.0.0.0'], { cwd, env });
  onTestFinished(async () => void (await service.stop()));
  const url = service.url.replace('0.0.0.0', '127.0.0.1');
  const ask = (method: string, route: string, headers: Record<string, string> = {}, body?: FormData) =>
    fetch(`${url}${route}`, { method, headers, body });
  const tokens = [(await key('--tenant', 'default')).token, (await key('--tenant', 'acme')).token];
  /** Sends a CV of each tenant. */
  const send = async (): Promise<void> => {
    for (const token of tokens) {
      const form = new FormData();
      form.append('file', new Blob(['Ada Secret\n\nWelder']), 'ada-secret.txt');
      expect((await ask('POST', '/v1/cvs', { 'x-api-key': token }, form)).status).toBe(202);
    }
  };
  await send();
  return { url, ask, key, run, send };
}

function cases(name: string, queue: string): void {
  it(`shows an operator the queues of all tenants on ${name}, and nothing that was sent`, async () => {
    const { ask, key, run, send } = await served(queue);
    const [operator, admin] = await Promise.all([
      key('--scope', 'operator'),
      key('--scope', 'admin', '--scope', 'all'),
    ]);
    const BOARD = '/queues/board/';
    const QUEUES = `${BOARD}api/queues`;
    expect((await ask('GET', '/queues')).status).toBe(200);
    for (const route of [BOARD, QUEUES, `${BOARD}static/css/none.css`]) {
      expect((await ask('GET', route)).status).toBe(401);
      expect((await ask('GET', route, { 'x-api-key': admin.token })).status).toBe(403);
    }
    expect((await ask('POST', '/queues/key', { 'x-api-key': admin.token })).status).toBe(403);
    const taken = await ask('POST', '/queues/key', { 'x-api-key': operator.token });
    const [said] = taken.headers.getSetCookie();
    expect(said).toMatch(/^cvmatch-queues=.+; Path=\/queues\/board; HttpOnly; SameSite=Strict$/);
    const cookie = { cookie: said!.split(';')[0]! };

    const shown = async (query = ''): Promise<Shown[]> =>
      ((await (await ask('GET', `${QUEUES}${query}`, cookie)).json()) as { queues: Shown[] }).queues;
    // On a busy machine the queue may not answer in time when a CV is received; the next one brings it along.
    await expect
      .poll(async () => ((await shown()).some(({ counts }) => counts.prioritized === 0) ? send() : 'all'), PATIENT)
      .toBe('all');
    const queues = await shown();
    expect(queues.map(({ name }) => name.split('-')[0]).sort()).toEqual(['acme', 'default']);
    for (const { name } of queues) {
      const all = await shown(`?activeQueue=${name}`);
      const { jobs } = all.find((one) => one.name === name)!;
      expect(jobs.length).toBeGreaterThan(0);
      for (const { data } of jobs) expect(data).toEqual({ task: expect.stringMatching(/^\d+$/) as string });
      expect(JSON.stringify(all)).not.toMatch(/upload:|secret|keyId/i);
    }

    for (const route of [`${BOARD}static/..%2f..%2fpackage.json`, `${BOARD}api/nothing`, `${BOARD}nothing`])
      expect((await ask('GET', route, cookie)).status).toBe(404);
    expect((await ask('PUT', `${QUEUES}/pause`, cookie)).status).toBe(405);
    expect((await ask('GET', '/v1/stats', cookie)).status).toBe(401);
    await run('keys', 'revoke', operator.id);
    expect((await ask('GET', QUEUES, cookie)).status).toBe(401);
  });
}

withServer('Redis', (url) => {
  cases('Redis', url);

  it.runIf(hasBrowser)('is shown by a browser under the rules of the service, to whom it knows', async () => {
    const { url: address, key } = await served(url);
    const { token } = await key('--scope', 'operator');
    const browser = await openBrowser();
    onTestFinished(() => browser.close());
    // One style that it would write into its page is refused to it; it does without.
    const page = await openTab(browser, `${address}/queues`, { expected: /401|Applying inline style/ });
    await page.fill('#key', token);
    await page.click('button:text-is("Use")');
    await page.getByText('acme-').first().waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
  });
});
withServer('PostgreSQL', (url) => {
  cases('PostgreSQL', `bullmq+${url}`);
});

it('says why there is no board where the store hands out the tasks', async () => {
  const service: StartedService = await startServe([
    '--store',
    path.join(temporaryFolder(), 'store'),
    '--workers',
    '0',
  ]);
  onTestFinished(async () => void (await service.stop()));
  const answer = await fetch(`${service.url}/queues`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({
    detail: 'there is no board of queues: the store itself hands out the tasks',
    hint: expect.stringContaining('BullMQ') as string,
  });
});
