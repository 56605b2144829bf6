import { affordable, isCheap, MAX_WORDS, MOST_POSTINGS, MOST_TITLED, TIES } from '../../picking.js';
import type { PickQuery } from '../../port/index.js';
import type { Session } from '../database.js';
import { wantedKeys, type Filter } from './filter.js';
import { Values } from './where.js';
import { phraseOf, tokensOf } from './words.js';

/**
 * Ranking by words as FTS5 does it in the SQLite store: BM25 with k1 = 1.2 and b = 0.75, where a word in a title counts
 * more than one in a skill, which counts more than one anywhere.
 */

/** A word as asked for; a word of several tokens (node.js) is a phrase. */
type Phrase = string[];

function phrasesIn(words: string[]): Phrase[] {
  const asked = words.slice(0, MAX_WORDS).map(tokensOf);
  return [...new Map(asked.filter((tokens) => tokens.length > 0).map((tokens) => [tokens.join(' '), tokens])).values()];
}

const PARTS = {
  words: { titled: false, frequency: '4.0 * title + 2.0 * skills + body', bound: MOST_POSTINGS },
  titles: { titled: true, frequency: '4.0 * title', bound: MOST_TITLED },
};

/** The best CVs by words anywhere, or by words of the title in titles. */
export async function byWords(
  session: Session,
  query: PickQuery,
  part: keyof typeof PARTS,
  filter: Filter | null,
  depth: number,
): Promise<number[]> {
  const { titled, frequency, bound } = PARTS[part];
  const asked = titled ? (query.titleWords ?? []) : query.words.map(({ word }) => word);
  // Where occupations are known, words that many titles have can be left out.
  const needsOne = !titled || (query.occupations ?? []).length === 0;
  const phrases = await chosen(session, phrasesIn(asked), { bound, needsOne, titled });
  if (phrases.length === 0) return [];
  const values = new Values();
  const hits = hitsSql(phrases, values, titled);
  const { cvs, tokens } = session.state;
  const [total, average] = [values.place(cvs), values.place(tokens / Math.max(1, cvs))];
  // CVs that were committed since the total was read may have the word, too.
  const rows = await session.rows<{ key: number }>(
    `WITH hits AS MATERIALIZED (${hits}),
       weights AS (SELECT i, greatest(1e-6, ln((greatest(${total}::float8 - count(*), 0) + 0.5) / (count(*) + 0.5))) AS idf FROM hits GROUP BY i),
       scored AS (SELECT key, sum(idf * f * 2.2 / (f + 1.2 * (0.25 + 0.75 * length / ${average}::float8)) ORDER BY i) AS score
         FROM (SELECT i, key, length, ${frequency} AS f FROM hits) AS hit JOIN weights USING (i) GROUP BY key),
       best AS (SELECT * FROM scored WHERE ${wantedKeys('scored.key', filter, values)} ORDER BY score DESC LIMIT ${values.place(depth + TIES)})
     SELECT best.key FROM best JOIN cvs ON cvs.tenant = $1 AND cvs.key = best.key ORDER BY score DESC, cv_id LIMIT ${values.place(depth)}`,
    ...values.list,
  );
  return rows.map(({ key }) => key);
}

/** How often a phrase is in a part, counted by what is left of it without the phrase. */
const TIMES = (part: string): string =>
  `((length(words.${part}) - length(replace(words.${part}, phrase, ' '))) / (length(phrase) - 1))`;

/** A row for each phrase, by its place `i`, and CV that has it. */
function hitsSql(phrases: Phrase[], { place }: Values, titled: boolean): string {
  const numbered = phrases.map((tokens, i) => ({ tokens, i }));
  const [single, several] = [
    numbered.filter(({ tokens }) => tokens.length === 1),
    numbered.filter(({ tokens }) => tokens.length > 1),
  ];
  const parts = [];
  if (single.length > 0)
    parts.push(
      `SELECT i, key, title, skills, body, length FROM unnest(${place(single.map(({ i }) => i))}::int[], ${place(single.map(({ tokens }) => tokens[0]))}::text[]) AS asked(i, word)
         JOIN postings ON tenant = $1 AND term = word ${titled ? 'WHERE title > 0' : ''}`,
    );
  if (several.length > 0)
    parts.push(
      `SELECT i, key, title, skills, body, length FROM (
         SELECT i, words.key, ${TIMES('title')} AS title, ${TIMES('skills')} AS skills, ${TIMES('body')} AS body, words.tokens AS length
         FROM unnest(${place(several.map(({ i }) => i))}::int[], ${place(several.map(({ tokens }) => rarest(tokens)))}::text[], ${place(several.map(({ tokens }) => phraseOf(tokens)))}::text[]) AS asked(i, word, phrase)
           JOIN postings ON postings.tenant = $1 AND postings.term = word
           JOIN words ON words.tenant = $1 AND words.key = postings.key) AS phrased
         WHERE ${titled ? 'title' : 'title + skills + body'} > 0`,
    );
  return parts.join(' UNION ALL ');
}

/** Probably the rarest word of a phrase. */
function rarest(tokens: Phrase): string {
  return [...tokens].sort((a, b) => b.length - a.length)[0]!;
}

interface Bound {
  bound: number;
  needsOne: boolean;
  titled: boolean;
}

/** Those that can be scored cheaply; who holds them is counted for all at once. */
async function chosen(session: Session, phrases: Phrase[], { bound, needsOne, titled }: Bound): Promise<Phrase[]> {
  const limits = { total: session.state.cvs, bound, needsOne };
  if (isCheap(phrases.length, limits)) return phrases;
  const most = Math.min(Math.floor(limits.total / 2), bound);
  const holders = await holdersOf(session, phrases, most + 1, titled);
  const counts = new Map(phrases.map((phrase, i) => [phrase, holders[i]!]));
  return affordable(phrases, limits, (phrase) => counts.get(phrase)!);
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

/** CVs that show any of the musts; null if none do, or so many that it does not distinguish them. */
export async function showing(
  session: Session,
  musts: { words: string; skill: boolean }[],
  filter: Filter | null,
): Promise<Set<number> | null> {
  const asked = musts
    .map(({ words, skill }) => ({ skill, phrases: skill ? phrasesIn([words]) : phrasesIn(words.split(' ')) }))
    .filter(({ phrases }) => phrases.length > 0);
  if (asked.length === 0) return null;
  const values = new Values();
  const hits = hitsSql(
    asked.flatMap(({ phrases }) => phrases),
    values,
    false,
  );
  const of = asked.flatMap(({ phrases, skill }, must) => phrases.map(() => ({ must, skill, needed: phrases.length })));
  const rows = await session.rows<{ key: number }>(
    `WITH hits AS MATERIALIZED (${hits}),
       shown AS (SELECT key FROM hits JOIN unnest(${values.place(of.map((_, i) => i))}::int[], ${values.place(of.map(({ must }) => must))}::int[],
           ${values.place(of.map(({ skill }) => skill))}::boolean[], ${values.place(of.map(({ needed }) => needed))}::int[]) AS asked(i, must, skill, needed) USING (i)
         WHERE NOT skill OR skills > 0 GROUP BY must, needed, key HAVING count(*) = needed)
     SELECT key FROM (SELECT DISTINCT key FROM shown LIMIT ${MOST_POSTINGS}) AS few WHERE ${wantedKeys('few.key', filter, values)}`,
    ...values.list,
  );
  return rows.length === 0 || rows.length === MOST_POSTINGS ? null : new Set(rows.map(({ key }) => key));
}
