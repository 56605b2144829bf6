import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { loadConfig, type Config } from '../config/config.js';
import { ok } from '../domain/index.js';
import { addJds, listJds, removeJds, showJd } from './jds.js';
import { withWorkspace } from '../open.js';
import { documentOf, processDocument } from '../pool/process.js';
import { matchAll } from './match-all.js';

async function storeWith(folder: string, texts: string[]): Promise<Config> {
  const config: Config = {
    ...loadConfig({}, folder).values,
    store: path.join(folder, 'store'),
    embedder: 'hashing',
    model: null,
  };
  await withWorkspace(config, { create: true }, async (workspace) => {
    const [embedder, vocabulary] = [await workspace.embedder(), workspace.vocabulary];
    await workspace.store.model.adopt(await workspace.model());
    for (const [i, text] of texts.entries()) {
      const outcome = await processDocument(
        documentOf(text),
        { asOf: '2026-01-01', fallbackDate: '2026-01-01', extractMs: 0 },
        { embedder, vocabulary },
      );
      if (!outcome.ok) throw new Error(outcome.message);
      await workspace.store.intake.commit([
        {
          path: `/cv${i}.txt`,
          size: 1,
          mtimeMs: 1,
          hash: createHash('sha256').update(text).digest('hex'),
          madeWith: 'test',
          fingerprint: 'test',
          duplicates: 'keep',
          outcome: ok(outcome.value),
        },
      ]);
    }
  });
  return config;
}

it('keeps the rankings of all JDs for a day, then makes them anew', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
  onTestFinished(() => {
    vi.useRealTimers();
    rmSync(folder, { recursive: true, force: true });
  });
  const config = await storeWith(folder, [
    'Ann Example\nBaker\nBakes bread in a bakery',
    'Bob Example\nDriver\nDrives a truck',
  ]);
  writeFileSync(path.join(folder, 'jd.txt'), 'Baker\nBakes bread and cakes');
  await addJds([path.join(folder, 'jd.txt')], config);
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T08:00:00Z') });
  const first = await matchAll(config);
  expect(first.rankedAt).toBe('2026-03-01T08:00:00.000Z');
  expect(first.jds[0]!.results.map(({ path }) => path)).toEqual(['/cv0.txt', '/cv1.txt']);
  vi.setSystemTime(new Date('2026-03-02T07:59:00Z'));
  expect(await matchAll(config)).toEqual(first);
  vi.setSystemTime(new Date('2026-03-02T08:01:00Z'));
  expect(await matchAll(config)).toEqual({ ...first, rankedAt: '2026-03-02T08:01:00.000Z' });
});

it('makes a store where there is none, and a version of a file that was edited', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const config: Config = { ...loadConfig({}, folder).values, store: path.join(folder, 'store') };
  const file = path.join(folder, 'jd.txt');
  expect(await listJds(config)).toEqual([]);
  await expect(removeJds(['Baker'], config)).rejects.toMatchObject({ code: 'not_found' });
  await expect(matchAll(config)).rejects.toMatchObject({ code: 'nothing_to_do' });
  writeFileSync(file, 'Baker\nBakes bread');
  const [first] = await addJds([file], config);
  writeFileSync(file, 'Baker\nBakes bread and cakes');
  const [second] = await addJds([file], config);
  expect([first!.version, second!.version]).toEqual([1, 2]);
  expect(await listJds(config)).toEqual([second]);
  // The id of an older version returns that version's text.
  expect(await showJd(first!.id, config)).toMatchObject({ hash: first!.hash });
  expect(await showJd('Baker', config)).toMatchObject({ hash: second!.hash });
  await removeJds([second!.id.slice(0, 6)], config);
  await expect(showJd(first!.id, config)).rejects.toMatchObject({ code: 'path_not_found' });
});
