import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FileState } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import type { FileTruth, PersonTruth } from './generate/index.js';

/** A folder written by `generate`, with the truth about its files. */
export interface Corpus {
  /** Absolute paths in order of arrival. */
  paths: string[];
  truth: Map<string, FileTruth>;
  person(id: string): PersonTruth | undefined;
  jds: { id: string; text: string }[];
  /** JD id -> person id -> grade. */
  grades: Map<string, Map<string, number>>;
}

/** Throws dataset_invalid for a folder that `generate` did not write. */
export function readCorpus(folder: string): Corpus {
  if (!existsSync(path.join(folder, 'truth.jsonl'))) {
    throw new CvmatchError('dataset_invalid', `${folder} has no truth.jsonl`, {
      hint: 'Make the folder with `cvmatch generate`.',
    });
  }
  const files = rows<FileTruth>(folder, 'truth.jsonl');
  const paths = files.map((file) => path.resolve(folder, file.file));
  const people = new Map(rows<PersonTruth>(folder, 'people.jsonl').map((person) => [person.id, person]));
  return {
    paths,
    truth: new Map(files.map((file, i) => [paths[i]!, file])),
    person: (id) => people.get(id),
    jds: rows<{ _id: string; text: string }>(folder, 'queries.jsonl').map((row) => ({ id: row._id, text: row.text })),
    grades: readGrades(path.join(folder, 'qrels', 'test.tsv')),
  };
}

function rows<T>(folder: string, name: string): T[] {
  const file = path.join(folder, name);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, i) => (line === '' ? [] : [rowOf<T>(line, file, i + 1)]));
}

function rowOf<T>(line: string, file: string, number: number): T {
  try {
    return JSON.parse(line) as T;
  } catch (cause) {
    throw new CvmatchError('dataset_invalid', `line ${number} of ${file} is not JSON`, {
      cause,
      hint: 'Was `cvmatch generate` cut off? Generate the folder again.',
    });
  }
}

function readGrades(file: string): Corpus['grades'] {
  const grades: Corpus['grades'] = new Map();
  if (!existsSync(file)) return grades;
  for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [jd, person, grade] = line.split('\t');
    if (jd === undefined || person === undefined || grade === undefined) continue;
    if (!grades.has(jd)) grades.set(jd, new Map());
    grades.get(jd)!.set(person, Number(grade));
  }
  return grades;
}

/**
 * Whether a file ended in an allowed state. Of two equal files, the one read later is the copy, so an original may be
 * the `duplicate` and its copy `ready`.
 */
export function isExpected(state: FileState, file: FileTruth, hasTwin: boolean): boolean {
  if (file.expected.includes(state)) return true;
  return (hasTwin && state === 'duplicate') || (file.copy === 'exact' && state === 'ready');
}
