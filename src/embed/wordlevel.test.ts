import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AutoModel, AutoTokenizer, env, type Tensor } from '@huggingface/transformers';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readModelFolder } from './folder.js';
import { builtinModelFolder, openEmbedder } from './index.js';
import { transformersEmbedder } from './transformers.js';
import { quickTokenizer, tokenizerJson } from './wordlevel.js';

/** Optional folder with data for measurements. */
const DATA = process.env.CVMATCH_DATA ?? path.resolve('../shared/data');
const CORPUS = path.join(DATA, 'ranking-occupations', 'corpus.jsonl.gz');
const ODD = [
  '',
  'C++ and C# on .NET',
  'Ärzte, naïve façade — ﬁnance',
  'İstanbul ΑΒΓ ½ ²',
  '[PAD] [UNK] pad unk',
  'a'.repeat(300),
  '\u{1F600} \ud800 x',
  'e\u0301le\u0300ve',
  'node.js/react_native don’t',
];

async function bothWays(folder: string) {
  env.allowRemoteModels = false;
  const tokenizer = await AutoTokenizer.from_pretrained(folder, { local_files_only: true });
  const quick = quickTokenizer(JSON.parse(readFileSync(path.join(folder, 'tokenizer.json'), 'utf8')) as object, 8192)!;
  return {
    slow: (text: string) => (tokenizer(text, { return_tensor: false }).input_ids as number[]).slice(0, 8192),
    quick,
  };
}

describe('the quick tokenizer', () => {
  it('gives the ids of the library on odd and random texts', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-words-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      path.join(folder, 'tokenizer.json'),
      JSON.stringify(tokenizerJson(['a', 'c++', 'c#', 'net', 'naive', 'finance', 'eleve', 'node', 'js', '1', 'pad'])),
    );
    writeFileSync(
      path.join(folder, 'tokenizer_config.json'),
      JSON.stringify({ tokenizer_class: 'PreTrainedTokenizerFast', pad_token: '[PAD]', unk_token: '[UNK]' }),
    );
    const { slow, quick } = await bothWays(folder);
    for (const text of ODD) expect(quick(text), text).toEqual(slow(text));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(quick(text)).toEqual(slow(text));
      }),
      { numRuns: 100 },
    );
  });

  it('is not used for a tokenizer.json with other rules', () => {
    expect(quickTokenizer({ ...tokenizerJson(['a']), pre_tokenizer: { type: 'Whitespace' } }, 10)).toBeNull();
  });

  it.skipIf(!existsSync(CORPUS))(
    'gives the ids of the library on 1,000 CVs',
    async () => {
      const { slow, quick } = await bothWays(builtinModelFolder()!);
      const lines = gunzipSync(readFileSync(CORPUS)).toString('utf8').split('\n').slice(0, 1000);
      let different = 0;
      for (const line of lines) {
        const { text } = JSON.parse(line) as { text: string };
        if (quick(text).join() !== slow(text).join()) different++;
      }
      expect(lines).toHaveLength(1000);
      expect(different).toBe(0);
    },
    120_000,
  );
});

describe('the built-in model', () => {
  it('gives rows of length one that do not depend on the rest of the call, zeros for a text without words', async () => {
    const embedder = await openEmbedder({ embedder: 'builtin' });
    const texts = ['java developer', '', 'sous chef who cooks for 200 guests every night and plans the menu', '?!'];
    const together = await embedder.embed(texts, 'passage');
    const n = embedder.dimensions;
    for (const [i, text] of texts.entries())
      expect(together.slice(i * n, (i + 1) * n)).toEqual(await embedder.embed([text], 'passage'));
    expect(Math.hypot(...together.subarray(0, n))).toBeCloseTo(1, 5);
    expect(Math.hypot(...together.subarray(n, 2 * n))).toBe(0);
    await embedder.close();
  });

  it('gives the same vectors when the library alone loads, tokenizes, pads and runs it', async () => {
    env.allowRemoteModels = false;
    const folder = builtinModelFolder()!;
    const texts = ['Senior accountant: ledgers, audits, month-end close', 'nurse'];
    const tokenizer = await AutoTokenizer.from_pretrained(folder, { local_files_only: true });
    const model = await AutoModel.from_pretrained(folder, { dtype: 'q8', local_files_only: true });
    const { sentence_embedding: rows } = (await model(tokenizer(texts, { padding: true }))) as {
      sentence_embedding: Tensor;
    };
    const embedder = await openEmbedder({ embedder: 'builtin' });
    const ours = await embedder.embed(texts, 'passage');
    (rows!.data as Float32Array).forEach((value, i) => {
      expect(ours[i]).toBeCloseTo(value, 6);
    });
    await embedder.close();
    await model.dispose();
  });

  it('gives to the bit the vectors that it gives through the library and its tokenizer', async () => {
    const folder = builtinModelFolder()!;
    const library = await transformersEmbedder(readModelFolder(folder), 'library', null, 1);
    const embedder = await openEmbedder({ embedder: 'builtin' });
    const texts = [
      ...ODD,
      'Senior accountant: ledgers, audits, month-end close',
      'nurse',
      ...Array.from({ length: 40 }, (_, i) => 'Köchin und chef '.repeat(i + 1)),
    ];
    expect(await embedder.embed(texts, 'passage')).toEqual(await library.embed(texts, 'passage'));
    await Promise.all([embedder.close(), library.close()]);
  });

  it('is near what it should be near', async () => {
    const embedder = await openEmbedder({ embedder: 'builtin' });
    const rows = await embedder.embed(
      [
        'registered nurse',
        'gave medication, monitored vital signs of patients',
        'wrote Java services and REST APIs',
        'software developer',
      ],
      'passage',
    );
    const n = embedder.dimensions;
    const cosine = (a: number, b: number) =>
      rows.subarray(a * n, (a + 1) * n).reduce((sum, x, d) => sum + x * rows[b * n + d]!, 0);
    expect(cosine(0, 1)).toBeGreaterThan(cosine(0, 2) + 0.2);
    expect(cosine(3, 2)).toBeGreaterThan(cosine(3, 1) + 0.2);
    await embedder.close();
  });
});
