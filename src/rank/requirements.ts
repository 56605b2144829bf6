import type { Requirement, RequirementKind } from '../domain/index.js';
import type { Vocabulary } from '../profile/index.js';
import { certificatesIn, DEGREE_NAMES, degreesIn, languageNamed, languagesIn, yearsIn, type Fact } from './facts.js';
import { isBoilerplate, titleHead, type JdText, type Segment } from './jd.js';

/** A JD that lists everything asks for nothing: the most telling skills count. */
const MOST_SKILLS = 24;
const MUST_WEIGHT = 1;
const NICE_WEIGHT = 0.5;
const DUTY_WEIGHT = 0.6;

/** What a JD asks for. Weights are within a kind: the ranker's weights say what the kind is worth. */
export function requirementsOf(jd: JdText, vocabulary: Vocabulary): Requirement[] {
  const kept = jd.segments.filter((segment) => !isBoilerplate(segment));
  const languages = languageRequirements(jd, kept);
  // The vocabulary knows languages as skills too: asked for once, one counts once.
  const isAsked = (term: string | undefined): boolean => languages.some((language) => term !== undefined && language.term === languageNamed(term));
  return [
    ...titleRequirement(jd, vocabulary),
    ...skillRequirements(kept, vocabulary).filter(({ term }) => !isAsked(term)),
    ...experienceRequirement(kept),
    ...educationRequirement(kept),
    ...languages,
    ...locationRequirement(jd.segments),
    ...certificateRequirements(kept),
  ];
}

/** A requirement from the command line, e.g. `--must TypeScript` or `--must "German"`: of the first kind that knows it. */
export function requirementFrom(text: string, vocabulary: Vocabulary): Requirement {
  const asked = (kind: RequirementKind, more: Partial<Requirement> = {}): Requirement => ({ text: text.trim(), kind, must: true, weight: MUST_WEIGHT, ...more });
  const years = yearsIn(text)[0];
  const term = vocabulary.canonical(text, 'skill') ?? vocabulary.find(text).find((hit) => hit.kind === 'skill')?.term;
  if (term !== undefined && languageNamed(term) === undefined) return asked('skill', { term, years: years?.years });
  if (years) return asked('experience', { years: years.years });
  const certificate = certificatesIn(text)[0];
  if (certificate) return asked('certificate', { term: certificate.key });
  const language = languagesIn(text)[0];
  if (language) return asked('language', { term: language.key });
  const degree = degreesIn(`${text} in`)[0];
  if (degree) return asked('education', { term: degree.key });
  return asked('skill', { term: undefined });
}

function titleRequirement(jd: JdText, vocabulary: Vocabulary): Requirement[] {
  if (jd.title === null) return [];
  const head = titleHead(jd.title);
  const term = vocabulary.canonical(jd.title, 'title') ?? vocabulary.canonical(head, 'title') ?? lastTitle(head, vocabulary) ?? lastTitle(jd.title, vocabulary);
  return [{ text: jd.title, kind: 'title', must: true, weight: MUST_WEIGHT, term }];
}

/** The longest title inside a text, the later of two: an English title ends in its noun. */
function lastTitle(text: string, vocabulary: Vocabulary): string | undefined {
  const hits = vocabulary.find(text).filter((hit) => hit.kind === 'title');
  return hits.sort((a, b) => b.end - b.start - (a.end - a.start) || b.start - a.start)[0]?.term;
}

function skillRequirements(kept: Segment[], vocabulary: Vocabulary): Requirement[] {
  const found = new Map<string, Requirement>();
  for (const segment of kept) {
    const years = yearsIn(segment.text);
    for (const hit of vocabulary.find(segment.text).filter((hit) => hit.kind === 'skill')) {
      const asked = yearsFor(hit, years, segment.text);
      const one: Requirement = { text: segment.text.slice(hit.start, hit.end), kind: 'skill', must: isMust(segment), weight: segmentWeight(segment), term: hit.term };
      if (asked !== undefined) one.years = asked;
      found.set(hit.term, merged(found.get(hit.term), one));
    }
  }
  return [...found.values()].sort((a, b) => b.weight - a.weight).slice(0, MOST_SKILLS);
}

/** `5 years of experience with Java and SQL`: the years belong to skills that follow within a few words. */
function yearsFor(hit: Fact | { start: number }, years: { years: number; end: number }[], text: string): number | undefined {
  const before = years.find((y) => hit.start >= y.end && hit.start - y.end <= 60 && !/[.;]/.test(text.slice(y.end, hit.start)));
  return before?.years;
}

/** Named again is meant more: a quarter of the weight on top, up to double. */
function merged(known: Requirement | undefined, next: Requirement): Requirement {
  if (!known) return next;
  const weight = Math.min(2, Math.max(known.weight, next.weight) + 0.25 * Math.min(known.weight, next.weight));
  return { ...known, must: known.must || next.must, weight, years: known.years ?? next.years };
}

function isMust(segment: Segment): boolean {
  return segment.role === 'must' || segment.role === 'title';
}

function segmentWeight(segment: Segment): number {
  if (segment.role === 'nice') return NICE_WEIGHT;
  return isMust(segment) ? MUST_WEIGHT : DUTY_WEIGHT;
}

/** The largest number of years asked for as a must, else as nice to have. */
function experienceRequirement(kept: Segment[]): Requirement[] {
  const asked = kept.flatMap((segment) => yearsIn(segment.text).map((fact) => ({ segment, fact }))).filter(({ segment, fact }) => isAboutExperience(segment.text, fact));
  const pool = asked.some(({ segment }) => segment.role !== 'nice') ? asked.filter(({ segment }) => segment.role !== 'nice') : asked;
  const [top] = pool.sort((a, b) => b.fact.years - a.fact.years);
  if (!top) return [];
  return [{ text: top.segment.text.slice(top.fact.start, top.fact.end), kind: 'experience', must: top.segment.role !== 'nice', weight: segmentWeight(top.segment), years: top.fact.years }];
}

function isAboutExperience(text: string, fact: Fact): boolean {
  return /experien|erfahr|exp[eé]rien|ejerciendo|in (?:a|the|an) |working|work |as an? |background|practice|required|minimum/iu.test(text.slice(Math.max(0, fact.start - 60), fact.end + 80));
}

/** The lowest degree that would do: "Bachelor's or Master's" asks for a bachelor. */
function educationRequirement(kept: Segment[]): Requirement[] {
  const asked = kept.flatMap((segment) => degreesIn(segment.text).map((degree) => ({ segment, degree })));
  const musts = asked.filter(({ segment }) => segment.role !== 'nice');
  const [lowest] = (musts.length > 0 ? musts : asked).sort((a, b) => a.degree.level - b.degree.level);
  if (!lowest) return [];
  const { segment, degree } = lowest;
  return [{ text: segment.text.slice(degree.start, degree.end), kind: 'education', must: segment.role !== 'nice', weight: segmentWeight(segment), term: DEGREE_NAMES[degree.level] }];
}

const SPOKEN = /fluen|proficien|native|speak|bilingual|written|verbal|communicat|languages?\b|english and|and english|kenntnisse|flie(?:ß|ss)end|verhandlungssicher|sprach|muttersprach|in wort und schrift|courant|ma[iî]tris|langue|parl|billingue|bilingüe|fluido|nativo|idioma|hablad|niveau|nivel|\b[ABC][12]\b/iu;

function languageRequirements(jd: JdText, kept: Segment[]): Requirement[] {
  const titled = languagesIn(jd.title ?? '').map((fact) => ({ text: jd.title!.slice(fact.start, fact.end), key: fact.key, must: true }));
  const asked = kept
    .filter((segment) => SPOKEN.test(segment.text) && !/degree|major in|b\.?a\b|diploma|studium/i.test(segment.text))
    .flatMap((segment) => languagesIn(segment.text).map((fact) => ({ text: segment.text.slice(fact.start, fact.end), key: fact.key, must: segment.role !== 'nice' })));
  const byKey = new Map([...asked, ...titled].reverse().map((one) => [one.key, one]));
  return [...byKey.values()].reverse().map(({ text, key, must }) => ({ text, kind: 'language', must, weight: must ? MUST_WEIGHT : NICE_WEIGHT, term: key }));
}

const LOCATION = /(?:^|[\n.;(])\s*(?:job |work )?(?:location|standort|arbeitsort|einsatzort|lieu(?: de travail)?|localisation|ubicaci[oó]n|lugar(?: de trabajo)?)\s*[:：]\s*([^\n.;|]{2,60})|\b(?:based|located|position is) in ([\p{Lu}][\p{L}]+(?:[ ,-]+\p{Lu}[\p{L}]+){0,3})/iu;

function locationRequirement(segments: Segment[]): Requirement[] {
  for (const segment of segments) {
    const m = LOCATION.exec(segment.text);
    const place = (m?.[1] ?? m?.[2])?.trim();
    if (place && !/remote|anywhere|home/i.test(place) && /^\p{Lu}/u.test(place)) return [{ text: place, kind: 'location', must: false, weight: NICE_WEIGHT }];
  }
  return [];
}

function certificateRequirements(kept: Segment[]): Requirement[] {
  const found = new Map<string, Requirement>();
  for (const segment of kept) {
    for (const fact of certificatesIn(segment.text)) {
      const one: Requirement = { text: segment.text.slice(fact.start, fact.end), kind: 'certificate', must: isMust(segment), weight: segmentWeight(segment), term: fact.key };
      found.set(fact.key, merged(found.get(fact.key), one));
    }
  }
  return [...found.values()];
}
