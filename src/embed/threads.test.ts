import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

/** The compiled code from `npm run build`: a worker thread cannot load TypeScript. */
const COMPILED = path.resolve('dist/src/embed/index.js');

const CODE = `
  import { parentPort } from 'node:worker_threads';
  const { openEmbedder } = await import(${JSON.stringify(pathToFileURL(COMPILED).href)});
  const embedder = await openEmbedder({ embedder: 'builtin', threads: 1 });
  for (let i = 0; i < 50; i++) await embedder.embed(['plans menus and cooks', 'java developer ' + i], 'passage');
  const row = await embedder.embed(['java developer'], 'query');
  await embedder.close();
  parentPort.postMessage([...row]);
`;

function inThread(): Promise<{ row: number[]; exit: number }> {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(CODE)}`));
  return new Promise((resolve, reject) => {
    let row: number[] = [];
    worker
      .on('message', (message: number[]) => (row = message))
      .on('error', reject)
      .on('exit', (exit) => {
        resolve({ row, exit });
      });
  });
}

it.skipIf(!existsSync(COMPILED))('two threads embed at once, give the same row and end cleanly', async () => {
  const [a, b] = await Promise.all([inThread(), inThread()]);
  expect([a.exit, b.exit]).toEqual([0, 0]);
  expect(a.row).toEqual(b.row);
  expect(Math.hypot(...a.row)).toBeCloseTo(1, 5);
});
