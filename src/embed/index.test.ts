import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openEmbedder } from './index.js';

describe.each(['hashing', 'mock', 'builtin'] as const)('the %s embedder', (name) => {
  it('gives rows of length one by text alone, zeros where there is no word', async () => {
    const embedder = await openEmbedder({ embedder: name });
    const n = embedder.dimensions;
    const known = fc.constantFrom('java', 'chef', 'nurse', 'accounting', 'C++', 'and');
    const text = fc.oneof(
      fc.array(known, { minLength: 1, maxLength: 20 }).map((words) => words.join(' ')),
      fc.constantFrom('', ' ?! '),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 6 }), async (texts) => {
        const rows = await embedder.embed(texts, 'passage');
        for (const [i, one] of texts.entries()) {
          const row = rows.slice(i * n, (i + 1) * n);
          expect(Math.hypot(...row)).toBeCloseTo(/\p{L}/u.test(one) ? 1 : 0, 5);
          expect(row).toEqual(await embedder.embed([one], 'passage'));
        }
      }),
      { numRuns: 25 },
    );
    await embedder.close();
  });

  it('has the same fingerprint each time', async () => {
    const [a, b] = [await openEmbedder({ embedder: name }), await openEmbedder({ embedder: name })];
    expect(a.fingerprint).toBe(b.fingerprint);
    await a.close();
    await b.close();
  });
});

it('takes the built-in model unless told otherwise', async () => {
  const embedder = await openEmbedder({ embedder: 'auto' });
  expect(embedder.id).toBe('builtin');
  await embedder.close();
});

it('puts texts that share words nearer by hashing than texts that do not', async () => {
  const embedder = await openEmbedder({ embedder: 'hashing' });
  const rows = await embedder.embed(['java developer', 'senior java developer', 'pastry chef'], 'passage');
  const n = embedder.dimensions;
  const cosine = (a: number, b: number) =>
    rows.subarray(a * n, (a + 1) * n).reduce((sum, x, d) => sum + x * rows[b * n + d]!, 0);
  expect(cosine(0, 1)).toBeGreaterThan(cosine(0, 2) + 0.5);
});
