import { employerScore } from '../posts/classify.js';
import { placeScore } from './places.js';

/** How the heads of entries in this CV give cities, for cities that no list contains. */
export interface CityHabits {
  /** Employers are followed by a comma and a city: "Acme, Berlin". */
  placeAfterComma: boolean;
  /** At least two heads end with a name in brackets: "Acme (Smalltown)". */
  citiesInBrackets: boolean;
}

export interface CityTail {
  sign: 'comma' | 'bracket' | 'word';
  /** Offset of the separator before the city. */
  at: number;
  city: string;
}

/** One to four capitalised words with small ones between them, or two to four of a script without capitals. */
const CITY =
  /(?:[гмс]\.\s*)?\p{Lu}\p{Ll}[\p{L}'’.-]*(?:[\s-]+(?:(?:de|del|da|do|dos|di|la|le|les|sur|am|an|im|der|den|nad|van|upon|on)\s+)*\p{Lu}\p{Ll}[\p{L}'’.-]*){0,3}|[\p{Script=Arabic}\p{Script=Hebrew}]+(?:\s[\p{Script=Arabic}\p{Script=Hebrew}]+)?/u
    .source;
const TAIL = new RegExp(
  `(?:(?<comma>\\s*[,،]\\s+)|(?<bracket>\\s*\\()|(?<word>\\s+in\\s+))(?<city>${CITY})(?<close>\\)?)$`,
  'u',
);
/** Other things that stand in brackets after an employer. */
const NO_CITY =
  /^(?:contract|contractor|full|part|permanent|temporary|temp|intern|internship|freelance|remote|hybrid|formerly|former|now|acquired|client|via|through|subsidiary|division|part of|praktikum|befristet|stage|cdi|cdd|prácticas)\b/iu;
/** Parts of a company that stand after a comma. */
const DEPARTMENT =
  /(?:department|division|team|unit|office|branch|services?|operations|sales|support|management|abteilung|bereich|vertrieb|reparto|afdeling|departamento|département)$/iu;
const GROUP = /\s(?:group|holding|gruppe|groupe|gruppo|grupo|groep)$/iu;
const LONGEST = 60;

/** What may be a city at the end of an employer's text. */
export function cityTail(text: string): CityTail | null {
  const from = Math.max(0, text.length - LONGEST);
  const groups = TAIL.exec(text.slice(from));
  if (groups === null) return null;
  const { bracket, word, city, close } = groups.groups!;
  const at = from + groups.index;
  if (at === 0 || (bracket !== undefined) !== (close !== '') || NO_CITY.test(city!)) return null;
  return { sign: bracket !== undefined ? 'bracket' : word !== undefined ? 'word' : 'comma', at, city: city! };
}

/**
 * Whether it is a city: it follows a legal form, is a known place, or stands where other heads of the CV have their
 * cities.
 */
export function isCityTail(employer: string, { sign, city }: CityTail, habits: CityHabits): boolean {
  if (employerScore(city) > 0.5 || DEPARTMENT.test(city)) return false;
  const named = employerScore(employer);
  if (named >= 0.95 || GROUP.test(employer)) return true;
  if (sign === 'bracket') return habits.citiesInBrackets || placeScore(city) >= 0.8;
  if (sign === 'word') return false;
  return (
    (habits.placeAfterComma && !/\s\S+\s/.test(city)) ||
    placeScore(city) >= 0.9 ||
    (named >= 0.7 && NO_CAPITALS.test(city))
  );
}
const NO_CAPITALS = /^[\p{Script=Arabic}\p{Script=Hebrew}]/u;
