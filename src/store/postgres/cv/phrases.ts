import { MAX_WORDS } from '../../picking.js';
import { phraseOf, tokensOf } from './words.js';
import type { Values } from './where.js';

/** A word as asked for; a word of several tokens (node.js) is a phrase. */
export type Phrase = string[];

export function phrasesIn(words: string[]): Phrase[] {
  const asked = words.slice(0, MAX_WORDS).map(tokensOf);
  return [...new Map(asked.filter((tokens) => tokens.length > 0).map((tokens) => [tokens.join(' '), tokens])).values()];
}

/** Probably the rarest word of a phrase. */
export function rarest(tokens: Phrase): string {
  return [...tokens].sort((a, b) => b.length - a.length)[0]!;
}

/** How often a phrase is in a part, counted by what is left of it without the phrase. */
const TIMES = (part: string): string =>
  `((length(words.${part}) - length(replace(words.${part}, phrase, ' '))) / (length(phrase) - 1))`;

/** A row for each phrase, by its place `i`, and CV that has it, with how often it is in each part and the CV's length. */
export function hitsSql(phrases: Phrase[], { place }: Values, titled: boolean): string {
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
