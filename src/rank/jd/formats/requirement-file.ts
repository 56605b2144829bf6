import { parseDocument, stringify } from 'yaml';
import { REQUIREMENT_KINDS, type Requirement, type RequirementKind } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';
import type { Vocabulary } from '../../../profile/index.js';
import { certificatesIn, DEGREE_NAMES, degreesIn, languageNamed, languagesIn } from '../../facts.js';
import { titleHead } from '../jd.js';
import { seniorityOf } from '../../seniority.js';
import { foldText } from '../../words.js';

/** A JD whose requirements a person wrote or corrected. */
export interface RequirementFile {
  title: string | null;
  requirements: Requirement[];
  notAsked: string[];
  /** The JD's own text, for comparing words and meaning. */
  text: string;
}

/** In characters: longer than any JD with its requirements. */
const LONGEST = 64_000;
const MOST = 200;
const HINT = 'Make one with `cvmatch jds explain jd.txt --out r.yaml`, edit it, and see docs/jds.md for its fields.';

/** Recognised by content: a list of `requirements` whose items have a text or a kind. */
export function isRequirementFile(text: string): boolean {
  return /^requirements\s*:/m.test(text) && /^\s+(?:-\s+)?(?:text|kind|must|weight)\s*:/m.test(text);
}

function wrong(message: string): CvmatchError {
  return new CvmatchError('jd_unreadable', `the requirement file cannot be used: ${message}`, { hint: HINT });
}

/** @throws CvmatchError `jd_unreadable`, saying which item is wrong and how. */
export function readRequirementFile(text: string): RequirementFile {
  if (text.length > LONGEST) throw wrong(`it is longer than ${LONGEST.toLocaleString('en')} characters`);
  const document = parseDocument(text, { logLevel: 'silent' });
  const [problem] = document.errors;
  if (problem !== undefined)
    throw wrong(
      `line ${problem.linePos?.[0].line ?? '?'} is not YAML (${problem.message.split('\n')[0]!.replace(/ at line.*$/, '')})`,
    );
  const value = plainValue(document);
  if (!isRecord(value) || !Array.isArray(value['requirements'])) throw wrong('it has no list `requirements`');
  if (value['requirements'].length > MOST) throw wrong(`it has more than ${MOST} requirements`);
  const requirements = value['requirements'].map((one, i) => requirement(one, i + 1));
  const { title, jd, notAsked } = value;
  if (title !== undefined && title !== null && typeof title !== 'string') throw wrong('`title` is not a text');
  if (jd !== undefined && jd !== null && typeof jd !== 'string') throw wrong('`jd` is not a text');
  const excluded = notAsked ?? [];
  if (!Array.isArray(excluded) || excluded.some((one) => typeof one !== 'string'))
    throw wrong('`notAsked` is not a list of texts');
  const own = requirements.find(({ kind }) => kind === 'title')?.text;
  return {
    title: title ?? own ?? null,
    requirements,
    notAsked: excluded as string[],
    text:
      typeof jd === 'string' && jd.trim() !== ''
        ? jd
        : [title ?? own ?? '', ...requirements.map((one) => one.text)].join('\n').trim(),
  };
}

function plainValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    // Few aliases are allowed, so that a small file cannot expand to gigabytes.
    return document.toJS({ maxAliasCount: 20 });
  } catch {
    throw wrong('it refers to itself too often');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function requirement(value: unknown, at: number): Requirement {
  if (!isRecord(value)) throw wrong(`requirement ${at} is not a list of fields`);
  const { text, kind, must = true, weight = 1, years, maxYears, term, alternatives } = value;
  if (typeof text !== 'string' || text.trim() === '') throw wrong(`requirement ${at} has no \`text\``);
  const name = `requirement ${at} ("${text.slice(0, 40)}")`;
  if (!(REQUIREMENT_KINDS as readonly unknown[]).includes(kind))
    throw wrong(`${name} is of kind ${shown(kind)}; kinds are ${REQUIREMENT_KINDS.join(', ')}`);
  if (typeof must !== 'boolean') throw wrong(`${name}: \`must\` is ${shown(must)}, not true or false`);
  if (typeof weight !== 'number' || !(weight > 0 && weight <= 100))
    throw wrong(`${name}: \`weight\` is ${shown(weight)}, not a number above 0, at most 100`);
  const one: Requirement = { text: text.trim(), kind: kind as RequirementKind, must, weight };
  for (const [key, limit] of Object.entries({ years, maxYears })) {
    if (limit === undefined || limit === null) continue;
    if (typeof limit !== 'number' || !(limit >= 0 && limit <= 60))
      throw wrong(`${name}: \`${key}\` is ${shown(limit)}, not a number from 0 to 60`);
    one[key as 'years' | 'maxYears'] = limit;
  }
  if (term !== undefined && term !== null) {
    if (typeof term !== 'string') throw wrong(`${name}: \`term\` is ${shown(term)}, not a text`);
    one.term = term;
  }
  if (alternatives !== undefined && alternatives !== null) one.alternatives = alternativesOf(alternatives, name);
  return one;
}

function alternativesOf(value: unknown, name: string): { text: string; term?: string }[] {
  const wrongOne = wrong(`${name}: \`alternatives\` is not a list of texts`);
  if (!Array.isArray(value)) throw wrongOne;
  return value.map((one: unknown) => {
    if (typeof one === 'string' && one.trim() !== '') return { text: one.trim() };
    if (isRecord(one) && typeof one['text'] === 'string')
      return { text: one['text'].trim(), ...(typeof one['term'] === 'string' ? { term: one['term'] } : {}) };
    throw wrongOne;
  });
}

function shown(value: unknown): string {
  return value === undefined || value === null
    ? 'missing'
    : `'${String(typeof value === 'object' ? JSON.stringify(value) : value).slice(0, 40)}'`;
}

/** Fills in the term that each requirement is compared by, where the file leaves that to its text. */
export function resolved(requirements: Requirement[], vocabulary: Vocabulary): Requirement[] {
  return requirements.map((one) => {
    const term = one.term ?? termOf(one.kind, one.text, vocabulary);
    const alternatives = one.alternatives?.map((other) => {
      const own = other.term ?? termOf(one.kind, other.text, vocabulary);
      return { text: other.text, ...(own === undefined ? {} : { term: own }) };
    });
    return { ...one, ...(term === undefined ? {} : { term }), ...(alternatives === undefined ? {} : { alternatives }) };
  });
}

/** The term that the reader of JDs would choose. */
function termOf(kind: RequirementKind, text: string, vocabulary: Vocabulary): string | undefined {
  if (kind === 'skill')
    return vocabulary.canonical(text, 'skill') ?? vocabulary.find(text).find((hit) => hit.kind === 'skill')?.term;
  if (kind === 'title') return vocabulary.canonical(text, 'title') ?? vocabulary.canonical(titleHead(text), 'title');
  if (kind === 'language') return languageNamed(text) ?? languagesIn(text)[0]?.key;
  if (kind === 'education') return degreeNamed(text);
  if (kind === 'certificate') return certificatesIn(text)[0]?.key ?? foldText(text);
  return kind === 'seniority' ? (seniorityOf(text) ?? undefined) : undefined;
}

function degreeNamed(text: string): string | undefined {
  const degree = degreesIn(`${text} in`)[0]?.key;
  return degree ?? DEGREE_NAMES.find((name) => name !== 'none' && text.toLowerCase().includes(name));
}

/** A JD's requirements as YAML that `match` reads. `term` is written only where the text alone would not lead to it. */
export function writeRequirementFile(file: RequirementFile, source: string, vocabulary: Vocabulary): string {
  const requirements = file.requirements.map(({ term, alternatives, ...rest }) => ({
    ...rest,
    weight: Number(rest.weight.toFixed(3)),
    ...(term === undefined || term === termOf(rest.kind, rest.text, vocabulary) ? {} : { term }),
    ...(alternatives === undefined
      ? {}
      : {
          alternatives: alternatives.map((other) =>
            other.term === undefined || other.term === termOf(rest.kind, other.text, vocabulary) ? other.text : other,
          ),
        }),
  }));
  const head = `# What cvmatch read in ${source.replace(/\s+/g, ' ')}. Edit it, then: cvmatch match THIS_FILE\n# kind: ${REQUIREMENT_KINDS.join(', ')}\n# must: true or false; weight counts within a kind; alternatives fulfil it too\n`;
  return (
    head +
    stringify(
      { title: file.title, requirements, notAsked: file.notAsked, jd: `${file.text.trimEnd()}\n` },
      { lineWidth: 120 },
    )
  );
}
