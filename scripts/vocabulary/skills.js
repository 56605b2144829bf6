// Collects skills: hand-written aliases first, then O*NET technologies, the skills list, ESCO knowledge, O*NET tools.
import { readCsv, readGz, readTsv } from './tables.js';
import { Lexicon } from './lexicon.js';

const GUARD = { none: 0, item: 1, context: 2, upper: 3 };
/** A lower-case word in at least this many task statements and descriptions is an everyday word. */
const EVERYDAY = 4;
/** A word in more of them says nothing as a skill, unless it is in the hand-written list. */
const EMPTY = 150;
/** A key skill in at least this many job postings needs no guard. */
const POSTED = 60;
/** A tool of at least this many occupations becomes a term. */
const SHARED_TOOL = 4;
const MAX_WORDS = 5;

export function compileSkills({ data, fold, curated, ambiguous, leftOut }) {
  const lexicon = new Lexicon(fold);
  const everyday = everydayWords(data, fold);
  const posted = postedSkills(data, fold);
  const needsContext = new Set(ambiguous.map((word) => lexicon.key(word)));
  const guardOf = (trusted) => (form, key, written) =>
    guard({ form, key, written, trusted, everyday, posted, needsContext });

  for (const entry of curated) {
    lexicon.add({
      name: entry.name,
      aliases: entry.aliases,
      groups: [`skill:${entry.group}`],
      parent: entry.parent === entry.name ? '' : entry.parent,
      guardOf: guardOf(true),
    });
  }
  const isLeftOut = new Set(leftOut.map((name) => lexicon.key(name)));
  const listed = skillsList(data).filter((name) => !isLeftOut.has(lexicon.key(name)));
  const known = new Set(listed.map((name) => lexicon.key(name)));
  for (const row of technologies(data)) {
    const aliases = technologyAliases(row.name, { known, lexicon, everyday });
    const owned = [row.name, ...aliases].some((form) => lexicon.termOf(form) !== undefined);
    if (owned || !isPlainEnglish(row.name, fold, everyday))
      lexicon.add({
        name: shownName(row.name, { known, lexicon, everyday }),
        aliases: [row.name, ...aliases],
        groups: [`tech:${row.code}`],
        guardOf: guardOf(false),
      });
  }
  for (const name of listed) if (worthListing(name, fold)) lexicon.add({ name, guardOf: guardOf(false) });
  for (const name of escoKnowledge(data, fold)) lexicon.add({ name, guardOf: guardOf(false) });
  for (const row of sharedTools(data, fold))
    lexicon.add({ name: row.name, groups: [`tool:${row.code}`], guardOf: guardOf(false) });
  return lexicon;
}

/** What a form needs in running text; undefined where it is better left out. */
function guard({ form, key, written, trusted, everyday, posted, needsContext }) {
  if (needsContext.has(key)) return GUARD.context;
  const acronym = /^[A-Z][A-Z0-9&/-]{0,3}$/.test(form);
  if (written.endsWith('!')) return acronym ? GUARD.upper : GUARD.item;
  if (key.includes(' ')) return GUARD.none;
  if (key.length < 2 && !trusted) return undefined;
  const uses = everyday.get(key) ?? 0;
  if (!trusted && (uses > EMPTY || key.length < 3)) return undefined;
  if (!trusted && acronym) return GUARD.upper;
  if (uses >= EVERYDAY && (posted.get(key) ?? 0) < POSTED) return GUARD.item;
  return GUARD.none;
}

/**
 * How often each folded word occurs in lower case in O*NET's task statements and ESCO's descriptions: ordinary English.
 */
function everydayWords(data, fold) {
  const uses = new Map();
  const texts = [
    ...readTsv(data, 'onet-task-statements.tsv').map((row) => row.Task),
    ...JSON.parse(readGz(data, 'esco-skills.json')).map((row) => row.description),
  ];
  for (const text of texts) {
    for (const word of new Set(text.match(/\b[a-z]{2,}\b/g) ?? [])) {
      const key = fold(word)[0];
      uses.set(key, (uses.get(key) ?? 0) + 1);
    }
  }
  return uses;
}

function postedSkills(data, fold) {
  const counts = new Map();
  for (const row of readCsv(data, 'job-titles-and-key-skills.csv')) {
    for (const skill of row['Key Skills'].split('|')) {
      const key = fold(skill).join(' ');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

function skillsList(data) {
  return readGz(data, 'skills-2016.txt')
    .split(/\r?\n/)
    .map((line) => line.replaceAll('&amp;', '&').trim())
    .filter((line) => line !== '');
}

const worthListing = (name, fold) => fold(name).length <= MAX_WORDS && !/^\d+$/.test(name);

/** Distinct examples with their most common commodity, the most widely used first. */
function technologies(data) {
  return distinctExamples(readTsv(data, 'onet-technology-skills.tsv')).map((row) => ({
    ...row,
    name: row.name.replace(/\s+/g, ' '),
  }));
}

function sharedTools(data, fold) {
  return distinctExamples(readTsv(data, 'onet-tools-used.tsv')).filter(
    (row) => row.count >= SHARED_TOOL && fold(row.name).length > 1 && fold(row.name).length <= 3,
  );
}

function distinctExamples(rows) {
  const byName = new Map();
  for (const row of rows) {
    const entry = byName.get(row.Example) ?? { name: row.Example, count: 0, code: row['Commodity Code'] };
    entry.count++;
    byName.set(row.Example, entry);
  }
  return [...byName.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

/**
 * "Hypertext markup language HTML" gives both parts; "Amazon Web Services AWS software" loses "software"; a maker's
 * name is dropped if the list knows the rest.
 */
function technologyAliases(name, { known, lexicon, everyday }) {
  const aliases = [];
  const plain = name.replace(/ (?:software|systems?)$/i, '');
  if (
    plain !== name &&
    (plain.includes(' ') || known.has(lexicon.key(plain)) || !isPlainEnglish(plain, lexicon.fold, everyday))
  )
    aliases.push(plain);
  const parts = acronymParts(plain);
  if (parts) aliases.push(...parts);
  for (const base of [name, plain]) {
    const words = base.split(' ');
    for (const skip of [1, 2]) {
      const rest = words.slice(skip).join(' ');
      if (
        words.length > skip &&
        known.has(lexicon.key(rest)) &&
        lexicon.termOf(rest) === undefined &&
        !isPlainEnglish(rest, lexicon.fold, everyday)
      )
        aliases.push(rest);
    }
  }
  return aliases;
}

/** [long form, acronym] of "Geographic information system GIS". */
function acronymParts(name) {
  const match = /^(.+) ([A-Z][A-Z0-9/&-]{1,7})$/.exec(name);
  return match && isAcronymOf(match[2], match[1]) ? [match[1], match[2]] : undefined;
}

/** The acronym if people use it, else the long form, without "software" if a name is left. */
function shownName(name, { known, lexicon, everyday }) {
  const plain = name.replace(/ (?:software|systems?)$/i, '');
  const parts = acronymParts(plain);
  if (parts === undefined) return isPlainEnglish(plain, lexicon.fold, everyday) ? name : plain;
  return known.has(lexicon.key(parts[1])) ? parts[1] : parts[0];
}

/**
 * "Operating system software": if all words are everyday words, the name is a kind of thing and no particular thing.
 */
function isPlainEnglish(name, fold, everyday) {
  return fold(name).every((word) => (everyday.get(word) ?? 0) >= EVERYDAY);
}

function isAcronymOf(acronym, words) {
  const initials = words
    .split(/[\s/-]+/)
    .map((word) => word[0]?.toUpperCase() ?? '')
    .join('');
  const letters = acronym.replace(/[^A-Z]/g, '');
  return (
    letters.length >= 2 &&
    initials.startsWith(letters[0]) &&
    [...letters].every((letter) => words.toUpperCase().includes(letter))
  );
}

/**
 * ESCO's knowledge concepts are noun phrases. Its skills ("tend laser beam welding machine") start with a verb and
 * match nothing that people write.
 */
function escoKnowledge(data, fold) {
  const verbs = actionVerbs(data, fold);
  return JSON.parse(readGz(data, 'esco-skills.json'))
    .map((row) => row.skill.replace(/\s*\([^)]*\)$/, '').trim())
    .filter((name) => {
      const words = fold(name);
      return words.length > 0 && words.length <= 3 && !verbs.has(words[0]);
    })
    .map((name) => name[0].toUpperCase() + name.slice(1))
    .sort();
}

/** Verbs: first words of O*NET's task statements, and words with which ESCO's skills often start. */
function actionVerbs(data, fold) {
  const counts = new Map();
  const count = (text) => {
    const first = fold(text.split(/[\s,]/)[0])[0];
    counts.set(first, (counts.get(first) ?? 0) + 1);
  };
  for (const row of readTsv(data, 'onet-task-statements.tsv')) count(row.Task);
  for (const row of readTsv(data, 'onet-dwa-reference.tsv')) count(row['DWA Title']);
  const verbs = new Set([...counts].filter(([, n]) => n >= 3).map(([word]) => word));
  for (const noun of ['computer', 'sale', 'food', 'market', 'process', 'project', 'plan']) verbs.delete(noun);
  return verbs;
}
