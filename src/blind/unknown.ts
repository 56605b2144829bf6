import type { Profile } from '../domain/index.js';
import { merged, within } from '../profile/text/cutting.js';
import { selfNamed } from '../profile/person/mentions.js';
import { employerScore, titleScore } from '../profile/posts/classify.js';
import { headingKinds } from '../profile/sections.js';
import type { Span } from '../profile/text/lines.js';
import type { Vocabulary } from '../profile/index.js';
import { isCapital, type Line, type Word } from './lines.js';
import { cutsBy } from './marks.js';
import { folded, WORD } from './who.js';
import { ADDRESSES } from './words/addresses.js';
import { PARTICLES } from './words/generic.js';

/** What may stand between two words of one name: blanks, an initial, a particle, a hyphen. */
const BETWEEN =
  /^(?:[ \t]+|-|[ \t]+(?:\p{Lu}\.[ \t]*)+|[ \t]+(?:(?:van|von|de|da|do|dos|der|den|del|della|di|du|la|le|bin|binti|ibn|al|el|ter|ten|zu|y|e|st\.?|['’]t)[ \t]+)+(?:[dl]['’])?|[ \t]+(?:al|el)-|[ \t]+["“'(])$/u;
/** A line of two words apart by a comma: "Doe, Jane". */
const REVERSED = /^,[ \t]+$/u;
/** Lines from the top, and from the end, in which a word alone may be a name. */
const FIRST = 3;
const LAST = 2;
/** Words of a line that may be a name. */
const FEW = 5;

/**
 * Words that may be the name of a person whose name nobody knows: neighbours in capitals that are nothing else, whole
 * short lines at the top and the end, and what follows "my name is".
 */
export function unknownNames(text: string, lines: readonly Line[], vocabulary: Vocabulary): string[] {
  const told = lines.filter((line) => headingKinds(line.text).length === 0 && line.words.length > 0);
  const edges = new Set([...told.slice(0, FIRST), ...told.slice(-LAST)]);
  const own = selfNamed(text, (words) => titleScore(words, vocabulary) >= 0.7);
  return [
    ...told.flatMap((line) => [...runsIn(line), ...subjectsIn(line)]),
    ...[...edges].flatMap(namesAlone),
    ...(own === null ? [] : [own.value]),
    ...[...text.matchAll(IN_SYLLABLES)].map((m) => m[1]!),
  ];
}

/** "我叫…", "私は…と申します", "제 이름은 …입니다", and who is the subject of a text without blanks between words. */
const IN_SYLLABLES =
  /(?:我叫|我是|姓名|名叫|제 이름은\s*|저는\s*|私は|名前は|(?<=^|[\n。！!.]\s*))((?:\p{Script=Han}|[\p{Script=Hiragana}\p{Script=Katakana}]){2,5}?|\p{Script=Hangul}{2,4}?)(?=是|，|,|と申|です|は|と言|입니다|이고|라고|은\s|는\s|이\s|가\s|의\s)/gu;

/** Two and more unknown words in capitals beside each other. */
function runsIn(line: Line): string[] {
  const names: string[] = [];
  let run: Word[] = [];
  const finish = (): void => {
    const whole = run.length < 2 ? '' : line.text.slice(run[0]!.start - line.start, run.at(-1)!.end - line.start);
    if (whole !== '' && employerScore(whole) < 0.7) names.push(whole);
    run = [];
  };
  for (const word of line.words) {
    const last = run.at(-1);
    const gap = last === undefined ? '' : line.text.slice(last.end - line.start, word.start - line.start);
    const joins = last === undefined || BETWEEN.test(gap) || (REVERSED.test(gap) && line.words.length <= 3);
    if (!joins) finish();
    if (isCapital(word) && !word.isSmallToo && word.isUnknown()) run.push(word);
    else if (!PARTICLES.has(folded(word.text)) && [...word.text].length > 1) finish();
  }
  finish();
  return names;
}

/** What is said of the subject of a sentence: "Mason is", "Mason joined", "Mason hat". */
const SAYS =
  /^(?:['’]s?[ \t]+\p{Ll}|[ \t]+(?:is|was|has|had|holds|led|leads|built|ran|won|brings|brought|works|writes|wrote|speaks|can|will|also|then|currently|\p{Ll}{3,}ed|ist|war|hat|leitet(?:e)?|arbeitet(?:e)?|entwickelt(?:e)?|verfügt|bringt|spricht|kann|est|était|a(?=\s\p{Ll}+[éit])|dirige|travaille|parle|es|era|ha|trabaja|dirige|dirigió|è|era|lavora|é|foi|tem|trabalha|is|heeft|werkt|leidt|jest|był[ao]?|ma|pracuje|prowadzi)(?![\p{L}\p{N}]))/u;

/** Unknown words with which a sentence begins, and that do something. */
function subjectsIn({ text, start, words }: Line): string[] {
  return words

    .filter((word) => isCapital(word) && !word.isSmallToo && word.isUnknown())
    .filter((word) => /(?:^|[.!?•*;]["”’)]?[ \t]+|^[\s•*–-]+)$/u.test(text.slice(0, word.start - start)))
    .filter((word) => SAYS.test(text.slice(word.end - start)))
    .map((word) => word.text);
}

/** A short line at an edge of the text that is nothing but unknown words, in any case. */
function namesAlone({ text, words }: Line): string[] {
  const own = words.filter((word) => word.isUnknown());
  if (words.length > FEW || own.length === 0 || /\d/.test(text)) return [];
  const others = words.filter((word) => !word.isUnknown() && !PARTICLES.has(folded(word.text)) && word.text.length > 1);
  return others.length === 0 && employerScore(text) < 0.7 ? [own.map((word) => word.text).join(' ')] : [];
}

/** Unknown words in capitals of lines that tell how to reach somebody: towns, and names that nothing else finds. */
export function unknownBesideContacts(text: string, lines: readonly Line[]): Span[] {
  const places = merged(cutsBy(text, CONTACTS));
  return lines
    .filter((line) => line.words.length <= MOST_BESIDE && within(places, line.start, line.end).length > 0)
    .flatMap((line) => line.words.filter((word) => isCapital(word) && word.isUnknown()));
}
const MOST_BESIDE = 20;
const CONTACTS = [...ADDRESSES, /\S@\S/gu, /\+\d[\d ()-]{7,}/gu];

/** Unknown words in capitals of the sections about education: what is left of schools that nothing else finds. */
export function unknownInEducation({ sections, resume: { education } }: Profile, lines: readonly Line[]): Span[] {
  const areas = new Set(
    education
      // What follows a comma may be a school: "Physics, Eton".
      .flatMap(({ area, studyType }) => [area, studyType].flatMap((one) => one?.split(',')[0]!.match(WORD) ?? []))
      .map(folded),
  );
  const parts = sections.filter(({ kind }) => kind === 'education');
  return lines
    .filter((line) => parts.some(({ start, end }) => line.start >= start && line.start < end))
    .filter((line) => headingKinds(line.text).length === 0)
    .flatMap((line) => line.words)
    .filter((word) => isCapital(word) && !areas.has(folded(word.text)) && word.isUnknown());
}
