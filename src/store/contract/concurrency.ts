import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok } from '../../domain/index.js';
import type { FileResult, Store } from '../port/index.js';
import { idOf, longText, person, fileResult, pick, put, type Opened, type Person } from './testing.js';

/** One interleaving: how many turns of the event loop each of two connections waits, and which is called first. */
const interleaving = fc.record({ first: fc.boolean(), turns: fc.tuple(fc.nat(4), fc.nat(4)), both: fc.boolean() });
type Interleaving = typeof interleaving extends fc.Arbitrary<infer T> ? T : never;
/** The same runs each time; a failure reports its seed. */
const RUNS = { seed: 12, numRuns: 25 };

async function after<T>(turns: number, body: () => Promise<T>): Promise<T> {
  for (let i = 0; i < turns; i++)
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  return body();
}

/** Both connections at the same moment. `both`: each commits both results, as two runs over one folder do. */
async function atOnce(stores: [Store, Store], results: [FileResult, FileResult], how: Interleaving): Promise<void> {
  const groups: FileResult[][] = how.both ? [[...results], [...results].reverse()] : [[results[0]], [results[1]]];
  const calls = groups.map((group, i) => () => after(how.turns[i]!, () => stores[i]!.intake.commit(group)));
  if (how.first) calls.reverse();
  await Promise.all(calls.map((call) => call()));
}

export function concurrencyCases(opened: Opened): void {
  copyCases(opened);
  revisionCases(opened);
  claimCases(opened);
  removalCases(opened);
}

/** Names, paths and texts are unique per run, so that runs can share one store without affecting each other. */
async function check(
  opened: Opened,
  make: (run: string) => [FileResult, FileResult],
  holds: (run: string) => Promise<void>,
): Promise<void> {
  const stores: [Store, Store] = [opened.store, await opened.again()];
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(interleaving, async (how) => {
      const run = `run${runs++}`;
      await atOnce(stores, make(run), how);
      await holds(run);
    }),
    RUNS,
  );
}

const one = (path: string, seed: string, given: Person = {}): FileResult => fileResult(path, seed, ok(person(given)));

async function cvsOf({ store }: Opened, run: string) {
  return (await store.cvs.list({ allRevisions: true })).filter(({ path }) => path.startsWith(`/${run}/`));
}

async function filesOf({ store }: Opened, run: string) {
  return (await store.intake.under(`/${run}`)).map(({ state, cvId }) => [state, cvId]);
}

function copyCases(opened: Opened): void {
  describe('two connections at the same moment: copies', () => {
    it('settle the same copy: one CV, the other file its copy', async () => {
      const make = (run: string): [FileResult, FileResult] => [
        one(`/${run}/a`, run, { text: run }),
        one(`/${run}/b`, run, { text: run }),
      ];
      await check(opened, make, async (run) => {
        expect(await cvsOf(opened, run)).toMatchObject([
          { cvId: idOf(run), revision: 1, latest: true, duplicateOf: null },
        ]);
        expect((await filesOf(opened, run)).sort()).toEqual([
          ['duplicate', idOf(run)],
          ['ready', idOf(run)],
        ]);
      });
    });

    it('settle the same text in two formats: one is the copy of the other', async () => {
      // Another number makes another text, so that no run's texts are copies of another run's.
      const text = (run: string) => longText(` ${1000 + Number(run.slice(3))}`);
      await check(
        opened,
        (run) => [
          one(`/${run}/a`, `${run}a`, { text: text(run) }),
          one(`/${run}/b`, `${run}b`, { text: text(run).toUpperCase() }),
        ],
        async (run) => {
          const cvs = await cvsOf(opened, run);
          const [first, copy] = [cvs.find((cv) => cv.duplicateOf === null), cvs.find((cv) => cv.duplicateOf !== null)];
          expect(cvs).toHaveLength(2);
          expect(copy?.duplicateOf).toBe(first?.cvId);
        },
      );
    });
  });
}

function revisionCases(opened: Opened): void {
  describe('two connections at the same moment: revisions', () => {
    it('settle two CVs of one name and e-mail: two candidates, and one pair of possible duplicates', async () => {
      const who = (run: string) => ({ name: `Ada ${run}`, email: `${run}@example.com` });
      await check(
        opened,
        (run) => [
          one(`/${run}/a`, `${run}a`, { ...who(run), text: `first ${run}` }),
          one(`/${run}/b`, `${run}b`, { ...who(run), text: `second ${run}` }),
        ],
        async (run) => {
          const cvs = await cvsOf(opened, run);
          expect(cvs).toMatchObject([{ latest: true }, { latest: true }]);
          const ids = cvs.map(({ cvId }) => cvId);
          const pairs = await opened.store.candidates.possibleDuplicates(ids, null);
          expect(ids.map((cvId) => pairs.get(cvId)?.map((one) => one.cvId))).toEqual([[ids[1]], [ids[0]]]);
        },
      );
    });

    it('settle two contents of one path: revisions of one candidate, the file points to one of them', async () => {
      await check(
        opened,
        (run) => [
          one(`/${run}/a`, `${run}a`, { text: `first ${run}` }),
          one(`/${run}/a`, `${run}b`, { text: `second ${run}` }),
        ],
        async (run) => {
          const cvs = await cvsOf(opened, run);
          expectOneCandidate(cvs);
          const [[state, cvId] = []] = await filesOf(opened, run);
          expect(state).toBe('ready');
          expect(cvs.filter((cv) => cv.cvId === cvId)).toMatchObject([{ latest: true }]);
        },
      );
    });
  });
}

function claimCases(opened: Opened): void {
  describe('two connections at the same moment: claims', () => {
    it('claim the same task: one of them has it', async () => {
      const stores = [opened.store, await opened.again()];
      await fc.assert(
        fc.asyncProperty(interleaving, fc.uuid(), async ({ turns }, run) => {
          await opened.store.intake.open({ id: run, source: 'test' }, [{ path: `/${run}`, size: 1, mtimeMs: 1 }]);
          const claims = await Promise.all(
            stores.map((store, i) => after(turns[i]!, () => store.intake.claim(`owner ${i}`, [`/${run}`], 60_000))),
          );
          expect(
            claims
              .flat()
              .map(({ kind }) => kind)
              .sort(),
          ).toEqual(['mine', 'taken']);
        }),
        RUNS,
      );
    });
  });
}

function removalCases(opened: Opened): void {
  describe('two connections at the same moment: a search and a removal', () => {
    it('leaves out a CV that goes while it is searched for', async () => {
      for (let turns = 0; turns < 8; turns++) {
        const names = ['a', 'b'].map((name) => `${name}${turns}`);
        for (const name of names) await put(opened.store, `/cvs/${name}.txt`, name, { title: 'rigger' });
        const [gone, stays] = names.map(idOf) as [string, string];
        const searching = pick(opened.store, { words: ['rigger'] });
        await after(turns, async () => opened.store.cvs.remove([gone]));
        expect(await searching).toContain(stays);
        expect(await pick(opened.store, {})).not.toContain(gone);
      }
    });
  });
}

function expectOneCandidate(cvs: { candidateId: string; revision: number; latest: boolean }[]): void {
  expect(new Set(cvs.map(({ candidateId }) => candidateId)).size).toBe(1);
  const numbers = cvs.map(({ revision }) => revision).sort((a, b) => a - b);
  expect(new Set(numbers).size).toBe(2);
  expect(cvs.filter(({ latest }) => latest)).toMatchObject([{ revision: numbers.at(-1) }]);
}
