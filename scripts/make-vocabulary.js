// Compiles models/vocabulary/ from public tables of occupations, titles and skills (O*NET, ESCO and two lists).
//   node scripts/make-vocabulary.js <folder with the tables> [--out models/vocabulary]
// The same tables give the same bytes. Run `npm run build` first, since matching and compiling share the code that
// folds words.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packVocabulary } from '../dist/src/profile/vocabulary/vocabulary-format.js';
import { WordSplitter } from '../dist/src/profile/text/words.js';
import { compileSkills } from './vocabulary/skills.js';
import { compileTitles } from './vocabulary/titles.js';
import { readLines, readList, readTsv } from './vocabulary/tables.js';
import { buildTables } from './vocabulary/trie.js';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const list = (name) => path.join(root, 'scripts/vocabulary', name);

/** The tables of the trie from a folder of sources. */
export function compileVocabulary(data) {
  const splitter = new WordSplitter(() => 0);
  const fold = (text) => {
    const { folded, count } = splitter.split(text);
    return folded.slice(0, count);
  };
  const skills = compileSkills({
    data,
    fold,
    curated: readList(list('skills.txt')),
    ambiguous: readLines(list('ambiguous.txt')),
    leftOut: readLines(list('left-out.txt')),
  });
  const titles = compileTitles({ data, fold, curated: readList(list('titles.txt')), skills });
  return buildTables({ skills, titles, related: readTsv(data, 'onet-related-occupations.tsv') });
}

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string', default: path.join(root, 'models/vocabulary') } },
  });
  if (positionals.length !== 1)
    throw new Error('usage: node scripts/make-vocabulary.js <folder with the tables> [--out FOLDER]');
  const tables = compileVocabulary(positionals[0]);
  const bytes = packVocabulary(tables);
  mkdirSync(values.out, { recursive: true });
  writeFileSync(path.join(values.out, 'vocabulary.bin.gz'), bytes);
  const forms = tables.nodeSkill.reduce((n, term) => n + (term > 0 ? 1 : 0), 0);
  const titleForms = tables.nodeTitle.reduce((n, term) => n + (term > 0 ? 1 : 0), 0);
  console.error(
    `${tables.terms.length} terms, ${forms} forms of skills, ${titleForms} of titles, ${tables.words.length} words, ${bytes.length} bytes`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
