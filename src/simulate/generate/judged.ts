import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Random } from '../random.js';
import { contentOf, textOf } from './content.js';
import { PLAIN_LOOK } from './look.js';
import { makeJd, type MadeJd } from './jds.js';
import { makePerson, type Person } from './person.js';
import type { LanguageCode } from './words/index.js';
import { rolesOf } from './words/index.js';

export interface JudgedOptions {
  /** Number of candidates for all JDs together. */
  cvs: number;
  jds: number;
  seed: string;
  language: LanguageCode;
}

export interface JudgedCandidate {
  jd: MadeJd;
  person: Person;
  /** Number of the JD's musts that the CV shows; 0 also for a stranger from another profession. */
  grade: number;
}

/**
 * Skills per candidate. Equal for all, so that length reveals nothing; every role has at least this many besides those
 * that its JD names.
 */
const SKILLS = 5;

/**
 * For each JD in turn: candidates that meet 0, 1, ... all of its musts, then a stranger. All except the stranger have
 * the requested title, so that only skills tell them apart.
 */
export function judgedCandidates(options: JudgedOptions): JudgedCandidate[] {
  const jds = Array.from({ length: options.jds }, (_, number) => makeJd(options.seed, number, options.language));
  return Array.from({ length: options.cvs }, (_, number) => {
    const jd = jds[number % jds.length]!;
    const level = Math.floor(number / jds.length) % (jd.must.length + 2);
    return candidate(jd, level, new Random(options.seed, 'judged', number), `cv-${String(number).padStart(5, '0')}`);
  });
}

function candidate(jd: MadeJd, level: number, random: Random, id: string): JudgedCandidate {
  const words = random.int(150, 350);
  if (level > jd.must.length) {
    const others = rolesOf(jd.language).filter(
      ({ family, skills }) => family !== jd.role.family && !skills.some((skill) => jd.must.includes(skill)),
    );
    return {
      jd,
      person: makePerson(random, { id, language: jd.language, words, revision: 0, role: random.pick(others) }),
      grade: 0,
    };
  }
  const rest = jd.role.skills.filter((skill) => !jd.must.includes(skill) && !jd.nice.includes(skill));
  const skills = random.sample([...random.sample(jd.must, level), ...random.sample(rest, SKILLS - level)], SKILLS);
  return {
    jd,
    person: makePerson(random, { id, language: jd.language, words, revision: 0, role: jd.role, skills }),
    grade: level,
  };
}

/** The contents of the files in BEIR's layout, by name. */
export function judgedFiles(candidates: JudgedCandidate[]): Map<string, string> {
  const jds = [...new Map(candidates.map(({ jd }) => [jd.id, jd])).values()];
  const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return new Map([
    [
      'corpus.jsonl',
      lines(
        candidates.map(({ person }) => ({ _id: person.id, title: '', text: textOf(contentOf(person, PLAIN_LOOK)) })),
      ),
    ],
    ['queries.jsonl', lines(jds.map(({ id, text }) => ({ _id: id, text })))],
    [
      'qrels/test.tsv',
      `query-id\tcorpus-id\tscore\n${candidates.map(({ jd, person, grade }) => `${jd.id}\t${person.id}\t${grade}\n`).join('')}`,
    ],
  ]);
}

export async function writeJudged(
  options: JudgedOptions,
  out: string,
  write: (file: string, text: string) => Promise<void>,
): Promise<number> {
  const files = judgedFiles(judgedCandidates(options));
  await mkdir(path.join(out, 'qrels'), { recursive: true });
  for (const [name, text] of files) await write(path.join(out, name), text);
  return [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
