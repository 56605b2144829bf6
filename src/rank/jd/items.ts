import { matchesOf } from '../../domain/index.js';
import type { Vocabulary } from '../../profile/index.js';
import { foldSame, pieces, wordSet } from './words/index.js';

/** One thing that a list asks for, as written. */
export interface Item {
  text: string;
  start: number;
  end: number;
  /** The skill in the vocabulary; absent where it has none. */
  term?: string;
}

/** Alternatives, any one of which will do. Most groups have one item. */
export type Group = Item[];

const LEAD_ADJECTIVES = wordSet((words) => words.lead.adjectives);
const LEAD_NOUNS = wordSet((words) => words.lead.nouns);
const LEAD_PREPOSITIONS = wordSet((words) => words.lead.prepositions);
const LEAD_VERBS = wordSet((words) => words.lead.verbs);
const TAILS = wordSet((words) => words.tails);
const OR = pieces((words) => words.or);
const AND = pieces((words) => words.and);
const ONE_OF = pieces((words) => words.oneOf);
/** Written with a slash, yet both are asked for. */
const BOTH = new Set([
  'html/css',
  'css/html',
  'html5/css3',
  'ci/cd',
  'tcp/ip',
  'ui/ux',
  'ux/ui',
  'pl/sql',
  'a/b',
  'i/o',
  'r&d/innovation',
  'b2b/b2c',
  'client/server',
  'x86/x64',
  'input/output',
  'read/write',
  'am/pm',
  'and/or',
  'he/she',
  'm/f',
  'on/off',
  '24/7',
  'etl/elt',
  'r/3',
  's/4hana',
  'os/2',
  'z/os',
  'n/a',
  'p&l/budget',
]);
/** In words; longer items are prose. */
const LONGEST_ITEM = 7;

/** No honest JD has a longer list. A bound is needed because each "and" is compared with everything after it. */
const LONGEST_LIST = 600;

/** A comma, semicolon or tab outside brackets. */
const SEPARATOR = /[;\t]|,(?!\d)|\s[•·]\s/gu;

interface Cut {
  start: number;
  end: number;
  /** Joined to what stands before by "or" or a slash: an alternative. */
  or: boolean;
}

/** The items of a list in groups of alternatives; null where the text is prose. */
export function groupsOf(text: string, vocabulary: Vocabulary): Group[] | null {
  if (text.length > LONGEST_LIST) return null;
  const cuts = cutsOf(text, vocabulary);
  const read = cuts
    .map((cut) => ({ cut, item: itemAt(text, cut.start, cut.end) }))
    .filter(({ item }) => item !== null) as { cut: Cut; item: Bare }[];
  if (read.some(({ item }) => item.text.split(/\s+/).length > LONGEST_ITEM)) return null;
  const listLike = read.every(({ item }) => item.text.split(/\s+/).length <= 3) && !read.some(({ item }) => item.verb);
  const items = read.map(({ cut, item }) => ({
    cut,
    item: withTerm(
      item,
      read.map((one) => one.item),
      listLike,
      vocabulary,
    ),
  }));
  return grouped(items, text);
}

function grouped(items: { cut: Cut; item: Item }[], text: string): Group[] {
  const groups: { group: Group; comma: boolean }[] = [];
  const oneOf = first(ONE_OF, foldSame(text));
  for (const { cut, item } of items) {
    const opened =
      oneOf !== null &&
      cut.start > oneOf.index &&
      groups.length > 0 &&
      groups.at(-1)!.group.some(({ start }) => start > oneOf.index);
    if ((cut.or || opened) && groups.length > 0) {
      // In "A, B or C" the commas count as "or" too.
      let from = groups.length - 1;
      if (cut.or && !opened)
        while (
          from > 0 &&
          groups[from]!.comma &&
          groups[from]!.group.length === 1 &&
          groups[from - 1]!.group.length === 1 &&
          isPlainList(text, groups[from - 1]!.group[0]!, groups[from]!.group[0]!)
        )
          from--;
      const merged = groups.splice(from).flatMap(({ group }) => group);
      groups.push({ group: [...merged, item], comma: false });
    } else groups.push({ group: [item], comma: groups.length > 0 });
  }
  return groups.map(({ group }) => group);
}

/** Only a comma stands between the two. */
function isPlainList(text: string, a: Item, b: Item): boolean {
  return /^\s*,\s*$/.test(text.slice(a.end, b.start));
}

function first(pattern: RegExp, text: string): RegExpExecArray | null {
  pattern.lastIndex = 0;
  return pattern.exec(text);
}

function cutsOf(text: string, vocabulary: Vocabulary): Cut[] {
  const flat = text.replace(/\([^()]*\)?|\[[^[\]]*\]?/g, (inner) => ' '.repeat(inner.length));
  const cuts: Cut[] = [];
  let start = 0;
  for (const m of [...flat.matchAll(SEPARATOR)]
    .map((one) => [one.index, one.index + one[0].length] as const)
    .concat([[text.length, text.length]])) {
    cuts.push(...conjoined(text, flat, start, m[0], vocabulary));
    start = m[1];
  }
  return [
    ...cuts.flatMap((cut) => examples(text, cut)).flatMap((cut) => slashed(text, flat, cut, vocabulary)),
    ...bracketed(text, vocabulary),
  ].sort((a, b) => a.start - b.start);
}

/** Splits "Go and PostgreSQL" and "Java or Kotlin" but not "food and beverage service". */
function conjoined(text: string, flat: string, start: number, end: number, vocabulary: Vocabulary): Cut[] {
  const folded = foldSame(flat.slice(start, end));
  const joints = [
    ...matchesOf(folded, OR).map((m) => ({ m, or: true })),
    ...matchesOf(folded, AND).map((m) => ({ m, or: false })),
    ...matchesOf(folded, /\s&\s/g).map((m) => ({ m, or: false })),
  ].sort((a, b) => a.m.index - b.m.index);
  // "and/or" is found twice, as "and" and as "or".
  const cuts: Cut[] = [];
  let from = start;
  let or = false;
  for (const { m, or: isOr } of joints) {
    const at = start + m.index;
    if (at < from) continue;
    if (at === start || folded.slice(0, m.index).trim() === '') {
      from = at + m[0].length;
      or = isOr;
      continue;
    }
    if (!parts(text, from, at, at + m[0].length, end, isOr, vocabulary)) continue;
    cuts.push({ start: from, end: at, or });
    from = at + m[0].length;
    or = isOr;
  }
  return [...cuts, { start: from, end, or }];
}

/** Whether "and" or "or" separates two things that are asked for, rather than words of one. */
function parts(
  text: string,
  from: number,
  at: number,
  to: number,
  end: number,
  or: boolean,
  vocabulary: Vocabulary,
): boolean {
  const whole = itemAt(text, from, end);
  if (whole !== null && vocabulary.canonical(whole.text, 'skill') !== undefined) return false;
  const [left, right] = [itemAt(text, from, at), itemAt(text, to, end)];
  if (left === null || right === null) return false;
  if (
    or &&
    /^\s*(?:similar|equivalent|comparable|higher|above|better|more|the like|ahnlich\w*|vergleichbar\w*|hoher|similaires?|equivalente?s?|similar(?:es)?|simil[ei]|superiore?|gelijkwaardig|vergelijkbaar|other|another|any)/u.test(
      foldSame(text.slice(to, end)),
    )
  )
    return true;
  const named = (half: Bare): boolean => vocabulary.canonical(half.text, 'skill') !== undefined;
  // Dutch "of" ("or") is also an English word.
  if (text.slice(at, to).trim().toLowerCase() === 'of') return named(left) && named(right);
  const plain = [left, right].some((half) => vocabulary.find(half.text).some((hit) => hit.kind === 'skill'));
  if (plain || (named(left) && named(right)) || ((named(left) || named(right)) && /^\p{Lu}/u.test(right.text)))
    return left.text.split(' ').length <= LONGEST_ITEM;
  return (
    [left, right].every((half) => /^[\p{Lu}\d.]/u.test(half.text) && half.text.split(' ').length <= 2) &&
    /\p{Lu}/u.test(right.text)
  );
}

/** "Cloud platforms such as AWS": the general term and its examples. */
function examples(text: string, cut: Cut): Cut[] {
  const m = first(ONE_OF, foldSame(text.slice(cut.start, cut.end)));
  if (m === null) return [cut];
  const [at, to] = [cut.start + m.index, cut.start + m.index + m[0].length];
  return [
    ...(m.index > 2 && !/^(?:one|either|any|some|at least|min)/.test(m[0]) ? [{ ...cut, end: at }] : []),
    { start: to, end: cut.end, or: false },
  ];
}

/** "AWS/GCP/Azure" lists alternatives, "CI/CD" is one thing. */
function slashed(text: string, flat: string, cut: Cut, vocabulary: Vocabulary): Cut[] {
  const raw = flat.slice(cut.start, cut.end);
  if (!raw.includes('/')) return [cut];
  const whole = itemAt(text, cut.start, cut.end);
  if (whole === null || vocabulary.canonical(whole.text, 'skill') !== undefined) return [cut];
  const edges = [...raw.matchAll(/\s*\/\s*/g)].filter(
    (m) =>
      !BOTH.has(foldSame(around(raw, m.index))) &&
      /[\p{L}+#)]$/u.test(raw.slice(0, m.index)) &&
      /^[\p{L}.]/u.test(raw.slice(m.index + m[0].length)),
  );
  const both = [...raw.matchAll(/\s*\/\s*/g)].filter(
    (m) =>
      BOTH.has(foldSame(around(raw, m.index))) &&
      vocabulary.canonical(around(raw, m.index), 'skill') === undefined &&
      /html|css/i.test(around(raw, m.index)),
  );
  const cuts: Cut[] = [];
  let from = cut.start;
  let or = cut.or;
  for (const m of [...edges, ...both].sort((a, b) => a.index - b.index)) {
    if (edges.includes(m) && vocabulary.canonical(around(raw, m.index), 'skill') !== undefined) continue;
    cuts.push({ start: from, end: cut.start + m.index, or });
    from = cut.start + m.index + m[0].length;
    or = edges.includes(m);
  }
  return [...cuts, { start: from, end: cut.end, or }];
}

/** The whole word containing the slash at an offset. */
function around(raw: string, at: number): string {
  const before = /[\p{L}\p{N}.+#&-]*\s?$/u.exec(raw.slice(Math.max(0, at - 30), at))![0];
  const after = /^\s*\/\s*[\p{L}\p{N}.+#&-]*/u.exec(raw.slice(at, at + 34))![0];
  return `${before}${after}`.replace(/\s/g, '');
}

/** Known skills in brackets: "Cloud (AWS, GCP or Azure)". */
function bracketed(text: string, vocabulary: Vocabulary): Cut[] {
  return matchesOf(text, /\(([^()]+)\)/g).flatMap((m) => {
    const inner = cutsOf(m[1]!, vocabulary).map((cut) => ({
      ...cut,
      start: cut.start + m.index + 1,
      end: cut.end + m.index + 1,
    }));
    return inner.filter((cut) => {
      const item = itemAt(text, cut.start, cut.end);
      return (
        item !== null && /^[\p{Lu}\d.]|[+#.]/u.test(item.text) && vocabulary.canonical(item.text, 'skill') !== undefined
      );
    });
  });
}

interface Bare extends Item {
  /** A lead such as "experience with" was removed before it. */
  led: boolean;
  /** The lead was one that a verb follows: "able to". */
  verb: boolean;
}

const YEARS_BEFORE =
  /^(?:(?:at least|min\.?|minimum|over|more than|mindestens|au moins|al menos|almeno|pelo menos|minimaal|\d{1,2}(?:\s*[-–]\s*\d{1,2})?\+?|one|two|three|four|five|six|seven|eight|nine|ten|a)\s*(?:\+\s*)?(?:(?:or more )?(?:years?'?|yrs?|months?|jahren?|jahre|ans|ann[ée]es|a[ñn]os|anni|anos|jaar|monate|mois|meses|mesi|maanden)(?![\p{L}])\s*)?){1,3}(?:of|de|di|an|d'|'|’|in|with|mit|met|con|com|:|-)?\s*/iu;
const YEARS_AFTER =
  /\s*[-–:(]?\s*(?:for |seit |pendant |durante |per |por )?(?:at least |min\.? |minimum |mindestens |ab )?\d{1,2}(?:\s*[-–]\s*\d{1,2})?\s*\+?\s*(?:years?|yrs?|months?|jahren?|jahre|ans|a[ñn]os|anni|anos|jaar)\b.*$/iu;

/**
 * What a stretch asks for, stripped of bullet, years, "experience with", "skills" and the like; null where nothing is
 * left.
 */
export function itemAt(text: string, start: number, end: number): Bare | null {
  let [from, to] = [start, end];
  const body = () => text.slice(from, to);
  const years = /\d|year|jahr|ans|a[ñn]os|anni|jaar/i.test(body())
    ? (YEARS_BEFORE.exec(body().trimStart())?.[0] ?? '')
    : '';
  from += body().length - body().trimStart().length;
  if (/(?:years?|yrs?|months?|jahr|monat|\bans\b|ann[ée]es|a[ñn]os|ann[io]|jaar|mois|mes|maand)/i.test(years))
    from += years.length;
  const after = YEARS_AFTER.exec(body());
  if (after !== null && after.index > 0) to = from + after.index;
  to -= /\s*(?:\([^()]*\)?|\[[^[\]]*\]?)\s*[.!]*\s*$/.exec(body())?.[0].length ?? 0;
  const [led, verb, skip] = leadOf(body());
  from += skip;
  // "with 3 years of Swift"
  if (skip > 0 && /^\s*\d/.test(body())) from += YEARS_BEFORE.exec(body().trimStart())?.[0].length ?? 0;
  to -= tailOf(body());
  const lead = /^[\s:;,.*•()"“„«'–—-]*(?=[\s:;,*•()"“„«'–—-]|[^.])/.exec(body())?.[0].replace(/\.$/, '').length ?? 0;
  from += lead;
  to -= /[\s:;,.!?*()/"”»'–—-]*$/.exec(body())![0].length;
  const item = body().replace(/\s+/g, ' ');
  if (from >= to || !/\p{L}/u.test(item)) return null;
  return { text: item, start: from, end: to, led: led || from - start > 4, verb };
}

const WITH = new Set(['with', 'mit', 'avec', 'con', 'com', 'met']);

/** The length of a lead before a skill, such as "strong hands-on experience with". */
function leadOf(text: string): [led: boolean, verb: boolean, length: number] {
  let cut = 0;
  let plain = true;
  let verb = false;
  for (const m of foldSame(text.slice(0, 120)).matchAll(/[\p{L}\p{N}'.-]+[,:]?/gu)) {
    const word = m[0].replace(/[.,:]$/, '');
    if (text.slice(0, m.index).includes('(')) break;
    const end = m.index + m[0].length;
    if (LEAD_PREPOSITIONS.has(word) && (cut > 0 || !plain || WITH.has(word))) {
      cut = end;
      verb = word === 'to' || word === 'zu';
      plain = true;
    } else if (LEAD_VERBS.has(word) && end < text.trimEnd().length) {
      cut = end;
      plain = true;
    } else if (LEAD_ADJECTIVES.has(word) && plain && end < text.trimEnd().length) cut = end;
    else if (LEAD_NOUNS.has(word)) plain = false;
    else break;
  }
  return cut >= text.trimEnd().length ? [false, false, 0] : [cut > 0, verb, cut];
}

/** The length of a tail after a skill, such as "skills required". */
function tailOf(text: string): number {
  const words = [...foldSame(text).matchAll(/[\p{L}\p{N}+#'./-]+/gu)];
  let to = text.length;
  for (let i = words.length - 1; i > 0; i--) {
    if (!TAILS.has(words[i]![0].replace(/\.$/, ''))) break;
    to = words[i]!.index;
  }
  return text.length - to;
}

/**
 * Adds the vocabulary's term where the text means the skill: everyday words (Go, Swift, R, Excel) do not count in
 * prose.
 */
function withTerm(item: Bare, all: Bare[], listLike: boolean, vocabulary: Vocabulary): Item {
  const one = withoutVersion(item, vocabulary);
  const { text } = one;
  const term = vocabulary.canonical(text, 'skill');
  if (term === undefined) return one;
  if (vocabulary.find(text).some((hit) => hit.kind === 'skill') || speaksOfSkill(item, all, listLike, vocabulary))
    return { ...one, term };
  return one;
}

/** "Java 17" asks for Java, but the number in "ISO 9001" is no version. */
function withoutVersion({ text, start, end }: Bare, vocabulary: Vocabulary): Item {
  const version = VERSION.exec(text);
  const bare = version === null ? text : text.slice(0, version.index);
  const term = version === null || NUMBERED.test(bare) ? undefined : vocabulary.canonical(bare, 'skill');
  if (term === undefined || (vocabulary.canonical(text, 'skill') ?? term) !== term) return { text, start, end };
  return { text: bare, start, end };
}
const VERSION =
  /\s+v?\d{1,4}(?:\.(?:\d+|x))*\+?(?:\s*(?:\/|or|oder|ou|o|of|and)\s*(?:\d{1,4}(?:\.\d+)*|higher|later|above|newer|höher|supérieur|superior|hoger))?$/iu;

/** Words followed by numbers that are no versions. */
const NUMBERED = /^(?:band|grade|level|step|tier|class|category|stage|phase|section)$/iu;

function speaksOfSkill(item: Bare, all: Bare[], listLike: boolean, vocabulary: Vocabulary): boolean {
  if (item.verb) return false;
  const others = all.filter((other) => other !== item);
  if (others.length === 0) return listLike || /\p{Lu}/u.test(item.text);
  const isNamed = (other: Bare): boolean =>
    vocabulary.canonical(other.text, 'skill') !== undefined ||
    vocabulary.find(other.text).some((hit) => hit.kind === 'skill' && hit.start === 0);
  const known = others.filter(
    (other) =>
      isNamed(other) &&
      (/^[\p{Lu}\d.]/u.test(other.text) || vocabulary.find(other.text).some((hit) => hit.kind === 'skill')),
  ).length;
  if (item.text.length === 1) return listLike && known > 0;
  if (!/^\p{Ll}/u.test(item.text) && others.some((other) => /^[\p{Lu}.\d]/u.test(other.text)))
    return listLike || known > 0;
  return listLike && ((known > 0 && known * 2 >= others.length) || others.every(isNamed));
}
