// How much stuffing pays: ten kinds, for all CVs and JDs, through the real steps. Measured as the score of the stuffed
// CV minus that of the honest one.
//
//   npm run build && node bench/stuffing.js [--cases] writes bench/results/stuffing.json; --cases prints each pair
import { parseArgs } from 'node:util';
import { loadConfig } from '../dist/src/index.js';
import { openEmbedder } from '../dist/src/embed/index.js';
import { documentOf, processDocument } from '../dist/src/pool/process.js';
import { loadMatchTools } from '../dist/src/match/tools.js';
import { loadVocabulary } from '../dist/src/pool/vocabulary.js';
import { planJd, scoreCv, withVectors } from '../dist/src/rank/index.js';
import { saveResult } from './measure.js';
import { CVS, JDS, KINDS } from './stuffing-kinds.js';

const { values } = parseArgs({ options: { cases: { type: 'boolean', default: false } } });
const MOST_GAIN = 0.05;

const vocabulary = await loadVocabulary(loadConfig({}).values);
const embedder = await openEmbedder({ embedder: 'auto' });
const tools = loadMatchTools(vocabulary, 'builtin');

async function candidate(text) {
  const processed = await processDocument(
    documentOf(text),
    { asOf: '2024-01-01', fallbackDate: '2024-01-01', extractMs: 0 },
    { vocabulary, embedder },
  );
  if (!processed.ok) throw new Error(processed.message);
  return { cvId: 'cv', ...processed.value };
}

async function planOf({ text }) {
  const plan = planJd(text, tools);
  return withVectors(plan, await embedder.embed(plan.texts, 'query'), embedder.dimensions);
}

const plans = new Map();
for (const [name, jd] of Object.entries(JDS)) plans.set(name, await planOf(jd));

const kinds = {};
let falseAlarms = 0;
for (const [kind, { finding, stuff }] of Object.entries(KINDS)) {
  const pairs = [];
  for (const [cvName, cv] of Object.entries(CVS)) {
    for (const [jdName, jd] of Object.entries(JDS)) {
      const plan = plans.get(jdName);
      const base = scoreCv(plan, await candidate(cv), tools);
      const stuffed = scoreCv(plan, await candidate(stuff(cv, jd)), tools);
      if (base.findings.length > 0) falseAlarms++;
      const found = stuffed.findings.map(({ code }) => code);
      pairs.push({ gain: stuffed.score - base.score, told: found.includes(finding) });
      if (values.cases)
        console.log(
          kind.padEnd(28),
          cvName.padEnd(12),
          jdName.padEnd(12),
          base.score.toFixed(3),
          stuffed.score.toFixed(3),
          found.join(' '),
        );
    }
  }
  kinds[kind] = {
    pairs: pairs.length,
    largestGain: Number(Math.max(...pairs.map(({ gain }) => gain)).toFixed(3)),
    overBound: pairs.filter(({ gain }) => gain > MOST_GAIN).length,
    told: pairs.filter(({ told }) => told).length,
  };
}
console.table(kinds);
saveResult('stuffing', { mostGain: MOST_GAIN, falseAlarms, kinds });
await embedder.close?.();
