import { describe, expect, it } from 'vitest';
import { hashingEmbedder } from '../src/embed/hashing.js';
import { repairText } from '../src/extract/repair.js';
import { loadMatchTools } from '../src/match/tools.js';
import { documentOf, processDocument } from '../src/pool/process.js';
import { loadVocabulary } from '../src/pool/vocabulary.js';
import { planJd, scoreCv, withVectors, type ScoredCv } from '../src/rank/index.js';
import { CVS, JDS, KINDS, type StuffedFor } from './stuffing-kinds.js';

const vocabulary = loadVocabulary();
const embedder = hashingEmbedder(128);
const tools = loadMatchTools(vocabulary, 'builtin');

/** The most that stuffing may add to a score. */
const MOST = 0.05;

async function score(text: string, jd: StuffedFor): Promise<ScoredCv> {
  const options = { asOf: '2024-01-01', fallbackDate: '2024-01-01', extractMs: 0 };
  const processed = await processDocument(documentOf(text), options, { vocabulary, embedder });
  if (!processed.ok) throw new Error(processed.message);
  const plan = planJd(jd.text, tools);
  return scoreCv(
    withVectors(plan, await embedder.embed(plan.texts, 'query'), embedder.dimensions),
    { cvId: 'cv', ...processed.value },
    tools,
  );
}

const pairs = Object.entries(CVS).flatMap(([name, cv]) =>
  Object.entries(JDS).map(([jdName, jd]) => ({ name: `${name} for ${jdName}`, cv, jd })),
);

describe('stuffing pays nothing', () => {
  it.each(pairs)('an honest $name has no finding', async ({ cv, jd }) => {
    expect((await score(cv, jd)).findings).toEqual([]);
  });

  describe.each(Object.entries(KINDS))('%s', (_, { finding, stuff }) => {
    it.each(pairs)('$name', async ({ cv, jd }) => {
      const honest = await score(cv, jd);
      // Both as plain text, and as text read from a file.
      for (const text of [stuff(cv, jd), repairText(stuff(cv, jd))]) {
        const stuffed = await score(text, jd);
        expect(stuffed.findings.map(({ code }) => code)).toContain(finding);
        expect(stuffed.score).toBeLessThanOrEqual(honest.score + MOST);
      }
    });
  });
});
