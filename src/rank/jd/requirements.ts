import type { Requirement, RequirementKind } from '../../domain/index.js';
import type { Vocabulary } from '../../profile/index.js';
import { MUST_WEIGHT, type Asked, yearsOf } from './asked.js';
import { certificatesIn, degreesIn, languageNamed, languagesIn, yearsIn } from '../facts.js';
import {
  certificateRequirements,
  educationRequirement,
  experienceRequirement,
  languageRequirements,
  locationRequirement,
  seniorityRequirement,
} from './fact-requirements.js';
import { skillRequirements } from './skill-requirements.js';
import { isBoilerplate, type JdText } from './text.js';
import { titleHead } from './jd.js';

/**
 * What a JD asks for. Weights compare requirements of the same kind; the ranker's weights say what each kind is worth.
 */
export function requirementsOf(jd: JdText, vocabulary: Vocabulary): Requirement[] {
  return askedOf(jd, vocabulary).map(({ requirement }) => requirement);
}

export function askedOf(jd: JdText, vocabulary: Vocabulary): Asked[] {
  const kept = jd.segments
    .map((segment, i) => ({ segment, i }))
    .filter(({ segment }) => !isBoilerplate(segment) && segment.role !== 'title');
  const languages = languageRequirements(jd, kept);
  // The vocabulary has languages as skills too; without this they would be asked for twice.
  const codes = new Set(
    languages.flatMap(({ requirement }) => [
      requirement.term,
      ...(requirement.alternatives ?? []).map(({ term }) => term),
    ]),
  );
  const skills = skillRequirements(jd, kept, vocabulary, (term) => codes.has(languageNamed(term) ?? '-'));
  return [
    ...titleRequirement(jd, vocabulary),
    ...skills,
    ...seniorityRequirement(jd),
    ...experienceRequirement(kept, skills),
    ...educationRequirement(kept),
    ...languages,
    ...locationRequirement(jd),
    ...certificateRequirements(kept),
  ];
}

/** What a JD expressly does not ask for, as written: the skills named there, else the words themselves. */
export function notAskedOf(jd: JdText, vocabulary: Vocabulary): { text: string; segment: number }[] {
  return jd.segments.flatMap((segment, i) => {
    if (segment.role !== 'excluded') return [];
    const hits = vocabulary
      .find(segment.text)
      .filter((hit) => hit.kind === 'skill')
      .map((hit) => segment.text.slice(hit.start, hit.end));
    const facts = [...degreesIn(segment.text), ...certificatesIn(segment.text), ...languagesIn(segment.text)].map(
      ({ start, end }) => segment.text.slice(start, end),
    );
    const named = [...new Set([...hits, ...facts])];
    const told = named.length > 0 ? named : guardedIn(segment.text, vocabulary);
    // Prose without a known name denies something else: "without notice".
    if (told.length === 0 && !segment.listed) return [];
    return (told.length === 0 ? [segment.text.replace(/^\W*(?:but|and)\s+/i, '')] : told).map((text) => ({
      text,
      segment: i,
    }));
  });
}

/** Skills that are everyday words too: a capital letter marks the skill, except at the start of a sentence. */
function guardedIn(text: string, vocabulary: Vocabulary): string[] {
  return [...text.matchAll(/(?<=\S\s+|^not? )\p{Lu}[\p{L}\d+#.]*(?<!\.)/gu)]
    .map((m) => m[0])
    .filter((word) => vocabulary.canonical(word, 'skill') !== undefined);
}

/**
 * A requirement from a flag, e.g. `--must TypeScript` or `--must "German"`. Its kind is the first one that recognises
 * the text.
 */
export function requirementFrom(text: string, vocabulary: Vocabulary): Requirement {
  const asked = (kind: RequirementKind, more: Partial<Requirement> = {}): Requirement => ({
    text: text.trim(),
    kind,
    must: true,
    weight: MUST_WEIGHT,
    ...more,
  });
  const years = yearsIn(text)[0];
  const range = years === undefined ? {} : yearsOf(years);
  const term = vocabulary.canonical(text, 'skill') ?? vocabulary.find(text).find((hit) => hit.kind === 'skill')?.term;
  if (term !== undefined && languageNamed(term) === undefined) return asked('skill', { term, ...range });
  if (years) return asked('experience', range);
  const certificate = certificatesIn(text)[0];
  if (certificate) return asked('certificate', { term: certificate.key });
  const language = languagesIn(text)[0];
  if (language) return asked('language', { term: language.key });
  const degree = degreesIn(`${text} in`)[0];
  if (degree) return asked('education', { term: degree.key });
  return asked('skill', { term: undefined });
}

function titleRequirement(jd: JdText, vocabulary: Vocabulary): Asked[] {
  if (jd.title === null) return [];
  const head = titleHead(jd.title);
  const term =
    vocabulary.canonical(jd.title, 'title') ??
    vocabulary.canonical(head, 'title') ??
    lastTitle(head, vocabulary) ??
    lastTitle(jd.title, vocabulary);
  const segment = jd.segments.findIndex(({ role }) => role === 'title');
  return [
    {
      requirement: { text: jd.title, kind: 'title', must: true, weight: MUST_WEIGHT, term },
      segment: segment === -1 ? null : segment,
    },
  ];
}

/** The longest title inside a text; of two equally long ones the later, since an English title ends in its noun. */
function lastTitle(text: string, vocabulary: Vocabulary): string | undefined {
  const hits = vocabulary.find(text).filter((hit) => hit.kind === 'title');
  return hits.sort((a, b) => b.end - b.start - (a.end - a.start) || b.start - a.start)[0]?.term;
}
