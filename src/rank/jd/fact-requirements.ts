import type { Requirement } from '../../domain/index.js';
import { certificatesIn, DEGREE_NAMES, degreesIn, languagesIn, yearsIn, type YearsFact } from '../facts.js';
import { foldSame, pieces } from './words/index.js';
import { senioritiesIn, seniorityOf } from '../seniority.js';
import type { JdText, Segment } from './text.js';
import { DUTY_WEIGHT, isMust, merged, MUST_WEIGHT, NICE_WEIGHT, segmentWeight, yearsOf, type Asked } from './asked.js';

interface Kept {
  segment: Segment;
  i: number;
}

const YOU = pieces((words) => words.you);
/** "We have 20 years of experience": the company's years, not asked of the candidate. */
const OURS =
  /(?:^|[^\p{L}])(?:we|our|us|company|firm|wir|unser\w*|unternehmen|nous|notre|nos|entreprise|nosotros|nuestr[oa]s?|empresa|noi|nostr[oaie]|azienda|nos|noss[oa]s?|wij|ons|onze|bedrijf)(?![\p{L}])/u;

/**
 * The largest number of years asked for as a must, else as nice to have. Years tied to a single skill belong to that
 * skill.
 */
export function experienceRequirement(kept: Kept[], skills: Asked[]): Asked[] {
  const asked = kept.flatMap(({ segment, i }) =>
    yearsIn(segment.text)
      .filter((fact) => isMeant(segment, fact, i, skills))
      .map((fact) => ({ segment, i, fact })),
  );
  const pool = asked.some(({ segment }) => segment.role !== 'nice')
    ? asked.filter(({ segment }) => segment.role !== 'nice')
    : asked;
  const [top] = pool.sort((a, b) => (b.fact.years ?? 0) - (a.fact.years ?? 0));
  if (!top) return [];
  const { segment, i, fact } = top;
  const requirement: Requirement = {
    text: experienceText(fact),
    kind: 'experience',
    must: segment.role !== 'nice',
    weight: segment.role === 'duties' ? DUTY_WEIGHT : segmentWeight(segment),
    ...yearsOf(fact),
  };
  return [{ requirement, segment: i }];
}

/** Whether years ask for experience as such: the text says so, or they stand alone on a line of requirements. */
function isMeant(segment: Segment, fact: YearsFact, i: number, skills: Asked[]): boolean {
  if (segment.role === 'duties' && isOurs(segment.text.slice(0, fact.start))) return false;
  if (fact.experience) return true;
  const claimed = skills.some(
    ({ requirement, segment: of }) =>
      of === i &&
      requirement.kind === 'skill' &&
      requirement.years === fact.years &&
      requirement.maxYears === fact.maxYears,
  );
  return !claimed && segment.role !== 'duties';
}

function isOurs(before: string): boolean {
  const folded = foldSame(before);
  YOU.lastIndex = 0;
  return OURS.test(folded) && !YOU.test(folded);
}

/** `5 years of experience`, `18 months of experience`, `0-3 years of experience`. */
export function experienceText({ years, maxYears }: { years?: number; maxYears?: number }): string {
  const [least, most] = [years ?? 0, maxYears];
  const isWhole = (n: number): boolean => Number.isInteger(n * 2);
  const months =
    !isWhole(least) ||
    (most !== undefined && !isWhole(most)) ||
    Math.max(least, most ?? 0) < 1 ||
    (least === 1.5 && most === undefined);
  const number = (n: number): string => String(months ? Math.round(n * 12) : n);
  const unit = `${months ? 'month' : 'year'}${(most ?? least) === (months ? 1 / 12 : 1) ? '' : 's'}`;
  return `${number(least)}${most === undefined || most === least ? '' : `-${number(most)}`} ${unit} of experience`;
}

const EQUIVALENT =
  /(?:or|oder|ou|o|of)(?: an?| eine?| une?| una?| een)?(?: \S+){0,2} ?(?:equivalent|comparable|vergleichbare?\w*|gleichwertige?\w*|[ée]quivalente?|equivalente|gelijkwaardige?|vergelijkbare?)(?: (?:practical |work |professional |industry |relevante? |prakti\w+ )*(?:experience|experiences|qualification|degree|ausbildung|qualifikation\w*|erfahrung\w*|exp[ée]rience|experiencia|esperienza|experi[êe]ncia|ervaring|work|training|education|formation|dipl[ôo]me))?|(?:or|oder|ou|o|of) (?:\d+\+? (?:years|jahre|ans|a[ñn]os|anni|anos|jaar)\S* (?:of |d'|de |di )?)?(?:relevant |practical |work |professional |berufs)*(?:experience|erfahrung|exp[ée]rience|experiencia|esperienza|experi[êe]ncia|ervaring)/iu;

/**
 * The lowest degree that is enough: "Bachelor's or Master's" asks for a bachelor; "or equivalent experience" is an
 * alternative.
 */
export function educationRequirement(kept: Kept[]): Asked[] {
  const asked = kept.flatMap(({ segment, i }) => degreesIn(segment.text).map((degree) => ({ segment, i, degree })));
  const musts = asked.filter(({ segment }) => segment.role !== 'nice');
  const [lowest] = (musts.length > 0 ? musts : asked).sort((a, b) => a.degree.level - b.degree.level);
  if (!lowest) return [];
  const { segment, i, degree } = lowest;
  const equivalent = EQUIVALENT.exec(segment.text.slice(degree.end));
  const other = equivalent?.[0].replace(/^\S+\s+/, '').trim();
  const requirement: Requirement = {
    text: segment.text.slice(degree.start, degree.end),
    kind: 'education',
    must: segment.role !== 'nice',
    weight: segmentWeight(segment),
    term: DEGREE_NAMES[degree.level],
    ...(other === undefined
      ? {}
      : {
          alternatives: [
            {
              text: other,
              ...(/experien|erfahrung|expérien|esperienza|ervaring|work/iu.test(other) ? { term: 'experience' } : {}),
            },
          ],
        }),
  };
  return [{ requirement, segment: i }];
}

const SPOKEN =
  /fluen|proficien|native|speak|bilingual|written|verbal|communicat|languages?\b|english and|and english|kenntnisse|flie(?:ß|ss)end|verhandlungssicher|sprach|muttersprach|in wort und schrift|courant|ma[iî]tris|langue|parl|billingue|bilingüe|fluido|fluent|nativo|idioma|hablad|niveau|nivel|livello|lingua|madrelingua|n[ií]vel|l[ií]ngua|taal|vloeiend|moedertaal|beheers|\b[ABC][12]\b/iu;

export function languageRequirements(jd: JdText, kept: Kept[]): Asked[] {
  const title = jd.segments.findIndex(({ role }) => role === 'title');
  const titled = languagesIn(jd.title ?? '').map((fact): Named => ({
    text: jd.title!.slice(fact.start, fact.end),
    key: fact.key,
    must: true,
    i: title === -1 ? null : title,
    or: null,
  }));
  const asked = kept
    .filter(
      ({ segment }) =>
        (SPOKEN.test(segment.text) || isLanguageList(segment)) &&
        !/degree|major in|b\.?a\b|diploma|studium/i.test(segment.text),
    )
    .flatMap(({ segment, i }) => languagesNamed(segment, i));
  const byKey = new Map([...asked, ...titled].reverse().map((one) => [one.key, one]));
  return [...byKey.values()].reverse().map(({ text, key, must, i, or }) => ({
    requirement: {
      text,
      kind: 'language',
      must,
      weight: must ? MUST_WEIGHT : NICE_WEIGHT,
      term: key,
      ...(or === null ? {} : { alternatives: or }),
    },
    segment: i,
  }));
}

interface Named {
  text: string;
  key: string;
  must: boolean;
  i: number | null;
  or: { text: string; term: string }[] | null;
}

/** "English or German" is one requirement. */
function languagesNamed(segment: Segment, i: number): Named[] {
  const facts = languagesIn(segment.text);
  const named: Named[] = [];
  facts.forEach((fact, at) => {
    const text = segment.text.slice(fact.start, fact.end);
    const before = at === 0 ? '' : foldSame(segment.text.slice(facts[at - 1]!.end, fact.start));
    if (/^\s*(?:or|oder|ou|o|of|\/|and\/or)\s*$/.test(before)) (named.at(-1)!.or ??= []).push({ text, term: fact.key });
    else named.push({ text, key: fact.key, must: segment.role !== 'nice', i, or: null });
  });
  return named;
}

/** A bullet that consists of one language or a few. */
function isLanguageList({ listed, text }: Segment): boolean {
  const facts = listed ? languagesIn(text) : [];
  return facts.length > 0 && text.split(/\s+/).length <= 2 * facts.length + 1;
}

const LOCATION = /\b(?:based|located|position is|office) in ([\p{Lu}][\p{L}]+(?:[ ,-]+\p{Lu}[\p{L}]+){0,3})/u;
/**
 * Where a JD has no label for its place, only these words are taken: "Leeds" right below the title cannot be told from
 * a name.
 */
const ELSEWHERE = /remote|anywhere|home|hybrid|bundesweit|deutschlandweit/i;

export function locationRequirement(jd: JdText): Asked[] {
  for (const [i, segment] of jd.segments.entries()) {
    const place = segment.role === 'place' ? placeIn(segment.text) : LOCATION.exec(segment.text)?.[1];
    if (place && !ELSEWHERE.test(place) && /^\p{Lu}/u.test(place))
      return [{ requirement: { text: place, kind: 'location', must: false, weight: NICE_WEIGHT }, segment: i }];
  }
  return [];
}

function placeIn(text: string): string {
  return text
    .split(/[.;|\t]/)[0]!
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s,]+$/, '')
    .trim()
    .slice(0, 60);
}

export function certificateRequirements(kept: Kept[]): Asked[] {
  const found = new Map<string, Asked>();
  for (const { segment, i } of kept) {
    for (const fact of certificatesIn(segment.text)) {
      const one: Requirement = {
        text: segment.text.slice(fact.start, fact.end),
        kind: 'certificate',
        must: isMust(segment),
        weight: segmentWeight(segment),
        term: fact.key,
      };
      found.set(fact.key, {
        requirement: merged(found.get(fact.key)?.requirement, one),
        segment: found.get(fact.key)?.segment ?? i,
      });
    }
  }
  return [...found.values()];
}

/** The level that the title names, or a labelled line: `Level: Senior`. */
export function seniorityRequirement(jd: JdText): Asked[] {
  const labelled = jd.segments.findIndex(({ role, text }) => role === 'level' && seniorityOf(text) !== null);
  const title = jd.segments.findIndex(({ role }) => role === 'title');
  const [text, segment] =
    jd.title !== null && seniorityOf(jd.title) !== null
      ? [jd.title, title === -1 ? null : title]
      : labelled === -1
        ? [null, null]
        : [jd.segments[labelled]!.text, labelled];
  if (text === null) return [];
  const level = seniorityOf(text)!;
  const fact = senioritiesIn(text).find((one) => one.level === level)!;
  return [
    {
      requirement: {
        text: text.slice(fact.start, fact.end),
        kind: 'seniority',
        must: true,
        weight: MUST_WEIGHT,
        term: level,
      },
      segment,
    },
  ];
}
