import type { RunQuality } from '../domain/index.js';
import type { Corpus } from './corpus.js';
import type { SimulationTarget } from './port.js';

/** A file that ended as ready. */
export interface ReadyFile {
  path: string;
  cvId: string;
}

const MAX_CVS = 300;
const MAX_JDS = 20;
const DEPTH = 10;

/**
 * Measures whether what came in was also understood: profiles against the people behind them, rankings against the
 * known answers.
 */
export async function measureQuality(
  target: SimulationTarget,
  corpus: Corpus,
  ready: ReadyFile[],
): Promise<RunQuality> {
  return { ...(await parseAccuracy(target, corpus, ready)), ...(await rankingQuality(target, corpus, ready)) };
}

async function parseAccuracy(
  target: SimulationTarget,
  corpus: Corpus,
  ready: ReadyFile[],
): Promise<Pick<RunQuality, 'cvs' | 'name' | 'email' | 'skills'>> {
  const stride = Math.max(1, Math.ceil(ready.length / MAX_CVS));
  const scores = { cvs: 0, name: 0, email: 0, skills: 0 };
  for (const file of ready.filter((_, i) => i % stride === 0)) {
    const truth = corpus.truth.get(file.path)!;
    const person = corpus.person(truth.person);
    const read =
      truth.copy === null && truth.defect === null && person !== undefined ? await target.profile(file.cvId) : null;
    if (read === null || person === undefined) continue;
    scores.cvs++;
    scores.name += Number(fold(read.name ?? '') === fold(person.resume.basics.name!));
    scores.email += Number(fold(read.email ?? '') === fold(person.resume.basics.email!));
    scores.skills += f1(new Set(read.skills.map(fold)), new Set(person.skills.map(fold)));
  }
  const share = (sum: number): number | null => (scores.cvs === 0 ? null : sum / scores.cvs);
  return { cvs: scores.cvs, name: share(scores.name), email: share(scores.email), skills: share(scores.skills) };
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();

function f1(read: Set<string>, wanted: Set<string>): number {
  let hits = 0;
  for (const skill of read) if (wanted.has(skill)) hits++;
  return hits === 0 ? 0 : (2 * hits) / (read.size + wanted.size);
}

async function rankingQuality(
  target: SimulationTarget,
  corpus: Corpus,
  ready: ReadyFile[],
): Promise<Pick<RunQuality, 'jds' | 'ndcg10'>> {
  const personOf = new Map(ready.map((file) => [file.cvId, corpus.truth.get(file.path)!.person]));
  const present = new Set(personOf.values());
  let jds = 0;
  let sum = 0;
  for (const jd of corpus.jds.slice(0, MAX_JDS)) {
    const grades = new Map([...(corpus.grades.get(jd.id) ?? [])].filter(([person]) => present.has(person)));
    if (grades.size === 0) continue;
    const { cvIds } = await target.match(jd.text, DEPTH);
    jds++;
    sum += ndcg(
      cvIds.map((cvId) => grades.get(personOf.get(cvId) ?? '') ?? 0),
      [...grades.values()],
    );
  }
  return { jds, ndcg10: jds === 0 ? null : sum / jds };
}

/** nDCG@10 with gain 2^grade - 1. */
export function ndcg(ranked: number[], all: number[]): number {
  const dcg = (grades: number[]): number =>
    grades.slice(0, DEPTH).reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);
  return dcg(ranked) / dcg([...all].sort((a, b) => b - a));
}
