import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openVocabulary } from '../profile/vocabulary/vocabulary.js';
import { openIdf } from './idf.js';
import { planJd } from './plan.js';
import { DEFAULT_WEIGHTS } from './weights.js';

const read = (file: string) => readFileSync(new URL(`../../models/${file}`, import.meta.url));
const tools = {
  vocabulary: openVocabulary(read('vocabulary/vocabulary.bin.gz')),
  idf: openIdf(read('builtin/idf.json'), 'test'),
  weights: DEFAULT_WEIGHTS,
};

describe('the plan of a JD in a language that the idf table does not hold', () => {
  const plan = planJd(
    `Brutar

Căutăm un brutar pentru brutăria noastră din oraș, care să lucreze cu noi și să aibă grijă de cuptoare.

Cerințe
- Frământarea aluatului
- Coacerea pâinii albe
- Curățarea cuptoarelor
- Pregătirea umpluturilor dulci
- Igiena locului de muncă
`,
    tools,
  );

  it('has no small words of that language among those that tell', () => {
    const words = plan.words.map(({ word }) => word);
    expect(plan.reads).toBe(0);
    expect(words).toEqual(expect.arrayContaining(['brutar', 'aluatului']));
    for (const small of ['si', 'pentru', 'cu', 'de', 'din']) expect(words).not.toContain(small);
  });

  it('holds back nobody for phrases that a CV in another language cannot hold', () => {
    expect(plan.parts.filter(({ kind }) => kind === 'term').length).toBeGreaterThanOrEqual(4);
    expect(plan.musts).toBeNull();
    const english = planJd(
      'Baker\n\nWe look for a baker who works with us.\n\nRequirements\n- Kneading of the dough\n- Baking of white loaves\n- Cleaning of the ovens\n- Preparing of sweet fillings\n- Order at the place of work\n',
      tools,
    );
    expect(english.musts).not.toBeNull();
  });
});
