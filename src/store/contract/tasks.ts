import { describe, expect, it } from 'vitest';
import { failure } from '../../domain/index.js';
import { fileResult, type Opened } from './testing.js';

export function tasksCases(opened: Opened): void {
  retryCases(opened);
  scheduleCases(opened);
}

function retryCases(opened: Opened): void {
  describe('tasks', () => {
    it('retries failed ones and drops what is not wanted', async () => {
      await opened.store.intake.open({ id: 'b1', source: 'test' }, [
        { path: '/a', size: 1, mtimeMs: 2 },
        { path: '/b', size: 1, mtimeMs: 2 },
      ]);
      await opened.store.intake.commit([
        fileResult('/a', 'a', failure('corrupt', 'broken')),
        fileResult('/b', 'b', failure('no_text', 'no text')),
      ]);
      expect(await opened.store.tasks.reasons(['failed', 'dead'])).toEqual([
        { code: 'corrupt', tasks: 1 },
        { code: 'no_text', tasks: 1 },
      ]);
      expect(await opened.store.tasks.retry({ code: 'corrupt' })).toBe(1);
      expect(await opened.store.tasks.reasons(['failed', 'dead'])).toEqual([{ code: 'no_text', tasks: 1 }]);
      expect((await opened.store.intake.known(['/a'])).get('/a')).toMatchObject({ madeWith: null });
      expect((await opened.store.tasks.list({})).map((t) => t.status)).toEqual(['pending', 'failed']);
      expect(await opened.store.tasks.drop({})).toEqual(['/a', '/b']);
      expect((await opened.store.intake.known(['/a', '/b'])).size).toBe(0);
    });
  });
}

function scheduleCases(opened: Opened): void {
  describe('schedule runs', () => {
    it('lets one run of a name be under way, until it ends, is given back, or its lease ends', async () => {
      const runs = opened.store.scheduleRuns;
      const id = await runs.begin('match', 'me', 10_000);
      expect(id).not.toBeNull();
      expect(await runs.begin('match', 'you', 10_000)).toBeNull();
      expect(await runs.begin('parse', 'you', 10_000)).not.toBeNull();
      await runs.end(id!, true, { cvs: 3 });
      expect(await runs.last()).toMatchObject([
        { name: 'match', ok: true, result: { cvs: 3 } },
        { name: 'parse', ok: null, endedAt: null },
      ]);
      expect(await runs.owners()).toEqual(['you']);
      await runs.release(['you']);
      expect(await runs.begin('parse', 'me', -1)).not.toBeNull();
      expect(await runs.begin('parse', 'you', 10_000)).not.toBeNull();
      await runs.extend('you', -1);
      expect(await runs.begin('parse', 'me', 10_000)).not.toBeNull();
    });

    it('does not begin what began since the moment at which it was due', async () => {
      const due = new Date(Date.now() - 1000).toISOString();
      const id = await opened.store.scheduleRuns.begin('match', 'me', 10_000, due);
      await opened.store.scheduleRuns.end(id!, true, {});
      expect(await opened.store.scheduleRuns.begin('match', 'you', 10_000, due)).toBeNull();
      expect(
        await opened.store.scheduleRuns.begin('match', 'you', 10_000, new Date(Date.now() + 1000).toISOString()),
      ).not.toBeNull();
    });

    it('does not begin twice for one moment, though the clock of who asks goes ahead of the store', async () => {
      const runs = opened.store.scheduleRuns;
      const due = new Date(Date.now() + 3_600_000).toISOString();
      await runs.end((await runs.begin('match', 'me', 10_000, due))!, true, {});
      expect(await runs.begin('match', 'you', 10_000, due)).toBeNull();
      expect(await runs.begin('match', 'you', 10_000)).not.toBeNull();
    });
  });
}
