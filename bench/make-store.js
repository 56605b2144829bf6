// Makes a store of N invented CVs, for benches that need many: they go through the real steps (profile, passages, features,
// the model in use) and the real write path. Continues where it stopped, and leaves a store that is large enough as it is.
//   npm run build && node bench/make-store.js FOLDER --cvs 100000
//   --root CHECKOUT: by another built checkout
//   --words real: with words about as frequent as in real CVs; without it a CV has some sixty words, nearly all in most CVs
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { DUTIES, SKILLS, TITLES, wordsOf } from './match-jds.js';
import { built } from './measure.js';

/** About 600 words, the median of real CVs. */
function cvText(random, i, words) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const posts = Array.from({ length: 5 }, (_, post) => {
    const bullets = Array.from({ length: 8 }, () =>
      words === undefined
        ? `- In project ${Math.floor(random() * 5000)} ${pick(DUTIES)} with ${pick(SKILLS)} and ${pick(SKILLS)}.`
        : `- ${words(random, 9)} with ${pick(SKILLS)} and ${pick(SKILLS)}.`,
    );
    return `${pick(TITLES)}, Company ${Math.floor(random() * 900)} Ltd\nJanuary ${2018 - 2 * post} - December ${2019 - 2 * post}\n${bullets.join('\n')}`;
  });
  return `Person Number${i}\n${pick(TITLES)}\nperson${i}@example.com\n\nExperience\n\n${posts.join('\n\n')}\n\nSkills\n\n${Array.from({ length: 8 }, () => pick(SKILLS)).join(', ')}\n\nEducation\n\nBachelor of Science, Riverside University, 2008\n`;
}

const GROUP = 64;

/** Fills the store up to `n` CVs. */
export async function fillStore(store, n, { root, words } = {}) {
  const [{ loadConfig }, { openWorkspace }, { seeded }] = await built(root, [
    'index.js',
    'open.js',
    'evaluate/ranking/metrics.js',
  ]);
  const workspace = await openWorkspace({ ...loadConfig({}).values, store }, { create: true });
  try {
    const { cvs } = await workspace.store.summary();
    if (cvs < n) await fill(workspace, cvs, n, seeded(1), words);
  } finally {
    await workspace.close();
  }
}

async function fill(workspace, stored, n, random, words) {
  const [pool, model, fingerprint] = [await workspace.pool(), await workspace.model(), await workspace.fingerprint()];
  await workspace.store.model.adopt(model);
  // Every CV is drawn from one row of random numbers, so those that are stored are drawn again.
  for (let i = 0; i < stored; i++) cvText(random, i, words);
  const read = (text) => pool.run({ kind: 'text', text, asOf: '2020-01-01', fallbackDate: '2020-01-01' });
  for (let from = stored; from < n; from += GROUP) {
    const texts = Array.from({ length: Math.min(GROUP, n - from) }, (_, k) => cvText(random, from + k, words));
    const outcomes = await Promise.all(texts.map(read));
    await workspace.store.intake.commit(texts.map((text, k) => fileOf(text, from + k, outcomes[k], fingerprint)));
    if ((from / GROUP) % 16 < 1) process.stderr.write(`\r${from}/${n}`);
  }
  process.stderr.write(`\r${n}/${n}\n`);
}

const fileOf = (text, i, outcome, fingerprint) => ({
  path: `bench/${i}.txt`,
  size: text.length,
  mtimeMs: 0,
  hash: createHash('sha256').update(text).digest('hex'),
  madeWith: 'bench',
  fingerprint,
  duplicates: 'keep',
  outcome,
});

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    options: { cvs: { type: 'string', default: '10000' }, root: { type: 'string' }, words: { type: 'string' } },
    allowPositionals: true,
  });
  const [store] = positionals;
  if (store === undefined) throw new Error('name the folder of the store');
  await fillStore(store, Number(values.cvs), {
    root: values.root,
    words: wordsOf(values.words),
  });
}
