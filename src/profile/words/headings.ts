import type { SectionKind } from '../../domain/index.js';
import { fold } from '../text/lines.js';
import { phrasesOf } from './language-words.js';
import { LANGUAGES } from './languages/index.js';

/**
 * Heading phrases of all languages, folded, with the kind of section they head. Where two languages differ, the first
 * one counts.
 */
export const HEADINGS: ReadonlyMap<string, SectionKind> = new Map(
  LANGUAGES.flatMap(({ headings }) =>
    Object.entries(headings).flatMap(([kind, list]) =>
      phrasesOf(list).map((phrase) => [fold(phrase), kind as SectionKind] as const),
    ),
  ).reverse(),
);

/** Without blanks, since PDF text layers lose or add some in headings in small capitals or with wide letter spacing. */
const squeeze = (phrase: string): string => phrase.replace(/ /g, '');
/** Scripts in which a letter is a syllable or word: two of them, even with a blank between, can be a heading. */
const SYLLABLES = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u;
const isLongEnough = (phrase: string): boolean => phrase.length >= 6 || SYLLABLES.test(phrase);
export const SQUEEZED_HEADINGS: ReadonlyMap<string, SectionKind> = new Map(
  [...HEADINGS]
    .filter(([phrase]) => isLongEnough(squeeze(phrase)))
    .map(([phrase, kind]) => [squeeze(phrase), kind] as const),
);

/** Words that tell the kind of a heading no list contains, such as "Experience Entries"; the first match counts. */
const HEADING_WORDS: readonly (readonly [RegExp, SectionKind])[] = [
  [
    /\b(?:experience|employment|work history|berufserfahrung|experiencia|esperienze?|experience professionnelle|werkervaring)\b/u,
    'work',
  ],
  [/\b(?:education|academic|ausbildung|studium|formation|formacion|formazione|educacao|opleiding)\b/u, 'education'],
  [/\b(?:skills|technologies|kenntnisse|competences|competencias|competenze|vaardigheden)\b/u, 'skills'],
  [/\b(?:projects?|projekte|projets|proyectos|progetti|projetos)\b/u, 'projects'],
  [/\b(?:publications?|papers|publikationen|publicaciones)\b/u, 'publications'],
  [/\b(?:languages|sprachen|langues|idiomas|lingue|talen)\b/u, 'languages'],
  [/\b(?:awards?|honou?rs)\b/u, 'awards'],
];

/** Kinds whose one-word headings also decide longer headings that no list contains. */
const TELLING: readonly SectionKind[] = ['work', 'education', 'skills', 'projects', 'languages'];
const telling = new Map([...HEADINGS].filter(([phrase, kind]) => TELLING.includes(kind) && !/[a-z ]/.test(phrase)));

/** The kind of a folded heading by its words; `other` where none decides. */
export function kindByWords(folded: string): SectionKind {
  const known = HEADING_WORDS.find(([pattern]) => pattern.test(folded))?.[1];
  if (known !== undefined) return known;
  for (const word of folded.split(' ')) {
    const kind = telling.get(word);
    if (kind !== undefined) return kind;
  }
  return 'other';
}
