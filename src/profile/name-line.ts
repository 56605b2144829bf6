import { employerScore, titleScore } from './classify.js';
import type { Found } from './contact.js';
import { fold, tighten, wordCount, type Span, type TextLine } from './lines.js';
import { DEGREE_TAIL, HONORIFIC, nameLabel, NOT_NAMES, TITLE_OF_PAGE } from './name.js';
import { placeScore } from './places.js';
import type { Vocabulary } from './port.js';
import { headingKinds, type SectionLines } from './sections.js';
import { namesSchool } from './words/degrees.js';
import { GRADES, SURNAME_ROLES } from './words/roles.js';

/**
 * The line in which the name stands, told by where it stands and by what it is not, and never by whether its words read as
 * a name: Mason Baker, Dean Swift and Florence English stand there as Emma Kroft does.
 */
export interface NameLineInput {
  text: string;
  lines: readonly TextLine[];
  sections: readonly SectionLines[];
  firstPageEnd: number;
  contacts: readonly Span[];
  vocabulary: Vocabulary;
}

/** Between the parts of a line of the header. */
export const PARTS = /\s{3,}|\t+|\s*[|•·;｜／\u3000\uf000-\uf8ff]+\s*|\s+[-–—]+\s+/gu;
const LONGEST_NAME = 7;
/** Lines from the top in which a name may stand. */
const TOP = 12;
const MOST_BIG = 4;
/** Occupations that are first names and surnames besides those that SURNAME_ROLES has. */
const NAMES_TOO = new Set('marshall hunter bishop smith taylor tailor miller fisher carter cooper archer chandler clark clarke draper fletcher fowler forester foster fuller glover goldsmith harper hooper king knight prince duke earl squire constable sheriff bailey brewer chapman coleman collier cutler dyer falconer gardner mercer naylor palmer parker plumber plummer reeve rider ryder sadler saddler sailor sawyer sexton shepherd skinner slater spicer stewart tanner thatcher tiler tinker tucker turner tyler vintner wainwright walker waller weaver webster wheeler wright potter page parson pope prior priest abbot abbott deacon chaplain major sargent coach piper player dancer carver joiner mayor messenger proctor provost ranger reader scholar diver groom bowman doctor model'.split(' '));
/** Countries and regions that people are called after. */
const NAMES_OF_PLACES = new Set('jordan georgia chad virginia carolina dakota montana israel india china kenya america ireland holland france england wales scotland'.split(' '));
/** Of the words that no name has, those that somebody may be called all the same. */
const PRODUCTS = new Set('java python oracle sap cisco azure android excel page cloud'.split(' '));
const CLEAR_FORM = /(?:^|[\s,])(?:ltd|gmbh|inc|llc|pvt|limited|corporation|corp|plc)\.?$/iu;
const LABEL = /^[\p{L}\p{M}’'./ -]{1,28}[:：]/u;
const SENTENCE = /(?:^|\s)(?:the|and|with|for|und|mit|avec|para)(?=\s)/iu;
const LONG_SENTENCE = /\s(?:of|in|to|is|my|at|et|con)(?=\s)/u;

/** One line, two where first and last name have a line each; none where the CV begins with something else. */
export function findNameLine(input: NameLineInput): TextLine[] {
  const labelled = input.lines.slice(0, 40).find((line) => nameLabel(line.text) > 0 && line.text.slice(nameLabel(line.text)).trim() !== '');
  if (labelled !== undefined) return [labelled];
  const top = topLines(input);
  const big = bigLines(input);
  const hard = firstName(big, input, false) ?? firstName(top, input, false);
  const reachable = top.some((line) => holds(input.contacts, line));
  const first = hard ?? (reachable ? firstName(top, input, true) : undefined);
  return first === undefined ? [] : [first, ...secondLine(first, input, big)];
}

function topLines({ lines, sections }: NameLineInput): TextLine[] {
  const own = sections.filter((section) => (section.kind === 'header' || section.kind === 'contact') && section.start <= (lines[TOP - 1]?.start ?? Infinity));
  return own.flatMap((section) => section.lines).filter((line) => line.index < TOP);
}

/** The lines in the biggest font of the first page, where few are. */
function bigLines({ lines, firstPageEnd }: NameLineInput): TextLine[] {
  const page = lines.filter((line) => line.start < firstPageEnd && line.layout !== null);
  const sizes = page.map((line) => line.layout!.fontSize);
  const biggest = Math.max(0, ...sizes);
  const big = page.filter((line) => line.layout!.fontSize >= biggest - 0.6);
  return big.length <= MOST_BIG && big.length * 3 < page.length ? big : [];
}

const holds = (spans: readonly Span[], line: Span): boolean => spans.some((span) => span.start < line.end && span.end > line.start);

function firstName(lines: readonly TextLine[], input: NameLineInput, titlesToo: boolean): TextLine | undefined {
  for (const line of lines) {
    const part = firstPart(line, input);
    if (wordCount(part) > LONGEST_NAME || (wordCount(part) >= 3 && SENTENCE.test(part)) || (wordCount(part) >= 4 && LONG_SENTENCE.test(part))) {
      if (line.layout === null) return undefined;
      continue;
    }
    if (part !== '' && mayBeName(part, line, input.vocabulary, titlesToo)) return line;
  }
  return undefined;
}

/** What stands before the first gap, bar or contact, without the title of the page. */
function firstPart(line: TextLine, { text, contacts }: NameLineInput): string {
  const contact = contacts.filter((span) => span.start >= line.start && span.start < line.end).reduce((first, span) => Math.min(first, span.start), line.end);
  const own = text.slice(line.start, contact);
  const spaced = unspaced(own);
  const rest = spaced.slice(TITLE_OF_PAGE.exec(spaced)?.[0].length ?? 0);
  return withoutDegree(rest.split(PARTS).find((part) => part.trim() !== '')?.trim() ?? '');
}

/** Nor the nickname: "Coo" is short for an office. */
const withoutDegree = (text: string): string => text.replace(DEGREE_TAIL, '').replace(/\s*["“„][^"“”]{1,20}["“”]/u, '').trim();

/** `M A S O N  B A K E R` as two words. */
export function unspaced(text: string): string {
  if (!/^\s*(?:\p{L}\s+){3,}\p{L}\s*$/u.test(text.slice(0, 120))) return text;
  return text.trim().split(/\s{2,}/).map((word) => word.replace(/\s/g, '')).join(' ');
}

function mayBeName(part: string, line: TextLine, vocabulary: Vocabulary, titlesToo: boolean): boolean {
  if (/\d|@|https?:/u.test(part) || LABEL.test(part) || line.bullet || !/\p{L}/u.test(part)) return false;
  if (headingKinds(part).length > 0 || CLEAR_FORM.test(part) || namesSchool(part) || isPlace(part) || isHeaderOfSkills(part, line, vocabulary)) return false;
  if (part.includes(' ') && isWhole(part, 'skill', vocabulary)) return false;
  if (part.split(/[\s&,]+/).every((word) => NOT_NAMES.has(word.toLowerCase()) && !PRODUCTS.has(word.toLowerCase()))) return false;
  if (/^(?:page|photo|foto|confidential|picture|image|bild)\b/iu.test(part)) return false;
  return titlesToo ? !isTitlePhrase(part, vocabulary) : !isTitleLine(part, vocabulary);
}

/** "Leeds, UK": a country or region after a comma. */
function isPlace(part: string): boolean {
  const last = fold(part.split(',').at(-1)!);
  return part.includes(',') && placeScore(part) === 1 && !NAMES_OF_PLACES.has(last);
}

/** Skills where a name could stand. Brackets behind a name hold pronouns and the like. */
function isHeaderOfSkills(part: string, line: TextLine, vocabulary: Vocabulary): boolean {
  if (isSkillList(part.replace(/\s*\([^)]*\)/gu, ''), vocabulary)) return true;
  return line.text.split(PARTS).length >= 3 && vocabulary.canonical(part, 'skill') !== undefined && isSkillList(line.text, vocabulary);
}

/** Two or more skills with signs between them, or three; but "Swift, Ruby" alone is a surname and a first name. */
export function isSkillList(text: string, vocabulary: Vocabulary): boolean {
  const skills = vocabulary.find(text).filter(({ kind }) => kind === 'skill').length;
  return skills >= 3 || (skills === 2 && /[,|/•·]/.test(text) && !/^\S+,\s\S+$/u.test(text));
}

const isNameToo = (word: string): boolean => SURNAME_ROLES.has(word) || NAMES_TOO.has(word);

/** Whether the vocabulary has the phrase as it stands; what it makes of a phrase by its last word alone does not count. */
const isWhole = (part: string, kind: 'title' | 'skill', vocabulary: Vocabulary): boolean => vocabulary.find(part).some((hit) => hit.kind === kind && hit.start === 0 && hit.end === part.length);

/** A title that no name can be: a phrase that the vocabulary has, or one with a grade. */
function isTitlePhrase(part: string, vocabulary: Vocabulary): boolean {
  const words = fold(part).split(' ');
  return words.length > 1 && (isWhole(part, 'title', vocabulary) || (titleScore(part, vocabulary) >= 0.7 && words.some((word) => GRADES.has(word) && !isNameToo(word))));
}

/** A title in place of a name. "Mason Baker" is none though both words are occupations. */
export function isTitleLine(part: string, vocabulary: Vocabulary): boolean {
  if (isTitlePhrase(part, vocabulary)) return true;
  if (titleScore(part, vocabulary) < 0.7 || employerScore(part) >= 0.9) return false;
  const roles = fold(part).split(' ').filter((word) => titleScore(word, vocabulary) >= 0.7);
  return roles.length === 0 || !roles.every(isNameToo);
}

/** The last name below the first one: one or two words, in the same font where fonts are known. */
function secondLine(first: TextLine, input: NameLineInput, big: readonly TextLine[]): TextLine[] {
  const next = input.lines[first.index + 1];
  if (next === undefined || next.start - first.end > 3 || holds(input.contacts, first) || holds(input.contacts, next)) return [];
  const words = wordCount(first.text);
  const inBig = big.includes(first) && big.includes(next) && words <= 3;
  if (!(inBig || (big.length === 0 && words === 1)) || wordCount(next.text) > 3 || next.text.includes(',')) return [];
  return mayBeName(next.text, next, input.vocabulary, false) ? [next] : [];
}

const NAME_WORDS = /^["“”„'(«]?\p{L}[\p{L}\p{M}'’`´.·-]*["”“')»,]?$/u;

/** The name as it stands in its line: without label, title of the page, honorific, degree; null where it has no shape of one. */
export function nameIn(nameLines: readonly TextLine[], text: string, contacts: readonly Span[]): Found | null {
  const [first, second] = nameLines;
  if (first === undefined) return null;
  const from = first.start + (nameLabel(first.text) || (TITLE_OF_PAGE.exec(first.text)?.[0].length ?? 0));
  const to = second?.end ?? contacts.filter((span) => span.start > from && span.start < first.end).reduce((end, span) => Math.min(end, span.start), first.end);
  const raw = text.slice(from, to);
  const gap = /\p{L}\s\p{L}\s\p{L}(?:\s|$)/u.test(raw) && unspaced(raw) !== raw ? raw.length : raw.search(second === undefined ? PARTS : /$/u);
  let part = raw.slice(0, gap <= 0 ? raw.length : gap).replace(DEGREE_TAIL, '');
  const honorific = HONORIFIC.exec(part)?.[0].length ?? 0;
  part = part.slice(honorific);
  const span = tighten(part, { start: 0, end: part.length });
  if (span === null) return null;
  const start = from + honorific + span.start;
  const value = unspaced(text.slice(start, from + honorific + span.end)).replace(/\s+/g, ' ');
  if (value.split(' ').length > LONGEST_NAME || value.length > 60 || !value.split(' ').every((word) => NAME_WORDS.test(word))) return null;
  if (value.split(' ').every((word) => NOT_NAMES.has(word.toLowerCase()))) return null;
  return { value, start, end: from + honorific + span.end, confidence: 0.8 };
}
