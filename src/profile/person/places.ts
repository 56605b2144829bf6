import { matchesOf, memoize } from '../../domain/index.js';
import { employerScore } from '../posts/classify.js';
import { endsPlainly, fold } from '../text/lines.js';
import { COUNTRY_NAMES } from '../words/country-names.js';
import { ABBREVIATED, CITIES, COUNTRY_ALIASES, COUNTRY_CODES, REGIONS } from '../words/places.js';

export interface Place {
  city?: string;
  region?: string;
  countryCode?: string;
}

/** Folded country names in seven languages -> ISO code. */
const COUNTRIES: ReadonlyMap<string, string> = new Map([
  ...COUNTRY_NAMES.trim()
    .split('\n')
    .flatMap((line) =>
      line
        .slice(3)
        .split('|')
        .map((name) => [name, line.slice(0, 2)] as const),
    ),
  ...COUNTRY_ALIASES,
]);

function countryCode(text: string): string | undefined {
  return COUNTRIES.get(fold(text));
}

/** N.V. is the legal form of Dutch and Belgian companies, not Nevada. */
const LEGAL_FORM = /^\s*N\.\s?V\.?\s*$/u;

function isRegion(text: string): boolean {
  if (LEGAL_FORM.test(text)) return false;
  const word = HAS_DIGIT.test(text)
    ? text
        .trim()
        .replace(/[.]/g, '')
        .replace(/\s+\d{4,6}(-\d{4})?$/, '')
    : text.trim().replaceAll('.', '');
  return ABBREVIATED.has(word) || REGIONS.has(fold(word)) || REGIONS.has(word.toLowerCase());
}

const isCity = (text: string): boolean =>
  CITIES.has(fold(HAS_DIGIT.test(text) ? text.replace(POSTAL_END, '').replace(POSTAL, '') : text));
/** A postal code after a city: `500001`, `BS1 4DJ`. */
const POSTAL_END = /\s+(?:\d{4,6}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/u;
/** A quick test: without a digit there is no postal code to remove. */
const HAS_DIGIT = /\d/;
/** A postal code before a city: `50667`, `D-50667`, `1017 GA`. */
const POSTAL = /^\d{4}\s?[A-Z]{2}\s+|^(?:[A-Z]{1,2}-)?\d{4,6}\s+/u;
const PLACE_WORD =
  /^(?:\d{4,6}\s+|[A-Z]-\d{4,5}\s+)?\p{Lu}[\p{L}'’.-]*(?:\s+(?:\p{Lu}[\p{L}'’.-]*|de|del|der|am|an|im|la|le|les|upon|of|do|da|sur|di|in))*(?:\s+\d{4,6})?\s*$/u;

/** Before a region or country, a city may be in lower case. */
const ANY_WORD = /^\p{L}[\p{L}'’. -]+$/u;

/** Placeholders left by templates and anonymisers: they stand for places, but there is none to report. */
const PLACEHOLDER_PLACE = /^(?:city|town)\s*,?\s*(?:state|country|st)(?:\s*,\s*(?:country|united states))?$/iu;

/**
 * How certainly a text of one to four parts between commas is a place: 0 not at all, 1 certainly. One unknown part may
 * precede a region or country.
 */
export const placeScore = memoize(scorePlace, 1_000);

function scorePlace(text: string): number {
  const trimmed = endsPlainly(text) ? text.trimStart() : text.trim().replace(/(?<![.,;\s])[.,;\s]+$/, '');
  if (trimmed === '' || trimmed.length > 60) return 0;
  if (PLACEHOLDER_PLACE.test(trimmed)) return 1;
  const parts = partsOf(trimmed);
  if (parts.length === 0 || parts.length > 4) return 0;
  const known = parts.map((part, i) => (i >= 2 && isCode(part) ? 1 : knownPlace(part)));
  const last = known.at(-1)!;
  if (parts.length === 1) return last;
  const unknown = parts.filter((_, i) => known[i] === 0);
  if (unknown.length === 0) return last;
  // "Lyon, Auvergne-Rhône-Alpes, France"
  if (
    parts.length === 3 &&
    unknown.length === 1 &&
    known[0]! > 0 &&
    last === 1 &&
    known[1] === 0 &&
    countryCode(parts[2]!) !== undefined &&
    isShort(parts[1]!, PLACE_WORD) &&
    employerScore(parts[1]!) < 0.7
  )
    return 1;
  if (unknown.length > 1 || !isShort(unknown[0]!, last === 1 ? ANY_WORD : PLACE_WORD)) return 0;
  // "Acme, Berlin" is an employer with its city; "Sangli, Maharashtra" is a place.
  const beforeRegion = known[0] === 0 && known[1] === 1;
  // "Sunrise Care, Singapore": two words before a name that is also a city are an employer.
  if (beforeRegion && parts.length === 2 && parts[0]!.includes(' ') && isCity(parts[1]!) && !isRegion(parts[1]!))
    return 0;
  if (beforeRegion) return employerScore(parts[0]!) >= 0.7 ? 0 : 1;
  return known[0]! > 0 && last === 0 ? 0.6 : 0;
}

const PARTS = /\s*[,/]\s*|\s+[-–]\s+/u;
/** The parts between commas, without postal codes and repetitions ("Chandigarh, Chandigarh"). */
function partsOf(text: string): string[] {
  const parts = /[,/–-]/.test(text) ? text.split(PARTS) : [text];
  return parts
    .map((part) => part.trim())
    .filter((part, i, all) => part !== '' && !/^\d+$/.test(part) && part !== all[i - 1]);
}

const isCode = (part: string): boolean => COUNTRY_CODES.includes(part);
const isShort = (part: string, pattern: RegExp): boolean => pattern.test(part) && part.split(/\s+/).length <= 3;

/** 1 for a region or country, 0.9 for a city, 0 if unknown. */
const knownPlace = memoize(
  (part) => (isRegion(part) || countryCode(part) !== undefined ? 1 : isCity(part) ? 0.9 : 0),
  1_000,
);

/** City, region and country of a place as written; unrecognised parts are left out. */
export function readPlace(text: string): Place {
  const parts = partsOf(text);
  const last = parts.at(-1);
  const code = last === undefined ? undefined : parts.length > 2 && isCode(last) ? last : countryCode(last);
  const named = code !== undefined && !(parts.length === 1 && isCity(parts[0]!));
  const rest = named ? parts.slice(0, -1) : parts;
  const region =
    rest.length > 1 || (rest.length === 1 && isRegion(rest[0]!) && !isCity(rest[0]!)) ? rest.at(-1) : undefined;
  const city = region === undefined ? rest[0] : rest.at(-2);
  return {
    ...(city === undefined ? {} : { city: city.replace(POSTAL, '').replace(POSTAL_END, '') }),
    ...(region === undefined ? {} : { region: region.replace(/\s+\d{4,6}(?:-\d{4})?$/, '') }),
    ...(named ? { countryCode: code } : {}),
  };
}

/** The offset of a place at the end of a text ("…, City, Region", "… City, ST"), or -1. */
export function trailingPlace(text: string): number {
  const comma = text.lastIndexOf(',');
  if (comma <= 0) return -1;
  const starts = matchesOf(text, WORD_START).map((match) => match.index + match[0].length);
  for (const start of starts)
    if (
      start <= comma &&
      text.length - start <= 50 &&
      !OF_NAME.test(text.slice(Math.max(0, start - 5), start)) &&
      placeScore(text.slice(start)) >= 1
    )
      return start;
  return placeScore(text.slice(comma + 1)) >= 0.9 ? comma + 1 : -1;
}
/** "University of Leeds, Leeds, UK": the word before makes the place part of a name. */
const OF_NAME = /\s(?:of|de|di|da|do|du)\s$/iu;
const WORD_START = /[,\s–-]\s*(?=\p{Lu})/gu;
