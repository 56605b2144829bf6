// The plain loop that ingest is compared with: one file after another, pdf-parse, the same embedder, the same inserts in the
// same groups. `same` writes the rows that ingest writes, so it parses profiles, too; `bare` writes text, passages, vectors
// and words with an empty profile.
//   node bench/ingest-loop.js <folder> <store> <embedder> same|bare
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { PDFParse } from 'pdf-parse';
import { loadConfig } from '../dist/src/config/config.js';
import { emptyProfile, foldText, ok, quantize, signatureOf } from '../dist/src/domain/index.js';
import { openWorkspace } from '../dist/src/open.js';
import { documentOf, processDocument } from '../dist/src/pool/process.js';
import { cvVector } from '../dist/src/rank/features/features.js';
import { passagesOf, passageText } from '../dist/src/rank/features/passages.js';

const [folder, store, embedderName, rows] = process.argv.slice(2);
const GROUP = 16;
const NO_PROFILE = emptyProfile('2026-01-01');

async function textOf(bytes) {
  const parser = new PDFParse({ data: new Uint8Array(bytes), verbosity: 0 });
  try {
    return (await parser.getText({ pageJoiner: '' })).text;
  } finally {
    await parser.destroy();
  }
}

async function bare(text, embedder) {
  const document = documentOf(text);
  const own = { ...NO_PROFILE, sections: [{ kind: 'other', heading: '', start: 0, end: text.length }] };
  const passages = passagesOf(document, own);
  const passageVectors = await embedder.embed(
    passages.map((passage) => passageText(document, own, passage)),
    'passage',
  );
  const words = foldText(text).sort();
  return {
    document,
    profile: own,
    passages,
    passageVectors: quantize(passageVectors, embedder.dimensions),
    vector: cvVector(quantize(passageVectors, embedder.dimensions), embedder.dimensions),
    occupations: [],
    features: new Uint8Array(64),
    textHash: createHash('sha256').update(words.join(' ')).digest('hex'),
    signature: signatureOf(words),
    timings: { extract: 0, profile: 0, embed: 0 },
  };
}

const workspace = await openWorkspace(loadConfig({ store, embedder: embedderName }).values, { create: true });
const embedder = await workspace.embedder();
await workspace.store.model.adopt(await workspace.model());
const tools = { embedder, vocabulary: workspace.vocabulary };
const processed = async (text) =>
  rows === 'bare'
    ? ok(await bare(text, embedder))
    : processDocument(documentOf(text), { asOf: null, fallbackDate: '2026-01-01', extractMs: 0 }, tools);
let group = [];
for (const name of readdirSync(folder).sort()) {
  const file = path.join(folder, name);
  const bytes = readFileSync(file);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const outcome = await processed(await textOf(bytes));
  group.push({
    path: file,
    size: bytes.length,
    mtimeMs: 0,
    hash,
    madeWith: 'loop',
    fingerprint: 'loop',
    duplicates: 'flag',
    outcome,
  });
  if (group.length === GROUP) await workspace.store.intake.commit(group.splice(0));
}
if (group.length > 0) await workspace.store.intake.commit(group);
await workspace.close();
