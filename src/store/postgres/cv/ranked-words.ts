import { affordable, isCheap, MOST_POSTINGS, MOST_TITLED } from '../../picking.js';
import type { PickQuery } from '../../port/index.js';
import { bestSums, type Sum } from '../../search/sums.js';
import type { Session } from '../database.js';
import { idsOf } from './ids.js';
import type { Lists, Postings, Wanted } from './lists.js';
import { Packed } from './packed.js';
import { hitsSql, phrasesIn, rarest, type Phrase } from './phrases.js';
import { Values } from './where.js';
import { phraseOf } from './words.js';

/**
 * Ranking by words as FTS5 does it in the SQLite store: BM25 with k1 = 1.2 and b = 0.75, where a word in a title counts
 * more than one in a skill, which counts more than one anywhere. PostgreSQL gives who holds a phrase and how often; what
 * that adds to the BM25 of each is computed here and kept for other JDs with the same phrase until the store changes.
 */

const PARTS = {
  words: { titled: false, times: [4, 2, 1], bound: MOST_POSTINGS },
  titles: { titled: true, times: [4, 0, 0], bound: MOST_TITLED },
} as const;
type Part = keyof typeof PARTS;

/** The best CVs by words anywhere, or by words of the title in titles. */
export async function byWords(
  session: Session,
  lists: Lists,
  query: PickQuery,
  part: Part,
  wanted: Wanted | null,
  depth: number,
): Promise<number[]> {
  const asked = part === 'titles' ? (query.titleWords ?? []) : query.words.map(({ word }) => word);
  // Where occupations are known, words that many titles have can be left out.
  const needsOne = part === 'words' || (query.occupations ?? []).length === 0;
  const phrases = await chosen(session, lists, phrasesIn(asked), part, needsOne);
  if (phrases.length === 0) return [];
  const postings = await postingsOf(session, lists, phrases, part);
  return (await tiesById(session, lists, bestSums(postings, wanted, depth))).slice(0, depth);
}

/** The keys, those with equal sums in the order of their ids. */
async function tiesById(session: Session, lists: Lists, rows: Sum[]): Promise<number[]> {
  const tied = rows.filter(([, sum], i) => sum === rows[i - 1]?.[1] || sum === rows[i + 1]?.[1]);
  const ids = await idsOf(
    session,
    lists,
    tied.map(([key]) => key),
  );
  const idOf = (key: number): string => ids.get(key) ?? '';
  return rows.sort(([a, x], [b, y]) => y - x || (idOf(a) < idOf(b) ? -1 : 1)).map(([key]) => key);
}

const nameOf = (part: Part, phrase: Phrase): string => `${part} ${phrase.join(' ')}`;

async function postingsOf(session: Session, lists: Lists, phrases: Phrase[], part: Part): Promise<Postings[]> {
  const missing = phrases.filter((phrase) => !lists.postings.has(nameOf(part, phrase)));
  const read = missing.length === 0 ? [] : await readPostings(session, missing, part, phrases.length === 1);
  lists.make(read.reduce((sum, { keys }) => sum + keys.length, 0));
  const now = new Map(missing.map((phrase, i) => [nameOf(part, phrase), read[i]!]));
  const found = phrases.map((phrase) => now.get(nameOf(part, phrase)) ?? lists.postings.get(nameOf(part, phrase))!);
  for (const [name, postings] of now) lists.postings.set(name, postings);
  return found;
}

/** `alone`: whether the phrase is the only one, and so may be one that very many CVs hold: only its best are read. */
async function readPostings(session: Session, phrases: Phrase[], part: Part, alone: boolean): Promise<Postings[]> {
  const { titled, times } = PARTS[part];
  const values = new Values();
  const { cvs, tokens } = session.state;
  const average = tokens / Math.max(1, cvs);
  const frequency = `${times[0]} * title + ${times[1]} * skills + ${times[2]} * body`;
  const best = alone
    ? `ORDER BY f / (f + 1.2 * (0.25 + 0.75 * length / ${values.place(average)}::float8)) DESC LIMIT ${MOST_POSTINGS}`
    : '';
  const rows = await session.rows<{ i: number; hits: Buffer }>(
    `SELECT i, ${Packed.sql([
      ['key', 'int4'],
      ['f', 'int4'],
      ['length', 'int4'],
    ])} AS hits FROM (
       SELECT * FROM (SELECT i, key, length, ${frequency} AS f FROM (${hitsSql(phrases, values, titled)}) AS hit) AS weighed ${best}) AS found
     GROUP BY i`,
    ...values.list,
  );
  const byPlace = new Map(rows.map(({ i, hits }) => [i, new Packed(hits, 12)]));
  return phrases.map((_, i) => weighed(byPlace.get(i), cvs, average));
}

/** As bm25() of FTS5. */
function weighed(hits: Packed | undefined, cvs: number, average: number): Postings {
  const n = hits?.length ?? 0;
  // CVs that were committed since their number was read may have the word, too.
  const idf = Math.max(1e-6, Math.log((Math.max(cvs - n, 0) + 0.5) / (n + 0.5)));
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const f = hits!.int4(i, 4);
    weights[i] = idf * ((f * (1.2 + 1)) / (f + 1.2 * (1 - 0.75 + (0.75 * hits!.int4(i, 8)) / average)));
  }
  return { keys: hits?.keys() ?? new Int32Array(0), weights };
}

/** Those that can be scored cheaply; who holds them is counted for all at once. */
async function chosen(
  session: Session,
  lists: Lists,
  phrases: Phrase[],
  part: Part,
  needsOne: boolean,
): Promise<Phrase[]> {
  const { bound, titled } = PARTS[part];
  const limits = { total: session.state.cvs, bound, needsOne };
  if (isCheap(phrases.length, limits)) return phrases;
  const most = Math.min(Math.floor(limits.total / 2), bound) + 1;
  const missing = phrases.filter((phrase) => !lists.counts.has(nameOf(part, phrase)));
  if (missing.length > 0) {
    const counts = await holdersOf(session, missing, most, titled);
    for (const [i, phrase] of missing.entries()) lists.counts.set(nameOf(part, phrase), counts[i]!);
  }
  return affordable(phrases, limits, (phrase) => lists.counts.get(nameOf(part, phrase))!);
}

/** For each phrase the number of CVs that have it, counted up to `most`. Much cheaper than scoring them. */
async function holdersOf(session: Session, phrases: Phrase[], most: number, titled: boolean): Promise<number[]> {
  const rows = await session.rows<{ n: number }>(
    `SELECT (SELECT count(*) FROM (
         SELECT 1 FROM postings WHERE postings.tenant = $1 AND term = word AND (NOT $5::boolean OR postings.title > 0)
           AND (phrase IS NULL OR EXISTS (SELECT 1 FROM words WHERE words.tenant = $1 AND words.key = postings.key
             AND strpos(CASE WHEN $5 THEN words.title ELSE concat(words.title, words.skills, words.body) END, phrase) > 0))
         LIMIT $4) AS holder) AS n
     FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS asked(word, phrase, place) ORDER BY place`,
    phrases.map(rarest),
    phrases.map((tokens) => (tokens.length === 1 ? null : phraseOf(tokens))),
    most,
    titled,
  );
  return rows.map(({ n }) => n);
}
