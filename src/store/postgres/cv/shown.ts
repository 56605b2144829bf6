import { MOST_POSTINGS } from '../../picking.js';
import type { Session } from '../database.js';
import type { Lists, Wanted } from './lists.js';
import { Packed } from './packed.js';
import { phrasesIn, rarest, type Phrase } from './phrases.js';
import { Values } from './where.js';
import { phraseOf } from './words.js';

interface Must {
  phrases: Phrase[];
  /** Among the skills, not anywhere. */
  skill: boolean;
}

/** CVs that show any of the musts; null if none do, or so many that it does not distinguish them. */
export async function showing(
  session: Session,
  lists: Lists,
  musts: { words: string; skill: boolean }[],
  wanted: Wanted | null,
): Promise<Set<number> | null> {
  const asked = musts
    .map(({ words, skill }) => ({ skill, phrases: phrasesIn(skill ? [words] : words.split(' ')) }))
    .filter(({ phrases }) => phrases.length > 0);
  if (asked.length === 0) return null;
  const shown = new Set<number>();
  for (const keys of await shownBy(session, lists, asked)) {
    if (keys === null) return null;
    for (const key of keys) shown.add(key);
  }
  if (shown.size >= MOST_POSTINGS) return null;
  for (const key of shown) if (wanted?.has(key) === false) shown.delete(key);
  return shown.size === 0 ? null : shown;
}

const nameOf = ({ phrases, skill }: Must): string => JSON.stringify([skill, phrases]);

async function shownBy(session: Session, lists: Lists, musts: Must[]): Promise<(Int32Array | null)[]> {
  const missing = musts.filter((must) => !lists.shown.has(nameOf(must)));
  const read = missing.length === 0 ? [] : await readShown(session, missing);
  lists.make(read.reduce((sum, keys) => sum + (keys?.length ?? 0), 0));
  const now = new Map(missing.map((must, i) => [nameOf(must), read[i]!]));
  const found = musts.map((must) => {
    const name = nameOf(must);
    return now.has(name) ? now.get(name)! : lists.shown.get(name)!;
  });
  for (const [name, keys] of now) lists.shown.set(name, keys);
  return found;
}

/** Those who show each must, or null if there are too many. */
async function readShown(session: Session, musts: Must[]): Promise<(Int32Array | null)[]> {
  const values = new Values();
  const each = musts.map(
    (must, i) =>
      `SELECT ${i} AS i, ${Packed.sql([['key', 'int4']])} AS keys FROM (${mustSql(must, values)} LIMIT ${MOST_POSTINGS}) AS found`,
  );
  const rows = await session.rows<{ i: number; keys: Buffer | null }>(each.join(' UNION ALL '), ...values.list);
  const byPlace = new Map(rows.map(({ i, keys }) => [i, new Packed(keys ?? Buffer.alloc(0), 4)]));
  return musts.map((_, i) => {
    const packed = byPlace.get(i)!;
    return packed.length >= MOST_POSTINGS ? null : packed.keys();
  });
}

/** The CVs with all phrases of a must, found by what is probably the rarest of their words. */
function mustSql({ phrases, skill }: Must, { place }: Values): string {
  const [first, ...others] = [...phrases].sort((a, b) => rarest(b).length - rarest(a).length);
  const where = [
    ...(skill ? ['one.skills > 0'] : []),
    ...[first!, ...others]
      .filter((tokens) => tokens.length > 1)
      .map((tokens) => hasPhrase(place(phraseOf(tokens)), skill)),
    ...others
      .filter((tokens) => tokens.length === 1)
      .map(
        (tokens) =>
          `EXISTS (SELECT 1 FROM postings AS other WHERE other.tenant = $1 AND other.term = ${place(tokens[0])}::text AND other.key = one.key)`,
      ),
  ];
  const conditions = [`one.tenant = $1 AND one.term = ${place(rarest(first!))}::text`, ...where];
  return `SELECT key FROM postings AS one WHERE ${conditions.join(' AND ')}`;
}

function hasPhrase(phrase: string, skill: boolean): string {
  const text = skill ? 'words.skills' : 'concat(words.title, words.skills, words.body)';
  return `EXISTS (SELECT 1 FROM words WHERE words.tenant = $1 AND words.key = one.key AND strpos(${text}, ${phrase}::text) > 0)`;
}
