import { affordable, MAX_WORDS, MOST_POSTINGS, MOST_TITLED, TIES } from '../../picking.js';
import type { PickQuery } from '../../port/index.js';
import { bestSums, type Sum } from '../../search/sums.js';
import { countsOf } from '../counts.js';
import type { Database } from '../database.js';
import type { Lists, Postings, Wanted } from './lists.js';

/** A word in a title counts more than one in a skill, which counts more than one anywhere. */
const BM25 = 'bm25(words, 4.0, 2.0, 1.0)';

/** CVs by the words of the JD, best first, ties by id. If all words are too frequent, the heaviest alone is used. */
export function byWords(
  db: Database,
  lists: Lists,
  { words }: PickQuery,
  wanted: Wanted | null,
  depth: number,
): number[] {
  const phrases = phrasesOf(
    db,
    words.map(({ word }) => word),
  );
  return best(db, lists, chosen(db, lists, phrases, MOST_POSTINGS, true), wanted, depth);
}

/** CVs by the words of the title in titles of posts; where occupations are known, frequent ones can be left out. */
export function byTitle(
  db: Database,
  lists: Lists,
  { titleWords = [], occupations = [] }: PickQuery,
  wanted: Wanted | null,
  depth: number,
): number[] {
  const phrases = phrasesOf(db, titleWords).map((phrase) => `title : ${phrase}`);
  return best(db, lists, chosen(db, lists, phrases, MOST_TITLED, occupations.length === 0), wanted, depth);
}

/** CVs that show any of the musts; null if none do, or so many that it does not distinguish them. */
export function showing(db: Database, { musts }: PickQuery, wanted: Wanted | null): Set<number> | null {
  const asked = (musts?.anyOf ?? [])
    .map(({ words, skill }) =>
      skill
        ? phrasesOf(db, [words])
            .map((phrase) => `skills : ${phrase}`)
            .join('')
        : phrasesOf(db, words.split(' ')).join(' AND '),
    )
    .filter((one) => one !== '');
  if (asked.length === 0) return null;
  const rows = db
    .sql('SELECT rowid AS key FROM words WHERE words MATCH ? LIMIT ?')
    .raw()
    .all(asked.map((one) => `(${one})`).join(' OR '), MOST_POSTINGS) as [key: number][];
  if (rows.length === MOST_POSTINGS) return null;
  const shown = new Set(rows.map(([key]) => key).filter((key) => wanted === null || wanted.has(key)));
  return shown.size === 0 ? null : shown;
}

/**
 * The best by BM25, ties by id. BM25 is a sum over phrases, so each is asked for alone and serves other JDs, too. For one
 * search alone it is quicker to ask for all at once, which gives the same sums.
 */
function best(db: Database, lists: Lists, phrases: string[], wanted: Wanted | null, depth: number): number[] {
  if (phrases.length === 0) return [];
  const postings = lists.isFirst
    ? [columnsOf(asked(db, phrases, depth + (wanted?.leftOut ?? 0)))]
    : postingsOf(db, lists, phrases);
  return tiesById(db, lists, bestSums(postings, wanted, depth)).slice(0, depth);
}

function columnsOf(rows: Sum[]): Postings {
  return { keys: rows.map(([key]) => key), weights: rows.map(([, weight]) => weight) };
}

function asked(db: Database, phrases: string[], enough: number): Sum[] {
  return db
    .sql(`SELECT rowid, -${BM25} AS sum FROM words WHERE words MATCH ? ORDER BY sum DESC LIMIT ?`)
    .raw()
    .all(phrases.join(' OR '), Math.min(MOST_POSTINGS, enough + TIES)) as Sum[];
}

/** The keys, those with equal sums in the order of their ids. */
function tiesById(db: Database, lists: Lists, rows: Sum[]): number[] {
  const keys: number[] = [];
  for (let from = 0; from < rows.length;) {
    let end = from + 1;
    while (end < rows.length && rows[end]![1] === rows[from]![1]) end++;
    const tied = rows.slice(from, end).map(([key]) => key);
    if (tied.length > 1) tied.sort((a, b) => ((lists.idOf(db, a) ?? '') < (lists.idOf(db, b) ?? '') ? -1 : 1));
    keys.push(...tied);
    from = end;
  }
  return keys;
}

function postingsOf(db: Database, lists: Lists, phrases: string[]): Postings[] {
  // A phrase that stands alone may be one that very many CVs hold.
  const order = phrases.length === 1 ? `ORDER BY ${BM25} LIMIT ${MOST_POSTINGS}` : '';
  return phrases.map((phrase) => {
    let known = lists.postings.get(phrase);
    if (known === undefined) {
      const rows = db.sql(`SELECT rowid, -${BM25} FROM words WHERE words MATCH ? ${order}`).raw().all(phrase) as Sum[];
      lists.keep(phrase, (known = columnsOf(rows)));
    }
    return known;
  });
}

/** Each word as an FTS5 query; a word of several tokens (node.js) becomes a phrase. */
function phrasesOf(db: Database, words: string[]): string[] {
  const asked = words.slice(0, MAX_WORDS).map((word) => (word.match(/[\p{L}\p{N}+#]+/gu) ?? []).join(' '));
  return [...new Set(asked.filter((phrase) => phrase !== ''))].map((phrase) => `"${db.sealer.words(phrase)}"`);
}

/** Those that can be scored cheaply. */
function chosen(db: Database, lists: Lists, phrases: string[], bound: number, needsOne: boolean): string[] {
  const total = (lists.total ??= countsOf(db).cvs);
  return affordable(phrases, { total, bound, needsOne }, (phrase, most) => holders(db, lists, phrase, most));
}

/** Number of CVs with the phrase, counted up to `most`. Much cheaper than scoring them. */
function holders(db: Database, { counts }: Lists, phrase: string, most: number): number {
  const known = counts.get(phrase);
  if (known !== undefined && (known.count < known.upTo || known.upTo >= most)) return Math.min(most, known.count);
  const { n } = db
    .sql('SELECT count(*) AS n FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)')
    .get(phrase, most) as {
    n: number;
  };
  counts.set(phrase, { count: n, upTo: most });
  return n;
}
