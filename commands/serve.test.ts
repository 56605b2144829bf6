import { expect, it, onTestFinished } from 'vitest';
import { cli, startServe, temporaryFolder } from './_shared/testing.js';

it('listens, says where on one line of JSON, answers, and ends on SIGTERM', async () => {
  const { url, workers, stop } = await startServe(['--workers', '0', '--store', temporaryFolder()]);
  onTestFinished(async () => void (await stop()));
  expect(workers).toBe(0);
  const answer = await fetch(`${url}/health/live`);
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'live' }]);
  const unknown = await fetch(`${url}/nowhere`);
  expect(unknown.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(await unknown.json()).toMatchObject({ status: 404, code: 'not_found' });
  expect((await stop()).exitCode).toBe(0);
});

it('says why where it cannot listen, and what to do', async () => {
  const taken = await startServe(['--workers', '0', '--store', temporaryFolder()]);
  onTestFinished(async () => void (await taken.stop('SIGKILL')));
  const { port } = new URL(taken.url);
  for (const args of [
    ['serve', '--port', port],
    ['worker', '--drain', '--metrics-port', port],
  ]) {
    const { exitCode, stderr } = await cli([...args, '--store', temporaryFolder()], {
      env: { CVMATCH_EMBEDDER: 'hashing' },
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      new RegExp(`cannot listen on 127\\.0\\.0\\.1, port ${port}: another process has it\n  Name another`),
    );
  }
}, 120_000);
