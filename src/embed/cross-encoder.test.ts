import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeTinyCrossEncoder, writeTinyTransformer } from '../../scripts/train/tiny.js';
import { describeReranker, openReranker } from './index.js';

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'cvmatch-tiny-'));
  onTestFinished(() => {
    rmSync(made, { recursive: true, force: true });
  });
  return made;
}

function tiny(): string {
  const made = folder();
  writeTinyCrossEncoder(made, { dimensions: 16 });
  return made;
}

const open = (model: string) => openReranker({ model, modelsFolder: '/none' });

describe('a cross-encoder from a folder', () => {
  it('gives each pair a score between 0 and 1 that depends on the pair alone', async () => {
    const reranker = await open(tiny());
    const score = await reranker.score('java developer', 'engineer and developer');
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(1);
    expect(await reranker.score('java developer', 'chef')).not.toBe(score);
    expect(await reranker.score('chef', 'engineer and developer')).not.toBe(score);
    expect(await reranker.score('java developer', 'engineer and developer')).toBe(score);
    await reranker.close();
  });

  it('reads as much of both texts as the model can, and leaves out the rest', async () => {
    const reranker = await open(tiny());
    expect(await reranker.score('java '.repeat(500), 'chef '.repeat(500))).toBe(
      await reranker.score('java '.repeat(60), 'chef '.repeat(60)),
    );
    expect(await reranker.score('java '.repeat(500), 'chef')).not.toBe(
      await reranker.score('java '.repeat(500), 'nurse'),
    );
    await reranker.close();
  });

  it('is described without being loaded', async () => {
    const model = tiny();
    const reranker = await open(model);
    expect(await describeReranker({ model, modelsFolder: '/none' })).toEqual({
      id: path.basename(model),
      fingerprint: reranker.fingerprint,
    });
    await reranker.close();
  });
});

describe('what is no cross-encoder', () => {
  const cases: [string, string, RegExp, () => string][] = [
    ['a folder without a model', 'model_missing', /no config\.json/, folder],
    ['no folder', 'model_missing', /there is no model/, () => '/no/such/folder'],
    [
      'a truncated ONNX file',
      'model_invalid',
      /cut off/,
      () => {
        const made = tiny();
        truncateSync(path.join(made, 'onnx', 'model.onnx'), 700);
        return made;
      },
    ],
    [
      'a tokenizer of no known kind',
      'model_invalid',
      /tokenizer/,
      () => {
        const made = tiny();
        writeFileSync(path.join(made, 'tokenizer.json'), '{}');
        return made;
      },
    ],
    [
      'an embedding model',
      'model_invalid',
      /one value for a pair/,
      () => {
        const made = folder();
        writeTinyTransformer(made, { dimensions: 16 });
        return made;
      },
    ],
    [
      'a classifier with three labels',
      'model_invalid',
      /one value for a pair/,
      () => {
        const made = folder();
        writeTinyCrossEncoder(made, { dimensions: 16, labels: 3 });
        return made;
      },
    ],
  ];
  it.each(cases)('%s is a clear error', async (_name, code, message, make) => {
    const error = await open(make()).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'CvmatchError', code, message: expect.stringMatching(message) as string });
    expect((error as { hint: string }).hint).not.toBe('');
  });
});
