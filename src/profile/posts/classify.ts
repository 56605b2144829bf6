import { memoize, memoizeLast } from '../../domain/memoize.js';
import { foldInPlace } from '../text/fold-in-place.js';
import { foldAnew, isUpperCase } from '../text/lines.js';
import type { PhraseTrie } from '../vocabulary/phrase-trie.js';
import type { Vocabulary } from '../port.js';
import {
  endsWithRole,
  GRADES,
  LEGAL_FORMS,
  LEGAL_PHRASES,
  ORGANISATION_PHRASES,
  ORGANISATIONS,
  PLACEHOLDER_EMPLOYER,
  ROLE_PHRASES,
  ROLES,
  SURNAME_ROLES,
} from '../words/roles.js';
import { namesDegree, namesField, namesSchool } from '../words/degrees.js';

/** Memoized, since the same texts are tested as titles and as employers. */
const words = memoize((text): readonly string[] => {
  const folded = foldAnew(text.replace(/['’]s\b/g, ''));
  return folded === '' ? [] : folded.split(' ');
});
/** Last parts of German and Dutch compounds that name a role. */
const COMPOUND =
  /(?:ingenieur|entwickler|berater|leiter|manager|assistent|techniker|mitarbeiter|kaufmann|kauffrau|spezialist|medewerker|beheerder|ontwikkelaar|adviseur|begeleider|buchhalter|verkaufer|fahrer|pfleger|schwester|meister|arbeiter|angestellte|lehrer|arzt|anwalt|koch|forscher|zeichner|fuhrer|schreiber|trainer|designer|redakteur|administrator|architekt|analyst|koordinator|referent|direktor|monteur|mechaniker|elektroniker|informatiker|fachkraft|hilfskraft|gehilfe|assistenz|leitung|planer|gestalter|betreuer|student|praktikant|programmeur|verkoper|leider|docent|consultant|macher|bauer|sprecher|prufer|wirt|warter|makler|eigner|trager|warte|keeper)(?:r|n|in|innen)?$/u;
const plainRole = (word: string): boolean =>
  ROLES.has(word) ||
  (word.endsWith('s') && ROLES.has(word.slice(0, -1))) ||
  (word.length >= 7 && (COMPOUND.test(word) || endsWithRole(word)));

/**
 * How much a short text looks like a title, 0..1. Memoized: the same text comes up as a line, as part of a head and as
 * a segment.
 */
export function titleScore(text: string, vocabulary: Vocabulary): number {
  let score = titleScores.get(vocabulary);
  if (score === undefined) {
    score = memoize((one) => scoreTitle(one, vocabulary), MOST);
    titleScores.set(vocabulary, score);
  }
  return score(text);
}
const titleScores = new WeakMap<Vocabulary, (text: string) => number>();
/** Texts memoized: those of the last twenty CVs or so. */
const MOST = 1_000;

/** In characters: a longer text is neither a title nor an employer. */
const LONGEST = 400;

function scoreTitle(text: string, vocabulary: Vocabulary): number {
  if (text.length > LONGEST) return 0;
  const list = words(text);
  if (list.length === 0 || list.length > 14) return 0;
  if (list.length > 1 && LEGAL_FORMS.has(list.at(-1)!) && !/\s(?:at|@|bei|chez|presso|for)\s/u.test(text)) return 0.2;
  const head = words(text.split(/\s(?:of|for|in|at|de|du|des|fur|der|to|und|and|with|-|–)\s|[,(/|]/u)[0]!);
  const headIsRole = head.length > 0 && plainRole(head.at(-1)!);
  if (headIsRole) return list.length <= 8 ? 0.95 : 0.75;
  if (vocabulary.canonical(text, 'title') !== undefined) return employerLike(list) ? 0.7 : 1;
  if (list.some(plainRole)) return list.length <= 8 ? 0.75 : 0.45;
  const phrase = list.length <= 8 ? phraseScore(ROLE_PHRASES, text) : 0;
  if (phrase > 0) return phrase;
  return GRADES.has(list[0]!) && list.length <= 4 ? 0.3 : 0;
}

/** 0.95 where a phrase stands at either end of the text ("后端工程师", "Kỹ sư phần mềm"), 0.6 where it stands inside. */
function phraseScore(phrases: PhraseTrie<true>, text: string): number {
  if (!FOREIGN.test(text)) return 0;
  const folded = foldInPlace(text.replace(/\s*[(（][^)）]*[)）]?\s*$/u, ''));
  if (endsWith(phrases, folded)) return 0.95;
  const found = phrases.find(folded);
  if (found === null) return 0;
  return found.from === 0 && !SYLLABLES.test(text) ? 0.95 : 0.6;
}
const FOREIGN = /[\u0100-\uffff]/;
const SYLLABLES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function endsWith(phrases: PhraseTrie<true>, folded: string): boolean {
  const end = folded.replace(/(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/u, '').length;
  return end > 0 && phrases.matchBefore(folded, end, 0) !== null;
}

/** Whether a text is a title and no name whose last part is also a role ("Robert Koch"). */
export function isTitleNotName(text: string, vocabulary: Vocabulary): boolean {
  if (titleScore(text, vocabulary) < 0.7) return false;
  const list = words(text);
  const last = list.at(-1)!;
  const surname = SURNAME_ROLES.has(last) || !ROLES.has(last);
  return (
    list.length < 2 ||
    list.length > 4 ||
    !surname ||
    list.slice(0, -1).some((word) => plainRole(word) || GRADES.has(word)) ||
    vocabulary.canonical(text, 'title') !== undefined
  );
}

const employerLike = (list: readonly string[]): boolean =>
  list.some((word) => LEGAL_FORMS.has(word) || ORGANISATIONS.has(word));

/** Legal forms that never occur as words of a sentence. */
const CLEAR_FORMS: ReadonlySet<string> = new Set([
  'ltd',
  'gmbh',
  'inc',
  'llc',
  'pvt',
  'limited',
  'corporation',
  'corp',
  'plc',
]);

/** How much a short text looks like an employer's name, 0..1. */
export const employerScore = memoize(scoreEmployer, MOST);

function scoreEmployer(text: string): number {
  if (text.length > LONGEST) return 0;
  if (PLACEHOLDER_EMPLOYER.test(text.trim())) return 1;
  const list = words(text.includes('.') ? text.replace(/\b([A-Za-z])\.(?=[A-Za-z]\.?)/g, '$1') : text);
  if (list.length === 0 || list.length > 12) return 0;
  const tail = list.at(-1)!;
  if (LEGAL_FORMS.has(tail) || list.some((word, i) => i > 0 && CLEAR_FORMS.has(word)) || hasForeignForm(text, list))
    return 0.95;
  if (FOREIGN.test(text) && ORGANISATION_PHRASES.find(foldInPlace(text)) !== null)
    return phraseScore(ROLE_PHRASES, text) >= 0.9 ? 0.3 : 0.75;
  if (list.some((word) => ORGANISATIONS.has(word))) return list.some(plainRole) && plainRole(tail) ? 0.3 : 0.75;
  if (/^[\w-]+\.(?:com|io|net|org|ai|co|de)$/iu.test(text.trim())) return 0.8;
  return 0;
}

/**
 * Legal forms before the name, of several words, or written without a blank: "ООО «Ромашка»", "Lipa Sp. z o.o.",
 * "株式会社青空".
 */
function hasForeignForm(text: string, list: readonly string[]): boolean {
  if (list.length > 1 && FOREIGN.test(list[0]!) && LEGAL_FORMS.has(list[0]!)) return true;
  const folded = foldInPlace(text);
  return SYLLABLES.test(text)
    ? LEGAL_PHRASES.find(folded) !== null
    : list.length > 2 && list.at(-1)!.length <= 3 && endsWith(LEGAL_PHRASES, folded);
}

/** Whether a text of unknown kind is short and capitalised like an employer's name. */
export function nameLike(text: string): boolean {
  const list = text.trim().split(/\s+/);
  return (
    list.length <= 6 &&
    /^[\p{Lu}\p{Lo}\d«]/u.test(text.trim()) &&
    list.filter((word) => /^[\p{Lu}\p{Lo}\d&(«]/u.test(word)).length >= list.length / 2
  );
}

export const isEmployerPlaceholder = (text: string): boolean => PLACEHOLDER_EMPLOYER.test(text.trim());

/** How much a text looks like a degree or school leaving certificate, 0..1. */
export const degreeScore = memoize(scoreDegree, MOST);

function scoreDegree(text: string): number {
  if (namesDegree(text)) return 0.95;
  return words(text).length <= 8 && namesField(text) && !namesSchool(text) ? 0.4 : 0;
}

/** How much a text looks like a school, college or university, 0..1. */
export const schoolScore = memoize(scoreSchool, MOST);

function scoreSchool(text: string): number {
  if (namesSchool(text)) return 0.95;
  return isUpperCase(text) && /^[\p{Lu}.&, -]{3,12}$/u.test(text) ? 0.3 : 0;
}

/** Beginnings of sentences that describe duties. */
const DUTY =
  /^(?:responsib\p{L}*|responsabil(?:id|it)\p{L}*|respons(?:ável|able|abile) (?:por|pel[oa]s?|for)|roles?[ ]*(?:and|&|:)|duties|worked|working (?:on|with|as|in|for)|work (?:on|with|as)|develop(?:ed|ing)|design(?:ed|ing)|creat(?:ed|ing|e)|manag(?:ed|ing|e)(?= )|assist(?:ed|ing|s)?(?= )|provid(?:ed|ing|e)|implement(?:ed|ing)|perform(?:ed|ing|s)?|maintain(?:ed|ing|s)?|prepar(?:ed|ing|e)|support(?:ed|ing)|conduct(?:ed|ing)|coordinat(?:ed|ing)|ensur(?:ed|ing|e)|led|built|involved|handl(?:ed|ing|e)|us(?:ed|ing|e)|i(?= )|my|this|project(?: name| title|:| description)|environment\s*:|team size|technolog(?:y|ies)(?: used)?\s*:|in this|as an?|is a|was|we|our|to|for|with|also)(?![\p{L}\d])/iu;
/** Names may begin with an article too, but sentences are longer. */
const ARTICLE = /^(?:[Tt]he|[Aa]n?|[Aa]ll)\s(?!\p{Lu}\p{Ll}+[\s,]+\p{Lu})/u;

/** "Responsable marketing, Acme SA, Lyon": in Romance languages a title may begin like a duty. */
const IN_CHARGE = /^respons(?:able|abile|ável|avel)\s+[^\s,;(|–-]+(?:\s+[^\s,;(|–-]+){0,3}\s*(?:$|[,(|–-])/iu;
const isInCharge = (text: string): boolean =>
  IN_CHARGE.test(text) && !/:\s*$|;/u.test(text) && !endsAsSentence(text) && text.split(/\s+/).length <= 14;

/** Memoized, since it is asked again for each date or cell of a line. */
export const isDuty = memoizeLast(readsAsDuty);

function readsAsDuty(text: string): boolean {
  if (isInCharge(text)) return false;
  return (
    DUTY.test(text) ||
    isSentence(text) ||
    ((endsAsSentence(text) || ARTICLE.test(text)) && text.split(/\s+/).length > 6)
  );
}

/** Whether a text ends with a semicolon, or a full stop that is not part of a legal form such as "S.A.". */
export function endsAsSentence(text: string): boolean {
  const tail = text.slice(-LONGEST_NAME);
  const end = /[.;]\s*$/.exec(tail)?.[0];
  return (
    end !== undefined &&
    (end.startsWith(';') ||
      !ABBREVIATED_FORM.test(tail) ||
      employerScore(tail.split(/,\s|\s[-–—|·@]\s/u).at(-1)!) < 0.9)
  );
}
const LONGEST_NAME = 80;
/** "S.A.", "S.p.A.", "Ltd." */
const ABBREVIATED_FORM = /(?:(?:\p{L}\.\s?){2,}|(?<!\p{L})\p{Lu}\p{L}{1,4}\.)\s*$/u;

/** A sentence in a language without blanks between words, recognised by its end or its length. */
function isSentence(text: string): boolean {
  return SYLLABLES.test(text) && (/[。；;]\s*$/u.test(text) || (text.length > 40 && /[，,、]/u.test(text)));
}
