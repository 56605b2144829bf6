import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root, temporaryFolder } from './_shared/testing.js';

it('listens, says where on one line of JSON, answers, and ends on SIGTERM', async () => {
  const child = spawn(process.execPath, [path.join(root, 'bin/run.js'), 'serve', '--port', '0', '--workers', '0', '--json', '--store', temporaryFolder()]);
  const [line] = await once(child.stdout, 'data') as [Buffer];
  const { url, workers } = JSON.parse(line.toString()) as { url: string; workers: number };
  expect(workers).toBe(0);
  const answer = await fetch(`${url}/health/live`);
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'live' }]);
  const unknown = await fetch(`${url}/nowhere`);
  expect(unknown.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(await unknown.json()).toMatchObject({ status: 404, code: 'not_found' });
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit') as [number];
  expect(code).toBe(0);
});
