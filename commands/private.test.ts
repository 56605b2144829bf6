import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { cli, fixtures, temporaryFolder } from './_shared/testing.js';

it('leaves nothing outside its store, and so no id that onnxruntime would report under', async () => {
  const folder = temporaryFolder();
  const home = temporaryFolder();
  const [store, env] = [path.join(folder, 'store'), { HOME: home, XDG_CACHE_HOME: '' }];
  expect((await cli(['ingest', fixtures('demo', 'cvs'), '--store', store], { env })).exitCode).toBe(0);
  expect((await cli(['match', fixtures('demo', 'jd.txt'), '--store', store], { env })).exitCode).toBe(0);
  expect(readdirSync(home)).toEqual([]);
});
