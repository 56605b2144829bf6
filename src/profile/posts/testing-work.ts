import { Session, type Profiler } from 'node:inspector';
import { expect } from 'vitest';

const ARRAY = [
  'filter',
  'map',
  'flatMap',
  'find',
  'findLast',
  'findIndex',
  'findLastIndex',
  'some',
  'every',
  'reduce',
  'indexOf',
  'includes',
  'flat',
  'join',
  'sort',
] as const;
const STRING = [
  'split',
  'replace',
  'replaceAll',
  'trim',
  'trimStart',
  'trimEnd',
  'toLowerCase',
  'normalize',
  'repeat',
] as const;

type Cost = (self: { length: number; lastIndex: number }, answer: unknown, args: unknown[], from: number) => number;

const lengthOf = (value: unknown): number => (typeof value === 'string' || Array.isArray(value) ? value.length : 1);

/**
 * Characters that a regular expression looked through: from where it started to the end of its match, or of the text.
 */
const looked: Cost = (self, answer, [text], from) => {
  if (answer !== null && answer !== false)
    return (
      1 +
      Math.max(1, (Array.isArray(answer) ? (answer as RegExpExecArray).index : 0) - from) +
      (Array.isArray(answer) ? (answer as RegExpExecArray)[0].length : 0)
    );
  return (self as unknown as RegExp).sticky ? 1 : 1 + Math.max(0, lengthOf(text) - from);
};

/** Wraps a function of a prototype with a counter; returns a function that removes it. */
function counted(prototype: object, name: string, cost: Cost, add: (work: number) => void): () => void {
  const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
  Reflect.set(
    prototype,
    name,
    function (
      this: { length: number; lastIndex: number; global?: boolean; sticky?: boolean },
      ...args: unknown[]
    ): unknown {
      const from = this.global === true || this.sticky === true ? this.lastIndex : 0;
      const answer = original.apply(this, args);
      add(cost(this, answer, args, from));
      return answer;
    },
  );
  return () => Reflect.set(prototype, name, original);
}

/** How far a search went in a text. */
const searched: Cost = (self, answer, args) => {
  const from = typeof args[1] === 'number' ? args[1] : 0;
  return typeof answer === 'number' && answer >= 0 ? answer - from + 1 : Math.max(0, self.length - from);
};
const searchedBack: Cost = (self, answer, args) =>
  (typeof args[1] === 'number' ? Math.min(args[1], self.length) : self.length) - (answer as number) + 1;

/**
 * Steps that a run takes: blocks of our code that were entered, plus characters and elements handled by string, array
 * and regular expression methods. Counting instead of timing makes the result independent of a busy machine.
 * Backtracking inside a regular expression is not counted.
 */
export function workOf(run: () => void): number {
  let work = 0;
  const add = (more: number): void => {
    work += more;
  };
  const restore = [
    ...ARRAY.map((name) => counted(Array.prototype, name, (self) => self.length, add)),
    counted(Array.prototype, 'slice', (_, answer) => lengthOf(answer), add),
    ...STRING.map((name) => counted(String.prototype, name, (self, answer) => self.length + lengthOf(answer), add)),
    counted(String.prototype, 'indexOf', searched, add),
    counted(String.prototype, 'lastIndexOf', searchedBack, add),
    counted(RegExp.prototype, 'exec', looked, add),
    counted(RegExp.prototype, 'test', looked, add),
  ];
  const session = new Session();
  session.connect();
  try {
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    run();
    for (const undo of restore) undo();
    session.post('Profiler.takePreciseCoverage', (_, { result }) => {
      add(blocksOf(result));
    });
  } finally {
    for (const undo of restore) undo();
    session.post('Profiler.stopPreciseCoverage');
    session.disconnect();
  }
  return work;
}

/** How often blocks of our own code were entered, tests excluded. */
function blocksOf(scripts: readonly Profiler.ScriptCoverage[]): number {
  let blocks = 0;
  for (const { url, functions } of scripts) {
    if (!url.includes('/src/') || url.includes('node_modules') || /\.test\.ts$|testing-work\.ts$/.test(url)) continue;
    for (const { ranges } of functions) for (const { count } of ranges) blocks += count;
  }
  return blocks;
}

/** A piece of text repeated up to a size. */
export const repeated = (piece: string, kilobytes: number): string =>
  piece.repeat(Math.ceil((kilobytes * 1024) / piece.length));

/**
 * Checks that 32 times the text (256 kB instead of 8 kB) costs about 32 times the work. Three times that is allowed,
 * since windows of fixed size are not full in a small text; quadratic work would cost 1,024 times. `make` returns a
 * function that runs on a text of so many kilobytes.
 */
export function expectLinear(make: (kilobytes: number) => () => void): void {
  // Fills what is memoized across texts, so that it does not count.
  make(1)();
  const [small, big] = [workOf(make(8)), workOf(make(256))];
  expect(big).toBeLessThanOrEqual(32 * 3 * small + 20_000);
}
