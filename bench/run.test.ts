import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';

type Figures = Record<string, { value: number; spread: number }>;

const baseline: Figures = {
  'ingest.seconds': { value: 20, spread: 0.05 },
  'match.seconds': { value: 5, spread: 0.6 },
  'evaluate.qualityNdcg10': { value: 0.95, spread: 0 },
  'simulate.qualityLost': { value: 0, spread: 0 },
};

async function check(fresh: Figures): Promise<{ exitCode: number | undefined; losses: string[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-bench-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const file = (name: string, figures: Figures): string => {
    writeFileSync(path.join(folder, name), JSON.stringify({ figures }));
    return path.join(folder, name);
  };
  const run = path.join(import.meta.dirname, 'run.js');
  const { exitCode, stdout } = await execa(
    process.execPath,
    [run, '--check', '--result', file('now.json', fresh), '--baseline', file('then.json', baseline)],
    { reject: false },
  );
  return {
    exitCode,
    losses: stdout
      .split('\n')
      .filter((line) => line.startsWith('LOSS'))
      .map((line) => line.split(/\s+/)[1]!),
  };
}

const slower = (name: string, factor: number): Figures => ({
  ...baseline,
  [name]: { value: baseline[name]!.value * factor, spread: 0 },
});

describe('bench:check', () => {
  test.each([
    ['the same figures', baseline, []],
    ['what is faster', slower('ingest.seconds', 0.3), []],
    ['a time within the least band', slower('ingest.seconds', 1.2), []],
    ['a time within the spread of the baseline', slower('match.seconds', 1.5), []],
    ['a time beyond the least band', slower('ingest.seconds', 1.3), ['ingest.seconds']],
    ['a time beyond the spread of the baseline', slower('match.seconds', 1.7), ['match.seconds']],
    ['a quality that fell', slower('evaluate.qualityNdcg10', 0.97), ['evaluate.qualityNdcg10']],
    ['a CV that was lost', { ...baseline, 'simulate.qualityLost': { value: 1, spread: 0 } }, ['simulate.qualityLost']],
    [
      'a suite that did not run',
      { 'ingest.seconds': baseline['ingest.seconds']! },
      ['match.seconds', 'evaluate.qualityNdcg10', 'simulate.qualityLost'],
    ],
  ])('%s', async (_name, fresh, losses) => {
    expect(await check(fresh)).toEqual({ exitCode: losses.length === 0 ? 0 : 4, losses });
  });
});
