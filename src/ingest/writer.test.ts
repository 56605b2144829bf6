import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { ProcessedCv } from '../domain/index.js';
import type { Intake, CommittedFile, FileResult } from '../store/port/index.js';
import { Writer, type WorkResult } from './writer.js';

/** A slow intake, like one whose commits wait for the disk. */
function slowIntake(): { intake: Intake; groups: string[][] } {
  const groups: string[][] = [];
  const commit = async (all: FileResult[]): Promise<CommittedFile[]> => {
    groups.push(all.map(({ path }) => path));
    for (let i = 0; i < 3; i++) await turn();
    return all.map(({ path }) => ({
      path,
      state: 'ready',
      code: null,
      message: null,
      format: 'txt',
      cvId: null,
      resembles: null,
    }));
  };
  return { intake: { commit } as unknown as Intake, groups };
}

const result = (i: number): WorkResult<null> => ({
  work: null,
  fileResult: { path: String(i), outcome: { ok: true, known: true } } as FileResult,
  retry: null,
});

it('writes long CVs in smaller groups, and one that is too long alone', async () => {
  const { intake, groups } = slowIntake();
  const writer = new Writer<null>({ intake, group: 16, groupText: 100, gatherMs: null, onWritten: () => undefined });
  [10, 10, 250, 60, 40, 10].forEach((length, i) => {
    const value = { document: { text: 'x'.repeat(length) } } as ProcessedCv;
    writer.add(i, { ...result(i), fileResult: { path: String(i), outcome: { ok: true, value } } as FileResult });
  });
  await writer.flush();
  expect(groups).toEqual([['0', '1'], ['2'], ['3', '4'], ['5']]);
});

it.each([1, 16, 17, 32, 40, 100])(
  'writes each of %i results once and in order, also while it is told to finish',
  async (count) => {
    const { intake, groups } = slowIntake();
    const settled: string[] = [];
    const writer = new Writer<null>({
      intake,
      group: 16,
      gatherMs: null,
      onWritten: (_result, file) => {
        settled.push(file!.path);
      },
    });
    const expected = Array.from({ length: count }, (_, i) => String(i));
    for (const i of [...expected.keys()].reverse()) writer.add(i, result(i));
    await writer.flush();
    expect(groups.flat()).toEqual(expected);
    expect(settled).toEqual(expected);
  },
);
