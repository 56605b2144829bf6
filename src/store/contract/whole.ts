import { expect, it } from 'vitest';
import { failure } from '../../domain/index.js';
import { repositoriesOf } from '../observed.js';
import { MODEL, put, fileResult, type Opened } from './testing.js';

export function wholeCases(opened: Opened): void {
  it('counts what it holds', async () => {
    await put(opened.store, '/a', 'a');
    await put(opened.store, '/b', 'a');
    await opened.store.intake.commit([fileResult('/x', 'x', failure('corrupt', 'broken'))]);
    expect(await opened.store.summary()).toMatchObject({
      candidates: 1,
      cvs: 1,
      passages: 1,
      files: { ready: 1, duplicate: 1, failed: 1, empty: 0 },
      openTasks: 0,
      model: MODEL,
      exchange: null,
      vectorIndex: 'not_needed',
      replica: null,
    });
  });

  it('is the same for a second opening', async () => {
    await put(opened.store, '/a', 'a');
    const second = await opened.again();
    expect(await second.cvs.list({})).toHaveLength(1);
    await put(second, '/b', 'b');
    expect(await opened.store.cvs.list({})).toHaveLength(2);
  });

  it('rejects whatever is asked of it once it is closed, and never throws at once', async () => {
    const closed = await opened.again();
    await closed.close();
    const calls = repositoriesOf(closed).flatMap(([name, methods]) =>
      Object.entries(methods).map(([method, call]) => ({ method: `${name}.${method}`, call })),
    );
    for (const { method, call } of [...calls, { method: 'summary', call: (): unknown => closed.summary() }]) {
      let answer: unknown;
      expect(() => {
        answer = call({}, {}, {}, {});
      }, method).not.toThrow();
      await expect(answer, method).rejects.toThrow();
    }
  });
}
