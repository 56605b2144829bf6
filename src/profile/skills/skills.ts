import type { FieldSource, SectionKind, Skill } from '../../domain/index.js';
import { within } from '../text/cutting.js';
import { skillBlocks } from './skill-blocks.js';
import { hiddenItems, skillItems, surelyHiddenItems, type Item } from './skill-items.js';
import type { TermHit, Vocabulary } from '../port.js';
import { foldWord } from '../text/known-words.js';

/** Months `[from, to)` since year zero. */
interface Months {
  from: number;
  to: number;
}

export interface SkillsInput {
  text: string;
  /** Sections of the CV: `kinds` are all that the heading names; `start` is where the heading's own line begins. */
  sections: readonly { kinds: readonly SectionKind[]; heading: string; start: number; end: number }[];
  /** Work entries: their place in the text and the months they cover. */
  entries: readonly { start: number; end: number; months: Months | null }[];
  vocabulary: Vocabulary;
  /** Places that name people, employers, schools and towns: words there are no mentions of skills. */
  names?: readonly { start: number; end: number }[];
  /** Years covered by ranges that may overlap, to one decimal; null where there is no range. */
  yearsOf: (ranges: readonly (Months | null)[]) => number | null;
}

export interface ReadSkills {
  skills: Skill[];
  /** For each skill, where it was first read and how certain it is. */
  sources: FieldSource[];
}

/** Sections whose running text also counts as evidence of skills. */
const TELLING: ReadonlySet<SectionKind> = new Set(['work', 'summary', 'projects', 'volunteer', 'header']);
/**
 * A CV that lists at least this many says itself what its skills are; otherwise the skills its text mentions count too.
 */
const FEW_LISTED = 3;
const MOST_SKILLS = 200;
const CONFIDENCE = { listedAndKnown: 0.95, listed: 0.6, mentioned: 0.7 };

/**
 * Skills, as written and canonical: everything that skills sections and other lists of skills name; in a CV without
 * such a list, what the vocabulary finds in running text. Years come from the merged ranges of the dated entries that
 * mention the skill.
 */
export function skillsOf(input: SkillsInput): ReadSkills {
  const hits = input.vocabulary.find(input.text).filter((hit) => hit.kind === 'skill');
  const found = new Map<string, { skill: Skill; source: FieldSource }>();
  for (const item of listed(input, hits)) {
    const term = item.term ?? input.vocabulary.canonical(item.name, 'skill');
    const confidence = term === undefined ? CONFIDENCE.listed : CONFIDENCE.listedAndKnown;
    keep(
      found,
      { name: item.name, ...(term === undefined ? {} : { term }) },
      { confidence, start: item.start, end: item.end },
    );
  }
  const mentioned = found.size < FEW_LISTED ? inTelling(outsideNames(hits, input.names), input.sections) : [];
  for (const hit of mentioned) {
    const name = input.text.slice(hit.start, hit.end).replace(/\s+/g, ' ');
    keep(found, { name, term: hit.term }, { confidence: CONFIDENCE.mentioned, start: hit.start, end: hit.end });
  }
  const kept = [...found.values()].slice(0, MOST_SKILLS);
  const years = yearsPerTerm(input, hits);
  for (const { skill } of kept)
    if (skill.term !== undefined && years.has(skill.term)) skill.years = years.get(skill.term);
  return { skills: kept.map(({ skill }) => skill), sources: kept.map(({ source }) => source) };
}

function listed(input: SkillsInput, hits: readonly TermHit[]): Item[] {
  const { text, vocabulary } = input;
  const read = (kind: SectionKind, items: typeof skillItems): Item[] =>
    input.sections
      .filter((section) => section.kinds.includes(kind))
      .flatMap((section) => {
        const heading = section.heading === '' ? 0 : text.slice(section.start, section.end).indexOf('\n') + 1;
        if (section.heading !== '' && heading === 0) return [];
        return items({ text, start: section.start + heading, end: section.end, hits, vocabulary });
      });
  return [
    ...read('skills', skillItems),
    ...elsewhere(input, hits),
    ...read('other', hiddenItems),
    ...(['work', 'projects', 'summary', 'header'] as const).flatMap((kind) => read(kind, surelyHiddenItems)),
  ];
}

/** Lists of skills in sections whose heading says something else, under sub-headings and after labels. */
function elsewhere(input: SkillsInput, hits: readonly TermHit[]): Item[] {
  const { text, vocabulary } = input;
  const sections = input.sections.filter(
    ({ kinds }) => !kinds.includes('skills') && kinds.some((kind) => kind === 'other' || TELLING.has(kind)),
  );
  return sections.flatMap((section) => {
    const from = section.heading === '' ? section.start : section.start + section.heading.length;
    return skillBlocks(text, from, section.end, section.kinds.includes('other')).flatMap(({ start, end, headed }) => {
      const items = skillItems({ text, start, end, hits, vocabulary });
      return headed || isKnownList(items, vocabulary) ? items : [];
    });
  });
}

/** Whether the vocabulary knows half of a list, or three of its items. */
function isKnownList(items: readonly Item[], vocabulary: Vocabulary): boolean {
  const known = items.filter(
    (item) => item.term !== undefined || vocabulary.canonical(item.name, 'skill') !== undefined,
  ).length;
  return known >= 3 || (known > 0 && known * 2 >= items.length);
}

function keep(found: Map<string, { skill: Skill; source: FieldSource }>, skill: Skill, source: FieldSource): void {
  const key = skill.term ?? skill.name.split(/\s+/).map(foldWord).join(' ');
  if (!found.has(key)) found.set(key, { skill, source });
}

/** Hits that overlap no name; both lists are in order. */
function outsideNames(hits: readonly TermHit[], names: readonly { start: number; end: number }[] = []): TermHit[] {
  const sorted = [...names].sort((a, b) => a.start - b.start);
  let i = 0;
  return hits.filter((hit) => {
    while (i < sorted.length && sorted[i]!.end <= hit.start) i += 1;
    return i >= sorted.length || sorted[i]!.start >= hit.end;
  });
}

/** Hits in sections whose running text counts; both lists are in order. */
function inTelling(hits: readonly TermHit[], sections: SkillsInput['sections']): TermHit[] {
  let i = 0;
  return hits.filter((hit) => {
    while (i < sections.length && sections[i]!.end <= hit.start) i += 1;
    const section = sections[i];
    return section !== undefined && section.start <= hit.start && section.kinds.some((kind) => TELLING.has(kind));
  });
}

function yearsPerTerm(input: SkillsInput, hits: readonly TermHit[]): Map<string, number> {
  const ranges = new Map<string, (Months | null)[]>();
  for (const entry of input.entries) {
    const terms = new Set(
      within(hits, entry.start, entry.end)
        .filter((hit) => hit.start >= entry.start && hit.end <= entry.end)
        .map((hit) => hit.term),
    );
    for (const term of terms) {
      const known = ranges.get(term);
      if (known === undefined) ranges.set(term, [entry.months]);
      else known.push(entry.months);
    }
  }
  const years = new Map<string, number>();
  for (const [term, months] of ranges) {
    const covered = input.yearsOf(months);
    if (covered !== null && covered > 0) years.set(term, covered);
  }
  return years;
}
