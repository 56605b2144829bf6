import { stripAccents } from './lines.js';

/** Frequent small words per language, folded; words that two languages share are in both. */
const SMALL_WORDS: Record<string, string> = {
  en: 'the and of to in for with on by from at as is was were are have has had an this that their all using which into our my be',
  de: 'und der die das mit von fur im in zu bei den des ein eine einer als auf durch sowie zur zum am uber nach ist wurde haben ich bis',
  fr: 'et de la le les des du en pour dans avec un une sur par au aux est ce cette mes je dont ainsi chez nous notre',
  es: 'y de la el los las en para con del por una un al como su sus es mi que entre desde',
  it: 'e di il la le gli del della dei delle per con in un una nel nella al alla da sono ho che presso come',
  pt: 'e de da do dos das em para com um uma no na nos nas por ao como que os as meu minha',
  nl: 'en van de het een in voor met op bij aan als te door naar ik is zijn tot ook om heb mijn',
};

const LISTS = Object.entries(SMALL_WORDS).map(([language, list]) => [language, new Set(list.split(' '))] as const);
const MAX_LETTERS = 6_000;
const MIN_HITS = 8;

/** ISO 639-1 code of the language with the most small words; null for too little text or no clear winner. */
export function guessLanguage(text: string): string | null {
  const words = stripAccents(text.slice(0, MAX_LETTERS).toLowerCase()).split(/[\s.,;:()|/'’]+/u);
  const hits = LISTS.map(([language, list]) => [language, words.reduce((sum, word) => sum + (list.has(word) ? 1 : 0), 0)] as const).sort((a, b) => b[1] - a[1]);
  const [first, second] = [hits[0]!, hits[1]!];
  return first[1] >= MIN_HITS && first[1] > second[1] * 1.15 ? first[0] : null;
}
