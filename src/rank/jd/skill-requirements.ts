import type { Requirement } from '../../domain/index.js';
import type { TermHit } from '../../profile/port.js';
import type { Vocabulary } from '../../profile/index.js';
import { certificatesIn, degreesIn, languagesIn, yearsIn, type YearsFact } from '../facts.js';
import { groupsOf, itemAt, type Group, type Item } from './items.js';
import { foldSame, pieces, wordSet } from './words/index.js';
import { senioritiesIn } from '../seniority.js';
import { foldWords, isStopWord } from '../words.js';
import type { JdText, Segment } from './text.js';
import { isMust, merged, segmentWeight, yearsOf, type Asked } from './asked.js';

/** A JD that lists everything asks for nothing in particular: only the strongest skills count. */
const MOST_SKILLS = 24;
/** The most terms outside the vocabulary: enough for a list, too few for prose to turn into requirements. */
const MOST_TERMS = 16;
const LONGEST_TERM = 60;

interface Kept {
  segment: Segment;
  i: number;
}

/** Skills and other terms, strongest first. `isAsked`: whether a language is already a requirement of its own. */
export function skillRequirements(
  jd: JdText,
  kept: Kept[],
  vocabulary: Vocabulary,
  isAsked: (term: string) => boolean,
): Asked[] {
  const found = new Map<string, Asked>();
  for (const { segment, i } of titled(jd, kept)) {
    for (const group of segmentGroups(segment, vocabulary)) {
      const meant = group.filter(({ term }) => term === undefined || !isAsked(term));
      if (meant.length === 0) continue;
      const requirement = requirementOf(meant, segment);
      const key = meant
        .map(({ term, text }) => term ?? foldSame(text))
        .sort()
        .join('|');
      const known = found.get(key);
      found.set(key, {
        requirement: withOtherName(merged(known?.requirement, requirement), known, requirement, segment.listed),
        segment: known !== undefined && known.requirement.must >= requirement.must ? known.segment : i,
      });
    }
  }
  const all = [...found.values()].sort((a, b) => b.requirement.weight - a.requirement.weight);
  const of = (kind: Requirement['kind']) => all.filter(({ requirement }) => requirement.kind === kind);
  return [...of('skill').slice(0, MOST_SKILLS), ...of('term').slice(0, MOST_TERMS)];
}

/** Two names of one term in lists may mean two things, so the second name is kept as an alternative. */
function withOtherName(all: Requirement, known: Asked | undefined, next: Requirement, listed: boolean): Requirement {
  const names = (one: Requirement): string[] =>
    [one.text, ...(one.alternatives ?? []).map(({ text }) => text)].map(foldSame);
  if (!listed || known === undefined || next.alternatives !== undefined || names(all).length >= MOST_NAMES) return all;
  const other = [known.requirement, next].find(({ text }) => !names(all).includes(foldSame(text)));
  return other === undefined
    ? all
    : {
        ...all,
        alternatives: [
          ...(all.alternatives ?? []),
          { text: other.text, ...(other.term === undefined ? {} : { term: other.term }) },
        ],
      };
}
const MOST_NAMES = 4;

/** The title names skills too: "Java Developer". */
function titled(jd: JdText, kept: Kept[]): Kept[] {
  const i = jd.segments.findIndex(({ role }) => role === 'title');
  const text = jd.title ?? '';
  return text === ''
    ? kept
    : [
        {
          segment: {
            role: 'title',
            text,
            start: 0,
            end: text.length,
            line: i === -1 ? 0 : jd.segments[i]!.line,
            listed: false,
          },
          i,
        },
        ...kept,
      ];
}

function requirementOf([first, ...others]: Group, segment: Segment): Requirement {
  const { text, term, years } = first as Item & { years?: YearsFact };
  const kind = first!.term !== undefined || others.some((one) => one.term !== undefined) ? 'skill' : 'term';
  return {
    text: text,
    kind,
    must: isMust(segment),
    weight: segmentWeight(segment),
    ...(term === undefined ? {} : { term }),
    ...(years === undefined ? {} : yearsOf(years)),
    ...(others.length === 0
      ? {}
      : {
          alternatives: others.map((one) => ({
            text: one.text,
            ...(one.term === undefined ? {} : { term: one.term }),
          })),
        }),
  };
}

/** What one segment asks for: a list item by item, prose by the skills it names. */
function segmentGroups(segment: Segment, vocabulary: Vocabulary): Group[] {
  const years = yearsIn(segment.text);
  const groups = segment.listed ? listGroups(segment, vocabulary) : proseGroups(segment.text, vocabulary);
  return groups.map((group) =>
    group.map((item) => {
      const asked = yearsFor(item, years, segment.text);
      return asked === undefined ? item : { ...item, years: asked };
    }),
  );
}

/**
 * The years that belong to a skill, if they stand within a few words of it: `5 years of experience with Java and SQL`,
 * `Java (5+ years)`.
 */
function yearsFor(hit: { start: number; end: number }, years: YearsFact[], text: string): YearsFact | undefined {
  const before = years.find(
    (y) => hit.start >= y.end && hit.start - y.end <= 60 && !/[.;]/.test(text.slice(y.end, hit.start)),
  );
  return (
    before ??
    years.find(
      (y) =>
        y.start >= hit.end &&
        /^\s*[(:,–-]?\s*(?:for |seit |experience |expérience |erfahrung )?$/iu.test(text.slice(hit.end, y.start)),
    )
  );
}

function listGroups(segment: Segment, vocabulary: Vocabulary): Group[] {
  const groups = groupsOf(segment.text, vocabulary);
  if (groups === null) {
    const known = proseGroups(segment.text, vocabulary);
    return known.length > 0 || segment.role === 'duties' ? known : tellingTerm(segment.text);
  }
  const read = groups.flatMap((group): Group[] => {
    const telling = group.filter((item) => item.term !== undefined || isTelling(item.text));
    if (telling.length <= 1)
      return telling.flatMap((item) => itemsFor(item, segment, vocabulary)).map((item) => [item]);
    return [telling.flatMap((item) => itemsFor(item, segment, vocabulary).slice(0, 1))];
  });
  return read.filter((group) => group.length > 0);
}

const GENERIC =
  /^(?:one|similar|equivalent|comparable|other|others|others?|any|another|higher|above|ahnlich\w*|vergleichbar\w*|hoher\w*|similaires?|equivalent\w*|similar(?:es)?|simil[ei]|gelijkwaardig\w*|vergelijkbaar\w*|related|the like|so on|more|better|etc)\b/u;

function isTelling(text: string): boolean {
  return !GENERIC.test(foldSame(text)) && foldWords(text).some((word) => !isStopWord(word) || text.length <= 3);
}

/** The known skill that an item is, the skills in it, or a term; empty where another kind of requirement reads it. */
function itemsFor(item: Item, segment: Segment, vocabulary: Vocabulary): Item[] {
  // The subject of a degree belongs to the degree.
  if (
    degreesIn(item.text).length > 0 ||
    /(?:^|[^\p{L}])(?:degree|diploma|studium|abschluss|dipl[oô]me|laurea|licenciatura|titulaci[oó]n|formaç[aã]o superior)(?![\p{L}])/iu.test(
      item.text,
    )
  )
    return [];
  if (item.term !== undefined) return [item];
  // An everyday word here, a skill elsewhere: "Swift, polite service".
  if (vocabulary.canonical(item.text, 'skill') !== undefined && item.text.split(' ').length === 1) return [];
  const hits = skillHits(item.text, vocabulary).map((hit) => ({
    text: item.text.slice(hit.start, hit.end),
    start: item.start + hit.start,
    end: item.start + hit.end,
    term: hit.term,
  }));
  // "p5.js" is a name, not "js".
  const isOwnName = /^[^\s/]+\.[^\s/]+$/u.test(item.text) && hits.every((hit) => hit.text.length < item.text.length);
  if (hits.length > 0 && !isOwnName) return hits;
  // A single letter in prose is no skill: "Vitamin C and D".
  if (
    item.text.length === 1 &&
    segment.text.length > 3 &&
    (!segment.text.includes(',') || vocabulary.canonical(item.text, 'skill') === undefined)
  )
    return [];
  if (segment.role === 'duties' || isOtherKind(item.text, segment.text) || !isTelling(item.text)) return [];
  return [{ ...item, text: shortened(item.text) }];
}

const OF_EXPERIENCE = pieces((words) => words.years.experience);
const PLAIN = wordSet(
  (words) => `${words.lead.nouns} ${words.lead.adjectives} ${words.lead.prepositions} ${words.tails} ${words.empty}`,
);

/** Degrees, languages, certificates, years and levels have readers of their own. */
function isOtherKind(text: string, sentence: string): boolean {
  if (
    degreesIn(text).length > 0 ||
    certificatesIn(text).length > 0 ||
    languagesIn(text).length > 0 ||
    yearsIn(text).length > 0
  )
    return true;
  if (
    degreesIn(sentence).length > 0 &&
    /equivalent|vergleichbar|équivalent|equivalente|gelijkwaardig|related|field|fach|domaine|similar/iu.test(text)
  )
    return true;
  OF_EXPERIENCE.lastIndex = 0;
  const words = foldSame(text).match(/[\p{L}\p{N}'+#-]+/gu) ?? [];
  if (words.length <= 2 && senioritiesIn(text).length > 0) return true;
  // Pay, and degrees given by their letters only.
  if (/[$£€]\s?\d/.test(text) || /^(?:bs|ba|ms|ma|bsc|msc|phd|mba)$/i.test(text)) return true;
  // Only generic words: "professional experience".
  return text.length > 1 && words.every((word) => PLAIN.has(word));
}

/** As written, cut at the end of a clause or else at a word. */
function shortened(text: string): string {
  if (text.length <= LONGEST_TERM) return text;
  const cut = text.slice(0, LONGEST_TERM);
  const clause = Math.max(cut.lastIndexOf(', '), cut.search(/ (?:and|or|und|oder|et|ou|y|e|en|of) \S*[^]*$/u));
  return (clause > 20 ? cut.slice(0, clause) : cut.slice(0, cut.lastIndexOf(' '))).replace(/[\s,;:(–-]+$/, '');
}

/** For a long bullet without a known skill, degree or years: its first clause, without "experience in". */
function tellingTerm(text: string): Group[] {
  if (isOtherKind(text, text)) return [];
  const item = itemAt(text, 0, text.length);
  if (item === null) return [];
  const short = shortened(item.text.replace(/\s*\([^()]*\)/g, ''));
  return isTelling(short)
    ? [[{ text: short, start: item.start, end: Math.min(item.end, item.start + short.length) }]]
    : [];
}

function skillHits(text: string, vocabulary: Vocabulary): TermHit[] {
  return vocabulary.find(text).filter((hit) => hit.kind === 'skill' && !isHalfOfWord(text, hit, vocabulary));
}

/**
 * An everyday word joined to another by a hyphen is no skill ("Word-perfect", "C-level"), but "Excel-based" is still
 * Excel.
 */
function isHalfOfWord(text: string, { start, end }: TermHit, vocabulary: Vocabulary): boolean {
  return (
    /^-(?!(?:based|compatible|like|native|driven|powered|first|style|specific|certified|programming)(?!\p{L}))\p{Ll}/u.test(
      text.slice(end, end + 14),
    ) && vocabulary.find(text.slice(start, end)).length === 0
  );
}

const OR = pieces((words) => words.or);
const ONE_OF = pieces((words) => words.oneOf);
const BETWEEN = pieces((words) => `${words.or}|${words.and}|a|an|the`);

/** The skills in prose; those separated only by commas, slashes and "or" are alternatives. */
function proseGroups(text: string, vocabulary: Vocabulary): Group[] {
  const hits = skillHits(text, vocabulary);
  const folded = foldSame(text);
  const groups: Group[] = [];
  let run: TermHit[] = [];
  const close = (): void => {
    if (run.length > 0) groups.push(...runGroups(run, folded, text));
    run = [];
  };
  for (const hit of hits) {
    const last = run.at(-1);
    if (last !== undefined && !isBetween(folded.slice(last.end, hit.start))) close();
    run.push(hit);
  }
  close();
  return groups;
}

function isBetween(between: string): boolean {
  return between.length <= 12 && /^[\s,/]*$/.test(between.replace(BETWEEN, ''));
}

/** "A, B or C" is one group, "A, B and C" three, "A/B and C" two. */
function runGroups(run: TermHit[], folded: string, text: string): Group[] {
  const item = (hit: TermHit): Item => ({
    text: text.slice(hit.start, hit.end),
    start: hit.start,
    end: hit.end,
    term: hit.term,
  });
  const between = run.slice(1).map((hit, i) => folded.slice(run[i]!.end, hit.start));
  const ors = between.map((gap) => has(OR, gap));
  const before = folded.slice(Math.max(0, run[0]!.start - 24), run[0]!.start);
  if (
    run.length > 1 &&
    (ors.at(-1) === true || opensChoice(before)) &&
    between.slice(0, -1).every((gap, i) => ors[i] === true || /^[\s,/]*$/.test(gap))
  )
    return [run.map(item)];
  const groups: Group[] = [];
  run.forEach((hit, i) => {
    const slash =
      i > 0 &&
      (ors[i - 1] === true ||
        (/^\s*\/\s*$/.test(between[i - 1]!) && !/html|css/.test(folded.slice(run[i - 1]!.start, hit.end))));
    if (slash) groups.at(-1)!.push(item(hit));
    else groups.push([item(hit)]);
  });
  return groups;
}

/** "at least one of" or "such as" stands right before. */
function opensChoice(before: string): boolean {
  ONE_OF.lastIndex = 0;
  for (let m = ONE_OF.exec(before); m !== null; m = ONE_OF.exec(before))
    if (/^[\s:,]*(?:the following[\s:,]*)?$/.test(before.slice(m.index + m[0].length))) return true;
  return false;
}

function has(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}
