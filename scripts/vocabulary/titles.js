// Collects titles: hand-written joins first, then O*NET's, then ESCO's, all placed in the O*NET-SOC classification.
import { readCsv, readTsv } from './tables.js';
import { Lexicon } from './lexicon.js';

const GUARD = { none: 0, item: 1, context: 2, upper: 3 };
/** One-word titles that also mean a tool, a thing or a state. */
const TWO_MEANINGS = new Set([
  'controller',
  'chef',
  'associate',
  'student',
  'buyer',
  'owner',
  'driver',
  'fresher',
  'tester',
  'freelancer',
  'freelance',
  'assistant',
  'architect',
  'conductor',
  'doctor',
  'advocate',
  'volunteer',
]);
const MAX_WORDS = 5;
const MAX_ESCO_WORDS = 4;
/** A title listed under more occupations than this is placed in the group that most of them share. */
const MAX_OCCUPATIONS = 5;
/** Occupations kept per term: those that most of its forms name. */
const KEPT = 3;
/** Weight of a longer title that ends in this title, relative to the title's own listing. */
const ENDING_VOTE = 0.25;
/** Titles that exist in every trade, and so belong to no occupation. */
const ANY_TRADE = new Set([
  'manager',
  'director',
  'supervisor',
  'coordinator',
  'engineer',
  'analyst',
  'technician',
  'assistant',
  'associate',
  'consultant',
  'specialist',
  'intern',
  'trainee',
  'officer',
  'administrator',
  'executive',
  'freelancer',
  'founder',
  'volunteer',
  'apprentice',
  'student',
  'fresher',
  'representative',
  'operator',
  'worker',
  'helper',
  'lead',
  'head',
  'chief',
  'president',
  'advisor',
  'expert',
  'professional',
  'team lead',
  'vice president',
  'general manager',
  'project lead',
  'working student',
  'management trainee',
  'researcher',
]);
/** A single word is a title if at least this many longer titles end in it. */
const HEAD_OF = 4;
const SMALL = new Set(['of', 'and', 'in', 'the', 'for', 'to', 'with', 'on', 'a', 'an', 'or']);

export function compileTitles({ data, fold, curated, skills }) {
  const lexicon = new Lexicon(fold);
  const onet = onetTitles(data);
  const esco = escoTitles(data, fold, onet);
  const heads = headWords([...onet, ...esco].map((row) => fold(row.title)));
  const official = new Set(readTsv(data, 'onet-occupation-data.tsv').map((row) => lexicon.key(row.Title)));
  const guardOf = (trusted) => (form, key, written) => guard({ form, key, written, trusted, heads, official, skills });

  for (const entry of curated) lexicon.add({ name: entry.name, aliases: entry.aliases, guardOf: guardOf(true) });
  for (const row of onet) if (isTitle(row, fold, heads, MAX_WORDS)) addTitle(lexicon, row, guardOf(false));
  for (const row of esco) if (isTitle(row, fold, heads, MAX_ESCO_WORDS)) addTitle(lexicon, row, guardOf(false));
  const endings = votesByEnding(onet, fold);
  for (const term of lexicon.terms) term.groups = mostNamed(term.groups, lexicon.key(term.name), endings);
  return lexicon;
}

function addTitle(lexicon, row, guardOf) {
  const key = lexicon.key(row.title);
  if (lexicon.forms.get(key) === undefined && guardOf(row.title, key, row.title) === undefined) return;
  lexicon.add({ name: row.title, aliases: row.aliases, groups: row.codes, guardOf });
}

function guard({ form, key, written, trusted, heads, official, skills }) {
  const acronym = /^[A-Z.&/]{1,5}$/.test(form);
  if (acronym) return trusted ? GUARD.upper : undefined;
  if (written.endsWith('!')) return GUARD.upper;
  if (!trusted && skills.forms.get(key)?.guard === 0) return undefined;
  if (key.includes(' ')) return GUARD.none;
  if (trusted) return TWO_MEANINGS.has(key) ? GUARD.context : GUARD.item;
  return (heads.get(key) ?? 0) >= HEAD_OF || official.has(key) ? GUARD.context : undefined;
}

/** Whether its last word (in "Director of Sales" that of the first part) is one in which titles end. */
function isTitle(row, fold, heads, maxWords) {
  const words = fold(row.title);
  return words.length > 0 && words.length <= maxWords && (heads.get(headOf(words)) ?? 0) >= HEAD_OF;
}

function headOf(words) {
  const of = words.findIndex((word, i) => i > 0 && (word === 'of' || word === 'for' || word === 'in' || word === 'to'));
  return of > 0 ? words[of - 1] : words.at(-1);
}

/** For each word, the number of titles of which it is the head. */
function headWords(titles) {
  const counts = new Map();
  for (const words of titles) if (words.length > 1) counts.set(headOf(words), (counts.get(headOf(words)) ?? 0) + 1);
  for (const noise of [
    'equipment',
    'system',
    'service',
    'department',
    'software',
    'support',
    'control',
    'program',
    'sale',
    'management',
    'marketing',
    'security',
    'school',
    'product',
    'development',
    'operation',
    'project',
    'resource',
    'design',
    'technology',
    'care',
    'education',
    'training',
    'administration',
    'engineering',
    'maintenance',
    'research',
    'shop',
    'plant',
    'unit',
    'company',
  ])
    counts.delete(noise);
  return counts;
}

/** O*NET's alternate and reported titles, one row per distinct title with all of its occupations. */
function onetTitles(data) {
  const byTitle = new Map();
  const add = (code, written) => {
    const { title, aliases } = split(written);
    const row = byTitle.get(title) ?? { title, aliases: new Set(), codes: [] };
    for (const alias of aliases) row.aliases.add(alias);
    row.codes.push(`soc:${code}`);
    byTitle.set(title, row);
  };
  for (const row of readTsv(data, 'onet-alternate-titles.tsv')) add(row['O*NET-SOC Code'], row['Alternate Title']);
  for (const row of readTsv(data, 'onet-sample-of-reported-titles.tsv'))
    add(row['O*NET-SOC Code'], row['Reported Job Title']);
  for (const row of readTsv(data, 'onet-occupation-data.tsv')) {
    if (!/, All Other|, Except/.test(row.Title))
      for (const title of listed(row.Title)) for (let vote = 0; vote < 3; vote++) add(row['O*NET-SOC Code'], title);
  }
  return [...byTitle.values()]
    .map((row) => ({ ...row, aliases: [...row.aliases].sort() }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
}

/** "Chief Executive Officer (CEO)" -> the title and its other form, if that has more than one word. */
function split(written) {
  const match = /^(.*?)\s*\(([^)]+)\)$/.exec(written);
  if (!match) return { title: written.trim(), aliases: [] };
  const [long, short] = /^[A-Z]{2,5}$/.test(match[1]) ? [match[2], match[1]] : [match[1], match[2]];
  return { title: long.trim(), aliases: /\s/.test(short) ? [short.trim()] : [] };
}

/**
 * "Cooks, Restaurant" is one title in reverse order, "Lawyers" is one, "Photographers and Camera Operators" is none.
 */
function listed(title) {
  const turned = /^([^,]+), ([^,]+)$/.exec(title);
  if (turned) return [`${turned[2]} ${turned[1]}`];
  return /,| and /.test(title) ? [] : [title];
}

/** ESCO's labels. Each is placed where O*NET lists most labels of its occupation, else of its ISCO group. */
function escoTitles(data, fold, onet) {
  const codes = new Map(onet.map((row) => [fold(row.title).join(' '), row.codes]));
  const occupations = readCsv(data, 'esco-occupations.csv').map((row) => ({
    group: row.iscoGroup,
    labels: [
      ...new Set(
        [row.preferredLabel, ...row.altLabels.split('\n')]
          .map((label) => label.trim().replace(/\s+/g, ' '))
          .filter((label) => label !== ''),
      ),
    ],
  }));
  const byIsco = new Map();
  for (const occupation of occupations) {
    occupation.votes = new Map();
    for (const label of occupation.labels) {
      for (const code of new Set(codes.get(fold(label).join(' ')) ?? [])) {
        vote(occupation.votes, code);
        if (!byIsco.has(occupation.group)) byIsco.set(occupation.group, new Map());
        vote(byIsco.get(occupation.group), code);
      }
    }
  }
  return occupations.flatMap(({ labels, votes, group }) => {
    const placed = winner(votes) ?? winner(byIsco.get(group) ?? new Map()) ?? `isco:${group}`;
    return labels.map((label) => ({ title: titleCase(label), aliases: [], codes: [placed] }));
  });
}

function vote(votes, code) {
  votes.set(code, (votes.get(code) ?? 0) + 1);
}

function winner(votes) {
  return [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

function titleCase(label) {
  return label
    .split(' ')
    .map((word, i) => (i > 0 && SMALL.has(word) ? word : (word[0] ?? '').toUpperCase() + word.slice(1)))
    .join(' ')
    .replace(/\bIct\b/g, 'ICT');
}

/** Votes of longer titles for the title they end in: "Network Engineer" is what "Wireless Network Engineer" is. */
function votesByEnding(titles, fold) {
  const endings = new Map();
  for (const row of titles) {
    const words = fold(row.title);
    for (let from = 1; from < words.length; from++) {
      const ending = words.slice(from).join(' ');
      if (!endings.has(ending)) endings.set(ending, new Map());
      for (const code of row.codes) vote(endings.get(ending), code);
    }
  }
  return endings;
}

/**
 * The occupations named by most forms of a title, with longer forms counting a little; none for a title of any trade.
 */
function mostNamed(groups, key, endings) {
  if (ANY_TRADE.has(key)) return new Map();
  const votes = new Map(groups);
  for (const [code, count] of endings.get(key) ?? []) votes.set(code, (votes.get(code) ?? 0) + count * ENDING_VOTE);
  const sorted = [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const leading = sorted.filter(([, count]) => count * 2 >= sorted[0][1]);
  const near = leading.length > MAX_OCCUPATIONS ? inLeadingGroup(sorted) : leading;
  return new Map(near.slice(0, KEPT));
}

/** Of many occupations, those in the minor group (15-1...) that is named most. */
function inLeadingGroup(sorted) {
  const minor = (code) => code.slice(0, 'soc:15-1'.length);
  const votes = new Map();
  for (const [code, count] of sorted) votes.set(minor(code), (votes.get(minor(code)) ?? 0) + count);
  const leader = winner(votes);
  return sorted.filter(([code]) => minor(code) === leader);
}
