import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure, ok } from '../domain/index.js';
import { idOf, person, fileResult } from './contract/testing.js';
import { decide, namedAfter, newCv, type CvOfBytes, type Decision, type CommitFacts, type Series } from './decide.js';
import type { FileResult } from './port/index.js';

const NOTHING: CommitFacts = {
  file: null,
  cv: null,
  named: null,
  atPath: null,
  ownLastRevision: 0,
  refused: false,
  near: null,
};
const OWN: CvOfBytes = {
  series: 'ada',
  lastRevision: 4,
  path: '/a',
  latest: true,
  fingerprint: 'f1',
  format: 'pdf',
  sentBefore: true,
};
const FILE = {
  path: '/a',
  cvId: null,
  resembles: null,
  state: 'failed',
  code: 'corrupt',
  message: 'broken',
  format: null,
} as const;
const read = ok(person());
const known: FileResult['outcome'] = { ok: true, known: true };
const near = { cvId: idOf('first'), duplicateOf: null, own: true };

const facts = (some: Partial<CommitFacts>): CommitFacts => ({ ...NOTHING, ...some });
const a = (outcome: FileResult['outcome'], more: Partial<FileResult> = {}): FileResult =>
  fileResult('/a', 'x', outcome, more);

describe('what a result becomes', () => {
  it.each<[string, CommitFacts, FileResult, object]>([
    // A CV whose bytes the store does not have.
    [
      'a new CV',
      NOTHING,
      a(read),
      {
        file: { state: 'ready' },
        task: 'done',
        cv: { kind: 'insert', series: namedAfter(idOf('x')), revision: 1, duplicateOf: null },
      },
    ],
    [
      'another CV at the same path',
      facts({ atPath: { series: 'ada', lastRevision: 2 } }),
      a(read),
      { cv: { series: 'ada', revision: 3 } },
    ],
    [
      'another CV that its sender says is of the same candidate',
      facts({ named: { series: 'bea', lastRevision: 1 } }),
      a(read),
      { cv: { series: 'bea', revision: 2 } },
    ],
    [
      'what the sender says before the path',
      facts({ atPath: { series: 'ada', lastRevision: 2 }, named: { series: 'bea', lastRevision: 1 } }),
      a(read),
      { cv: { series: 'bea', revision: 2 } },
    ],
    // Its first CV was removed while others of the series stayed, so numbering continues.
    ['a series whose first CV comes again', facts({ ownLastRevision: 5 }), a(read), { cv: { revision: 6 } }],

    // The same text in other bytes, handled as --duplicates says.
    [
      'a near copy, flagged',
      facts({ near }),
      a(read),
      { file: { state: 'ready' }, cv: { kind: 'insert', duplicateOf: idOf('first') } },
    ],
    [
      'a near copy, left out',
      facts({ near }),
      a(read, { duplicates: 'skip' }),
      {
        file: { state: 'duplicate', code: 'near_copy', cvId: null, resembles: idOf('first') },
        task: 'done',
        cv: { kind: 'none' },
      },
    ],
    [
      'a near copy of what another key handed in, which is never left out',
      facts({ near: { ...near, own: false } }),
      a(read, { duplicates: 'skip' }),
      { file: { state: 'ready' }, task: 'done', cv: { kind: 'insert', duplicateOf: idOf('first') } },
    ],
    [
      'a near copy, kept',
      facts({ near }),
      a(read, { duplicates: 'keep' }),
      { file: { state: 'ready' }, cv: { kind: 'insert', duplicateOf: null } },
    ],
    [
      'a copy of a copy is one of the first',
      facts({ near: { ...near, cvId: idOf('copy'), duplicateOf: idOf('first') } }),
      a(read),
      { cv: { duplicateOf: idOf('first') } },
    ],

    // Bytes that the store has.
    [
      'the same bytes at the same path',
      facts({ cv: OWN }),
      a(read),
      { file: { state: 'ready', format: 'pdf' }, cv: { kind: 'none' } },
    ],
    [
      'an exact copy',
      facts({ cv: { ...OWN, path: '/b' } }),
      a(read),
      { file: { state: 'duplicate', code: 'exact_copy', cvId: idOf('x') }, cv: { kind: 'none' } },
    ],
    [
      'the same bytes as a file of another key',
      facts({ cv: { ...OWN, path: '/b', sentBefore: false } }),
      a(read),
      { file: { state: 'ready', code: null, cvId: idOf('x') }, cv: { kind: 'none' } },
    ],
    [
      'an exact copy without work',
      facts({ cv: { ...OWN, path: '/b' } }),
      a(known),
      { file: { code: 'exact_copy', format: 'pdf' } },
    ],
    [
      'an older revision that comes back',
      facts({ cv: { ...OWN, latest: false } }),
      a(known),
      { file: { state: 'ready' }, cv: { kind: 'update', rewrite: false, revision: 5 } },
    ],
    [
      'an older revision that its sender hands in again for the same candidate',
      facts({ cv: { ...OWN, path: '/b', latest: false }, named: { series: 'ada', lastRevision: 4 } }),
      a(known),
      { file: { code: 'exact_copy' }, cv: { kind: 'update', rewrite: false, revision: 5 } },
    ],
    [
      'an older revision of another candidate than its sender says',
      facts({ cv: { ...OWN, path: '/b', latest: false }, named: { series: 'bea', lastRevision: 1 } }),
      a(known),
      { cv: { kind: 'none' } },
    ],
    [
      'a copy of an older revision changes nothing',
      facts({ cv: { ...OWN, path: '/b', latest: false } }),
      a(known),
      { cv: { kind: 'none' } },
    ],
    [
      'bytes read by other code',
      facts({ cv: OWN }),
      a(read, { fingerprint: 'f2' }),
      { file: { format: 'txt' }, cv: { kind: 'update', rewrite: true, revision: null } },
    ],
    [
      'a copy read by other code',
      facts({ cv: { ...OWN, path: '/b' } }),
      a(read, { fingerprint: 'f2' }),
      { file: { code: 'exact_copy' }, cv: { rewrite: true, revision: null } },
    ],

    // No CV.
    [
      'a failure',
      facts({ file: FILE }),
      a(failure('corrupt', 'broken')),
      { file: { state: 'failed', code: 'corrupt', cvId: null }, task: 'failed', cv: { kind: 'none' } },
    ],
    ['a dead letter', NOTHING, a(failure('worker_crashed', 'gone'), { dead: true }), { task: 'dead' }],
    [
      'only its date is another',
      facts({ file: FILE }),
      a({ ok: true, unchanged: true }),
      { file: FILE, task: 'failed', cv: { kind: 'none' } },
    ],
  ])('%s', (_what, given, result, expected) => {
    expect(decide(given, result)).toMatchObject({ kind: 'write', ...expected });
  });

  it.each<[string, CommitFacts, FileResult, Decision['kind']]>([
    ['an upload that was removed meanwhile', NOTHING, fileResult('upload:a', 'x', read), 'erased'],
    ['a failed one too', NOTHING, fileResult('upload:a', 'x', failure('corrupt', 'broken')), 'erased'],
    ['a known CV that is gone', NOTHING, a(known), 'gone'],
    ['a record that is gone', NOTHING, a({ ok: true, unchanged: true }), 'gone'],
    ['a record without a state', facts({ file: { ...FILE, state: null } }), a({ ok: true, unchanged: true }), 'gone'],
  ])('writes nothing for %s', (_what, given, result, kind) => {
    expect(decide(given, result).kind).toBe(kind);
  });
});

/** A minimal store: what `decide` is told of it, and how its decisions are applied. */
class World {
  readonly cvs: {
    cvId: string;
    series: string;
    revision: number;
    duplicateOf: string | null;
    path: string;
    candidate: string | null;
    text: string;
    fingerprint: string;
  }[] = [];
  readonly files = new Map<string, NonNullable<CommitFacts['file']>>();

  commit(result: FileResult, { candidate, text }: Given): void {
    const decision = decide(this.facts(result, candidate, text), result);
    if (decision.kind !== 'write') return;
    const { file, cv } = decision;
    const { path, fingerprint } = result;
    if (cv.kind === 'insert') this.cvs.push({ ...cv, cvId: result.hash!, path, candidate, text, fingerprint });
    const stored = this.cvs.find(({ cvId }) => cvId === result.hash);
    if (cv.kind === 'update' && cv.rewrite) stored!.fingerprint = fingerprint;
    if (cv.kind === 'update' && cv.revision !== null) stored!.revision = cv.revision;
    this.files.set(file.path, file);
  }

  private last(series: string): number {
    return Math.max(0, ...this.cvs.filter((cv) => cv.series === series).map(({ revision }) => revision));
  }

  private newest(of: (cv: World['cvs'][number]) => boolean): Series | null {
    const found = this.cvs.filter(of).sort((x, y) => y.revision - x.revision)[0];
    return found === undefined ? null : { series: found.series, lastRevision: this.last(found.series) };
  }

  private near({ path }: FileResult, text: string): CommitFacts['near'] {
    const found = this.cvs.find((one) => one.text === text && one.path !== path);
    return found === undefined ? null : { ...found, own: true };
  }

  private facts(result: FileResult, candidate: string | null, text: string): CommitFacts {
    const same = this.cvs.find(({ cvId }) => cvId === result.hash);
    const lastRevision = this.last(same?.series ?? '');
    const cv =
      same === undefined
        ? null
        : { ...same, format: 'txt', lastRevision, latest: same.revision === lastRevision, sentBefore: true };
    const file = this.files.get(result.path) ?? null;
    const named = candidate === null ? null : this.newest((one) => one.candidate === candidate);
    if (newCv(result, cv) === null) return facts({ file, cv, named });
    return {
      file,
      cv,
      named,
      atPath: this.newest(({ path }) => path === result.path),
      ownLastRevision: this.last(namedAfter(result.hash!)),
      refused: false,
      near: this.near(result, text),
    };
  }
}

interface Given {
  path: string;
  bytes: string;
  /** The sender's name for the person. */
  candidate: string | null;
  text: string;
  fingerprint: string;
  duplicates: FileResult['duplicates'];
}

/** Few paths, names and texts, so that results collide; the same bytes always contain the same text. */
const given = fc
  .record({
    path: fc.constantFrom('/a', '/b', '/c', '/d'),
    bytes: fc.integer({ min: 0, max: 8 }),
    candidate: fc.constantFrom(null, 'one', 'two'),
    fingerprint: fc.constantFrom('f1', 'f2'),
    duplicates: fc.constantFrom<FileResult['duplicates'][]>('skip', 'flag', 'keep'),
  })
  .map(({ bytes, ...rest }): Given => ({
    ...rest,
    bytes: `bytes ${bytes}`,
    text: `text ${bytes % 4}`,
  }));

function worldOf(all: Given[]): World {
  const world = new World();
  for (const one of all) {
    const { path, bytes, fingerprint, duplicates } = one;
    world.commit(fileResult(path, bytes, read, { fingerprint, duplicates }), one);
  }
  return world;
}

describe('whatever comes in whatever order', () => {
  it('gives each revision of a series a number of its own', () => {
    fc.assert(
      fc.property(fc.array(given, { maxLength: 30 }), (all) => {
        const { cvs } = worldOf(all);
        for (const name of new Set(cvs.map(({ series }) => series))) {
          const numbers = cvs.filter(({ series }) => series === name).map(({ revision }) => revision);
          expect(new Set(numbers).size).toBe(numbers.length);
        }
      }),
    );
  });

  it('puts CVs into one series that share a path or a name by their sender, and no others', () => {
    fc.assert(
      fc.property(fc.array(given, { maxLength: 30 }), (all) => {
        const { cvs } = worldOf(all);
        for (const one of cvs.filter(({ revision }) => revision > 1)) {
          const others = cvs.filter((cv) => cv !== one && cv.series === one.series);
          const ties = (cv: (typeof cvs)[number]) =>
            cv.path === one.path || (cv.candidate !== null && cv.candidate === one.candidate);
          expect(others.some(ties)).toBe(true);
        }
      }),
    );
  });

  it('has no copy of itself and none of a copy', () => {
    fc.assert(
      fc.property(fc.array(given, { maxLength: 30 }), (all) => {
        const { cvs } = worldOf(all);
        for (const { cvId, duplicateOf } of cvs.filter((cv) => cv.duplicateOf !== null)) {
          expect(duplicateOf).not.toBe(cvId);
          expect(cvs.find((cv) => cv.cvId === duplicateOf)).toMatchObject({ duplicateOf: null });
        }
      }),
    );
  });

  it('keeps each content once, and every file holds a CV that is there or resembles one', () => {
    fc.assert(
      fc.property(fc.array(given, { maxLength: 30 }), (all) => {
        const { cvs, files } = worldOf(all);
        expect(new Set(cvs.map(({ cvId }) => cvId)).size).toBe(cvs.length);
        expect([...files.keys()].sort()).toEqual([...new Set(all.map(({ path }) => path))].sort());
        for (const { cvId, resembles } of files.values()) {
          expect([cvId, resembles].filter((one) => one !== null)).toHaveLength(1);
          expect(cvs.map((cv) => cv.cvId)).toContain(cvId ?? resembles);
        }
      }),
    );
  });

  it('of two files with the same bytes, their order changes only which is the first', () => {
    fc.assert(
      fc.property(given, (one) => {
        const [x, y] = [
          { ...one, path: '/x' },
          { ...one, path: '/y' },
        ];
        const swap = (path: string) => (path === '/x' ? '/y' : '/x');
        const [first, second] = [worldOf([x, y]), worldOf([y, x])];
        expect(second.cvs.map((cv) => ({ ...cv, path: swap(cv.path) }))).toEqual(first.cvs);
        for (const [path, file] of first.files)
          expect(second.files.get(swap(path))).toEqual({ ...file, path: swap(path) });
      }),
    );
  });

  it('changes nothing when the same results come once more', () => {
    fc.assert(
      fc.property(given, (one) => {
        const [once, twice] = [worldOf([one]), worldOf([one, one])];
        expect(twice.cvs).toEqual(once.cvs);
        expect(twice.files).toEqual(once.files);
      }),
    );
  });
});
