import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CV, folderWith, people, run } from './_shared/testing-ingest.js';
import { fixtures } from './_shared/testing.js';

describe('remove, tasks, reindex', () => {
  it('removes a CV by path or id, and no copy of its text stays in the store', async () => {
    const { cvs, store } = folderWith({ ...people, 'eve.txt': CV('Eve Zebramarker', 'Zebramarker') });
    await run(['ingest', cvs, '--store', store]);
    const { json } = await run(['remove', path.join(cvs, 'eve.txt'), '--store', store, '--json']);
    expect(json.removed).toHaveLength(1);
    const entries = readdirSync(store, { recursive: true, withFileTypes: true });
    for (const file of entries.filter((entry) => entry.isFile()))
      expect(readFileSync(path.join(file.parentPath, file.name)).toString('latin1').toLowerCase()).not.toContain(
        'zebramarker',
      );
    expect(await run(['remove', json.removed[0].slice(0, 12), '--store', store])).toMatchObject({ exitCode: 2 });
    expect((await run(['status', '--store', store, '--json'])).json.cvs).toBe(3);
  });

  it('lists failed tasks with the reason, opens them again, and drops them', async () => {
    const { cvs, store } = folderWith({ 'ada.txt': people['ada.txt'] });
    copyFileSync(fixtures('files', 'truncated.pdf'), path.join(cvs, 'broken.pdf'));
    rmSync(path.join(cvs, 'ada.txt'));
    writeFileSync(path.join(cvs, 'blank.txt'), '   \n');
    await run(['ingest', cvs, '--store', store]);
    const tasks = (await run(['tasks', 'list', '--store', store, '--json'])).json;
    expect(tasks).toContainEqual(
      expect.objectContaining({ status: 'failed', state: 'empty', code: 'no_text', path: path.join(cvs, 'blank.txt') }),
    );
    expect((await run(['tasks', 'retry', '--code', 'no_text', '--store', store, '--json'])).json).toEqual({
      opened: 1,
    });
    expect((await run(['resume', '--store', store, '--json'])).json.counts).toMatchObject({ received: 1, empty: 1 });
    expect((await run(['tasks', 'drop', '--code', 'no_text', '--store', store, '--json'])).json).toMatchObject({
      dropped: 1,
    });
    expect((await run(['tasks', 'list', 'x', '--store', store])).exitCode).toBe(2);
  });

  it('refuses another model until a reindex, which gives what an ingest would have given', async () => {
    const { cvs, store } = folderWith(people);
    await run(['ingest', cvs, '--store', store]);
    writeFileSync(path.join(cvs, 'new.txt'), CV('New Example', 'Baker'));
    const refused = await run(['ingest', cvs, '--store', store, '--embedder', 'mock', '--json']);
    expect(refused).toMatchObject({
      exitCode: 1,
      json: { error: { code: 'model_mismatch', hint: expect.stringContaining('cvmatch reindex') } },
    });
    const { json } = await run(['reindex', '--store', store, '--embedder', 'mock', '--json']);
    expect(json).toMatchObject({ cvs: 3, left: 0, model: { id: 'mock-256' } });
    expect((await run(['ingest', cvs, '--store', store, '--embedder', 'mock', '--json'])).json.counts).toMatchObject({
      ready: 1,
    });
    expect((await run(['status', '--store', store, '--embedder', 'mock', '--json'])).json).toMatchObject({
      cvs: 4,
      model: { id: 'mock-256' },
    });
  });
});
