import { isBlank, unitsOf } from '../domain/index.js';
import { Beginnings } from './beginnings.js';
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

const languages = Object.keys(WORDS);
/** Word -> the languages that have it, as indices. */
const languagesOf = new Map<string, number[]>();
for (const [i, language] of languages.entries()) for (const word of WORDS[language]!.split(' ')) languagesOf.set(word, [...(languagesOf.get(word) ?? []), i]);
const beginnings = new Beginnings(languagesOf.keys());
const LONGEST = Math.max(...[...languagesOf.keys()].map((word) => word.length));
const MAX_LETTERS = 6_000;
const LEAST = 3;
const LEAD = 1.2;

/** ISO 639-1 code of the language whose words weigh most; null for too little text or no clear winner. */
export function guessLanguage(text: string): string | null {
  const weights = new Float64Array(languages.length);
  const letters = text.slice(0, MAX_LETTERS).toLowerCase();
  const units = unitsOf(letters);
  const { length } = letters;
  let start = 0;
  let ascii = true;
  for (let at = 0; at <= length; at++) {
    const unit = units[at]!;
    if (at < length && !isBetween(unit)) {
      ascii &&= unit < 128;
      continue;
    }
    if (at > start && at - start <= LONGEST && mayBeKnown(units, start, at)) weigh(ascii ? letters.slice(start, at) : stripAccents(letters.slice(start, at)), weights);
    start = at + 1;
    ascii = true;
  }
  const [first, second] = [...weights].map((weight, i) => ({ weight, i })).sort((a, b) => b.weight - a.weight);
  return first!.weight >= LEAST && first!.weight > second!.weight * LEAD ? languages[first!.i]! : null;
}

/** Short words are nearly all known ones; of the others only those that begin like one are looked up, and those with accents there. */
function mayBeKnown(units: Uint16Array, start: number, end: number): boolean {
  if (end - start < 3) return true;
  return units[start]! > 127 || units[start + 1]! > 127 || units[start + 2]! > 127 || beginnings.has(units[start]!, units[start + 1]!, units[start + 2]!);
}

/** What stands between words. */
function isBetween(unit: number): boolean {
  return unit < 128 ? between[unit] === 1 : unit === 0x2019 || isBlank(unit);
}
const between = new Uint8Array(128);
for (const mark of " \t\n\v\f\r.,;:()|/'") between[mark.charCodeAt(0)] = 1;

function weigh(word: string, weights: Float64Array): void {
  const having = languagesOf.get(word);
  if (having === undefined) return;
  for (const i of having) weights[i]! += 1 / having.length;
}
