import { stripAccents } from './lines.js';

/** Frequent small words and words of CVs per language, folded. A word that n languages share counts 1/n for each. */
const WORDS: Record<string, string> = {
  en: 'the and of to in for with on by from at as is was were are have has had an this that their all using which into our my be experience education skills languages present work summary responsible',
  de: 'und der die das mit von fur im in zu bei den des ein eine einer als auf durch sowie zur zum am uber nach ist wurde haben ich bis berufserfahrung ausbildung kenntnisse sprachen heute studium lebenslauf fahigkeiten',
  fr: 'et de la le les des du en pour dans avec un une sur par au aux est ce cette mes je dont ainsi chez nous notre experience formation competences langues professionnelle depuis parcours',
  es: 'y de la el los las en para con del por una un al como su sus es mi que entre desde experiencia laboral formacion idiomas competencias actualidad perfil educacion',
  it: 'e di il la le gli del della dei delle per con in un una nel nella al alla da sono ho che presso come esperienza istruzione formazione lingue competenze oggi profilo lavoro',
  pt: 'e de da do dos das em para com um uma no na nos nas por ao como que os as meu minha experiencia profissional formacao idiomas competencias atual educacao',
  nl: 'en van de het een in voor met op bij aan als te door naar ik is zijn tot ook om heb mijn werkervaring opleiding vaardigheden talen heden profiel',
};

const lists = Object.entries(WORDS).map(([language, list]) => [language, list.split(' ')] as const);
/** Word -> the languages that have it. */
const languagesOf = new Map<string, string[]>();
for (const [language, list] of lists) for (const word of list) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);
const MAX_LETTERS = 6_000;
const LEAST = 3;
const LEAD = 1.2;

/** ISO 639-1 code of the language whose words weigh most; null for too little text or no clear winner. */
export function guessLanguage(text: string): string | null {
  const weights = new Map<string, number>(lists.map(([language]) => [language, 0]));
  for (const word of stripAccents(text.slice(0, MAX_LETTERS).toLowerCase()).split(/[\s.,;:()|/'’]+/u)) {
    const languages = languagesOf.get(word);
    for (const language of languages ?? []) weights.set(language, weights.get(language)! + 1 / languages!.length);
  }
  const [first, second] = [...weights].sort((a, b) => b[1] - a[1]);
  return first![1] >= LEAST && first![1] > second![1] * LEAD ? first![0] : null;
}
