import { mkdtempSync, readFileSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from '@huggingface/transformers';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeTinyTransformer, type TinyOptions } from '../../scripts/train/tiny.js';
import { openEmbedder } from './index.js';

function tiny(options: Partial<TinyOptions> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-tiny-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  writeTinyTransformer(folder, { dimensions: 16, ...options });
  return folder;
}

const open = (model: string) => openEmbedder({ embedder: 'auto', model });
const row = (rows: Float32Array, i: number, n = 16) => [...rows.subarray(i * n, (i + 1) * n)];
const length = (values: number[]) => Math.hypot(...values);

describe('a transformer from a folder', () => {
  it('gives one row of length one a text, mean-pooled over its tokens', async () => {
    const embedder = await open(tiny());
    const rows = await embedder.embed(['java developer', 'chef and cook'], 'passage');
    expect(embedder.dimensions).toBe(16);
    expect(rows).toHaveLength(32);
    expect(length(row(rows, 0))).toBeCloseTo(1, 5);
    expect(row(rows, 0)).not.toEqual(row(rows, 1));
    await embedder.close();
  });

  it.each([false, true])(
    'gives a row that depends on its text alone, to the bit, whatever else is in the call (activations quantised: %s)',
    async (quantised) => {
      const embedder = await open(tiny({ quantised }));
      const word = fc.constantFrom('java', 'developers', 'chef', 'cook', 'nurse', 'unheard');
      const texts = fc.array(
        fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' ')),
        { minLength: 1, maxLength: 9 },
      );
      await fc.assert(
        fc.asyncProperty(texts, async (all) => {
          const together = await embedder.embed(all, 'passage');
          for (const [i, text] of all.entries())
            expect(row(together, i)).toEqual([...(await embedder.embed([text], 'passage'))]);
        }),
        { numRuns: 30 },
      );
      await embedder.close();
    },
  );

  it.each(['mean', 'cls'] as const)('pools by %s as the library does', async (pooling) => {
    const folder = tiny({ cls: pooling === 'cls' });
    const embedder = await open(folder);
    const library = await pipeline('feature-extraction', folder, { dtype: 'fp32', local_files_only: true });
    const expected = await library('java developers and a chef', { pooling, normalize: true });
    const ours = await embedder.embed(['java developers and a chef'], 'passage');
    (expected.data as Float32Array).forEach((value, i) => {
      expect(ours[i]).toBeCloseTo(value, 5);
    });
    await embedder.close();
    await library.dispose();
  });

  it('puts the prefixes that the model asks for before queries and passages', async () => {
    const embedder = await open(tiny({ prompts: { query: 'query: ', passage: 'passage: ' } }));
    const plain = await open(tiny());
    expect(await embedder.embed(['chef'], 'query')).toEqual(await plain.embed(['query: chef'], 'passage'));
    expect(await embedder.embed(['chef'], 'passage')).toEqual(await plain.embed(['passage: chef'], 'query'));
    await embedder.close();
    await plain.close();
  });

  it('gives zeros to a text without a word, prefix or not', async () => {
    const embedder = await open(tiny({ prompts: { passage: 'passage: ' } }));
    expect(await embedder.embed([' ?! '], 'passage')).toEqual(new Float32Array(16));
    await embedder.close();
  });

  it('reads no more tokens than the model can', async () => {
    const embedder = await open(tiny());
    expect(await embedder.embed(['java '.repeat(100)], 'passage')).toEqual(
      await embedder.embed(['java '.repeat(5000)], 'passage'),
    );
    await embedder.close();
  });

  it('has another fingerprint when a weight changes, and the same when nothing does', async () => {
    const folder = tiny();
    const [a, b] = [await open(folder), await open(tiny())];
    const onnx = path.join(folder, 'onnx', 'model.onnx');
    const bytes = readFileSync(onnx);
    bytes[bytes.lastIndexOf('embeddings') + 20]! ^= 1;
    writeFileSync(onnx, bytes);
    const c = await open(folder);
    expect(b.fingerprint).toBe(a.fingerprint);
    expect(c.fingerprint).not.toBe(a.fingerprint);
    for (const embedder of [a, b, c]) await embedder.close();
  });
});

describe('a model that cannot be used', () => {
  const cases: [string, string, (folder: string) => void][] = [
    [
      'a folder without ONNX file',
      'model_missing',
      (folder) => {
        unlinkSync(path.join(folder, 'onnx', 'model.onnx'));
      },
    ],
    [
      'a folder without tokenizer',
      'model_missing',
      (folder) => {
        unlinkSync(path.join(folder, 'tokenizer.json'));
      },
    ],
    [
      'a folder without config',
      'model_missing',
      (folder) => {
        unlinkSync(path.join(folder, 'config.json'));
      },
    ],
    [
      'a truncated ONNX file',
      'model_invalid',
      (folder) => {
        truncateSync(path.join(folder, 'onnx', 'model.onnx'), 900);
      },
    ],
    [
      'a truncated tokenizer',
      'model_invalid',
      (folder) => {
        truncateSync(path.join(folder, 'tokenizer.json'), 300);
      },
    ],
    [
      'a tokenizer of no known kind',
      'model_invalid',
      (folder) => {
        writeFileSync(path.join(folder, 'tokenizer.json'), '{}');
      },
    ],
  ];
  it.each(cases)('%s is %s, and says what to do', async (_name, code, spoil) => {
    const folder = tiny();
    spoil(folder);
    const error = await open(folder).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'CvmatchError', code });
    expect((error as { hint: string }).hint).not.toBe('');
  });

  it('is refused when its vectors are not as long as its config promises', async () => {
    await expect(open(tiny({ promised: 24 }))).rejects.toMatchObject({
      code: 'model_invalid',
      message: expect.stringMatching(/24 values.*16/) as string,
    });
  });

  it('is missing when there is neither folder nor pulled model, and the hint names the next command', async () => {
    await expect(open('/no/such/folder')).rejects.toMatchObject({ code: 'model_missing' });
    await expect(open('acme/cv-embedder')).rejects.toMatchObject({
      code: 'model_missing',
      hint: expect.stringContaining('cvmatch models pull acme/cv-embedder') as string,
    });
  });
});
