import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
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

it('waits for more results of one transaction until the group is full or nothing else is on its way', async () => {
  const { intake, groups } = slowIntake();
  let expected = 5;
  const parts = { intake, group: 3, gatherMs: 3_600_000, expectsMore: () => expected > 0, onWritten: () => undefined };
  const writer = new Writer<null>(parts);
  const arrive = async (i: number): Promise<void> => {
    expected -= 1;
    writer.add(null, result(i));
    for (let k = 0; k < 10; k++) await turn();
  };
  for (const i of [0, 1]) await arrive(i);
  expect(groups).toEqual([]);
  await arrive(2);
  expect(groups).toEqual([['0', '1', '2']]);
  await arrive(3);
  expect(groups.length).toBe(1);
  await arrive(4);
  expect(groups.slice(1)).toEqual([['3', '4']]);
});

it('waits no longer than it is told to, and not at all once it is told to finish', async () => {
  const { intake, groups } = slowIntake();
  const parts = { intake, group: 3, expectsMore: () => true, onWritten: () => undefined };
  const patient = new Writer<null>({ ...parts, gatherMs: 3_600_000 });
  patient.add(null, result(0));
  await patient.flush();
  expect(groups).toEqual([['0']]);
  const quick = new Writer<null>({ ...parts, gatherMs: 1 });
  quick.add(null, result(1));
  await vi.waitFor(() => {
    expect(groups).toEqual([['0'], ['1']]);
  });
});
