import { countLetters } from '../text/scripts.js';
import { LANGUAGES } from '../words/languages/index.js';

/**
 * Languages for which everything is read, including what the word tables do not cover: labelled personal data, names of
 * spoken languages.
 */
const FULL: ReadonlySet<string> = new Set(['en', 'de', 'fr', 'es', 'it', 'pt', 'nl']);
const WHOLE: ReadonlySet<string> = new Set(LANGUAGES.map(({ code }) => code));
const BEGINNING = 6_000;

/** Names the language and what is not read of a CV in it; null where everything is. */
export function notReadIn(language: string | null, text: string): string | null {
  if (language === null)
    return isUnknownScript(text.slice(0, BEGINNING))
      ? 'its script is not known: headings, dates and titles are not read'
      : null;
  if (FULL.has(language)) return null;
  const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;
  if (!WHOLE.has(language))
    return `${name}: dates, name and contacts are read, headings, degrees and titles are not known`;
  return `${name}: headings, dates, posts and education are read; kinds of personal data and spoken languages are known by their English names alone`;
}

function isUnknownScript(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- what is Latin-1
  if (!/[^\x00-\xff]/.test(text)) return false;
  const { other, ...known } = countLetters(text);
  return other > Object.values(known).reduce((sum, count) => sum + count, 0) / 4;
}
