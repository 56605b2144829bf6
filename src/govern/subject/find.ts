import path from 'node:path';
import { UPLOAD_PREFIX } from '../../domain/index.js';
import { CvmatchError } from '../../errors.js';
import type { Store, SubjectIds } from '../../store/port/index.js';

/** A person of whom something is held. */
export interface Subject extends SubjectIds {
  /** Null for files that became no CV. */
  candidateId: string | null;
}

export interface SubjectQuery {
  who: string;
  /** Whether it may be a path on this machine, relative to the working directory too. */
  isLocal: boolean;
}

type SubjectStore = Pick<Store, 'cvs' | 'subjects' | 'intake'>;

/**
 * The person who is meant by a CV, an e-mail address, a name, the id of a candidate, or a file that became no CV.
 * @throws CvmatchError `not_found`, `bad_flag` if several people may be meant.
 */
export async function findSubject(store: SubjectStore, { who, isLocal }: SubjectQuery): Promise<Subject> {
  const references = isLocal ? [who, path.resolve(who)] : [who];
  const files = await store.intake.known([...references, UPLOAD_PREFIX + who]);
  const named = [
    ...(await Promise.all(references.map((one) => store.cvs.resolve(one)))).flat(),
    ...[...files.values()].flatMap(({ cvId }) => cvId ?? []),
  ];
  const found = named.length > 0 ? named : await store.subjects.find(who);
  const candidates = new Set<string>();
  for (const cvId of found) {
    const cv = await store.cvs.get(cvId);
    if (cv !== null) candidates.add(cv.candidateId);
  }
  const [candidateId, ...others] = candidates;
  if (others.length > 0) throw severalPeople([...candidates]);
  if (candidateId !== undefined) return { candidateId, cvIds: await store.subjects.find(candidateId), paths: [] };
  if (files.size === 0) throw nobody();
  return { candidateId: null, cvIds: [], paths: [...files.keys()] };
}

/** A person with CVs. */
export interface Person extends Subject {
  candidateId: string;
}

/** The same for what concerns CVs only. @throws CvmatchError also `not_found` for a file that became no CV. */
export async function findPerson(store: SubjectStore, query: SubjectQuery): Promise<Person> {
  const { candidateId, ...ids } = await findSubject(store, query);
  if (candidateId === null) throw nobody();
  return { candidateId, ...ids };
}

/** People who are listed. */
const MOST = 10;

function severalPeople(candidates: string[]): CvmatchError {
  const more = candidates.length > MOST ? `, and ${candidates.length - MOST} more` : '';
  return new CvmatchError('bad_flag', `that may be any of ${candidates.length} people`, {
    hint: `Give the id of the one you mean: ${candidates.slice(0, MOST).join(', ')}${more}. \`cvmatch candidates merge\` makes two CVs one person's.`,
  });
}

function nobody(): CvmatchError {
  return new CvmatchError('not_found', 'nothing is held of such a person', {
    hint: 'Give a CV by its path or the first digits of its id, an e-mail address, a whole name, or the id of a candidate; `cvmatch list --json` shows them.',
  });
}
