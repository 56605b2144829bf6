import { createHash } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import type { FileState, Resume } from '../../domain/index.js';
import { CvmatchError } from '../../errors.js';
import { outputError } from '../../files/output.js';
import { writeJudged } from './judged.js';
import { gradeOf, makeJd, type MadeJd } from './jds.js';
import {
  expectedStates,
  fileSpec,
  type CopyKind,
  type Defect,
  type FileFormat,
  type FileSpec,
  type Layout,
  type MixOptions,
} from './mix.js';
import { personId, plainText, renderCv, type RenderedCv } from './render.js';

export interface GenerateOptions extends MixOptions {
  cvs: number;
  jds: number;
  /** Folder to write to; created when missing. */
  out: string;
  /** Writes no files but a data set whose candidates meet 0, 1, ... all musts of their JD. */
  judged?: boolean;
  onProgress?: (done: number) => void;
  /** Stops the generation; everything written until then is complete. */
  signal?: AbortSignal;
}

/** One line of `truth.jsonl`: what a file is, and the states it may end in. */
export interface FileTruth {
  /** Relative to the folder. */
  file: string;
  /** sha-256 of the bytes: cvmatch's id of the CV. */
  cvId: string;
  person: string;
  copy: CopyKind | null;
  format: FileFormat;
  layout: Layout;
  language: string;
  defect: Defect | null;
  expected: FileState[];
  bytes: number;
}

/** One line of `people.jsonl`. */
export interface PersonTruth {
  id: string;
  language: string;
  role: string;
  years: number;
  skills: string[];
  resume: Resume;
}

export interface GenerateSummary {
  out: string;
  cvs: number;
  people: number;
  jds: number;
  judgements: number;
  bytes: number;
  byFormat: Record<string, number>;
  byDefect: Record<string, number>;
  byCopy: Record<string, number>;
}

const FILES_PER_FOLDER = 1000;
const FILES_AT_ONCE = 32;

/** Path of file `number` relative to the folder. */
export function cvPath(number: number, extension: string): string {
  return path.join(
    'cvs',
    String(Math.floor(number / FILES_PER_FOLDER)).padStart(3, '0'),
    `cv-${String(number).padStart(6, '0')}${extension}`,
  );
}

/**
 * Writes CVs, JDs and the truth about them: `cvs/`, `jds/`, `truth.jsonl` (one line per file), `people.jsonl` (one JSON
 * Resume per person) and, in BEIR's layout, `corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv`. Memory use does not grow
 * with `cvs`.
 * @throws CvmatchError `bad_flag` for a folder in use, `path_not_found`, `store_full`.
 */
export async function generateCvs(options: GenerateOptions): Promise<GenerateSummary> {
  try {
    await refuseUsed(options.out);
    return await (options.judged === true ? writeJudgedSet(options) : writeAll(options));
  } catch (error) {
    throw outputError(options.out, error);
  }
}

async function writeAll(options: GenerateOptions): Promise<GenerateSummary> {
  const jds = Array.from({ length: options.jds }, (_, number) => makeJd(options.seed, number, options.language));
  await mkdir(path.join(options.out, 'jds'), { recursive: true });
  await mkdir(path.join(options.out, 'qrels'), { recursive: true });
  const sinks = new Sinks(options.out);
  const summary: GenerateSummary = {
    out: options.out,
    cvs: 0,
    people: 0,
    jds: jds.length,
    judgements: 0,
    bytes: 0,
    byFormat: {},
    byDefect: {},
    byCopy: {},
  };
  try {
    await writeJds(jds, options.out, sinks);
    await writeCvs(jds, options, sinks, summary);
  } finally {
    await sinks.close();
  }
  return summary;
}

async function writeJudgedSet(options: GenerateOptions): Promise<GenerateSummary> {
  if (options.jds === 0) throw new CvmatchError('bad_flag', '--judged needs a JD', { hint: 'Give --jds 1 or more.' });
  const bytes = await writeJudged(options, options.out, writeFile);
  return {
    out: options.out,
    cvs: options.cvs,
    people: options.cvs,
    jds: options.jds,
    judgements: options.cvs,
    bytes,
    byFormat: {},
    byDefect: {},
    byCopy: {},
  };
}

/** Old files among the new ones would make the truth wrong. */
async function refuseUsed(out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  if ((await readdir(out)).length === 0) return;
  throw new CvmatchError('bad_flag', `${out} is not empty`, { hint: 'Give --out a new or an empty folder.' });
}

async function writeJds(jds: MadeJd[], out: string, sinks: Sinks): Promise<void> {
  await sinks.write('qrels/test.tsv', 'query-id\tcorpus-id\tscore\n');
  for (const jd of jds) {
    await writeFile(path.join(out, 'jds', `${jd.id}.txt`), jd.text);
    await sinks.json('queries.jsonl', { _id: jd.id, text: jd.text });
  }
}

async function writeCvs(
  jds: MadeJd[],
  options: GenerateOptions,
  sinks: Sinks,
  summary: GenerateSummary,
): Promise<void> {
  let writing: Promise<void>[] = [];
  for (let number = 0; number < options.cvs && options.signal?.aborted !== true; number++) {
    const spec = fileSpec(number, options);
    const cv = renderCv(options.seed, spec);
    const file = cvPath(number, cv.extension);
    if (number % FILES_PER_FOLDER === 0) await mkdir(path.dirname(path.join(options.out, file)), { recursive: true });
    writing.push(writeFile(path.join(options.out, file), cv.bytes));
    if (writing.length >= FILES_AT_ONCE) {
      await Promise.all(writing);
      writing = [];
    } else writing.at(-1)!.catch(() => undefined); // Its error is handled above or at the end; this prevents an unhandled rejection until then.
    count(summary, spec, cv);
    await writeTruth(spec, cv, file, jds, sinks, summary);
    options.onProgress?.(number + 1);
  }
  await Promise.all(writing);
}

async function writeTruth(
  spec: FileSpec,
  cv: RenderedCv,
  file: string,
  jds: MadeJd[],
  sinks: Sinks,
  summary: GenerateSummary,
): Promise<void> {
  await sinks.json('truth.jsonl', truthOf(spec, cv, file));
  if (spec.copy !== null) return;
  const { person } = cv;
  summary.people++;
  await sinks.json('people.jsonl', {
    id: person.id,
    language: person.language,
    role: person.role.id,
    years: person.years,
    skills: person.skills,
    resume: person.resume,
  } satisfies PersonTruth);
  if (!isReadable(spec)) return;
  await sinks.json('corpus.jsonl', { _id: person.id, title: '', text: plainText(cv) });
  for (const jd of jds) {
    const grade = gradeOf(jd, person);
    if (grade === 0) continue;
    summary.judgements++;
    await sinks.write('qrels/test.tsv', `${jd.id}\t${person.id}\t${grade}\n`);
  }
}

/** Only readable CVs can be found, so the others are in no judgement. */
function isReadable(spec: FileSpec): boolean {
  return (spec.defect === null || spec.defect === 'hidden_text') && spec.format !== 'image';
}

export function truthOf(spec: FileSpec, cv: RenderedCv, file: string): FileTruth {
  return {
    file,
    cvId: createHash('sha256').update(cv.bytes).digest('hex'),
    person: personId(spec.person),
    copy: spec.copy,
    format: spec.format,
    layout: spec.layout,
    language: spec.language,
    defect: spec.defect,
    expected: expectedStates(spec),
    bytes: cv.bytes.length,
  };
}

function count(summary: GenerateSummary, spec: FileSpec, cv: RenderedCv): void {
  const add = (counts: Record<string, number>, key: string | null): void => {
    if (key !== null) counts[key] = (counts[key] ?? 0) + 1;
  };
  summary.cvs++;
  summary.bytes += cv.bytes.length;
  add(summary.byFormat, spec.format);
  add(summary.byDefect, spec.defect);
  add(summary.byCopy, spec.copy);
}

/** Open files to which lines are appended. Waits when a file cannot keep up, so that memory stays flat. */
class Sinks {
  private readonly streams = new Map<string, WriteStream>();
  private error: Error | null = null;

  constructor(private readonly out: string) {}

  json(name: string, value: unknown): Promise<void> {
    return this.write(name, `${JSON.stringify(value)}\n`);
  }

  async write(name: string, line: string): Promise<void> {
    if (this.error !== null) throw this.error;
    let stream = this.streams.get(name);
    if (stream === undefined) {
      stream = createWriteStream(path.join(this.out, name)).on('error', (error) => {
        this.error ??= error;
      });
      this.streams.set(name, stream);
    }
    if (!stream.write(line)) await once(stream, 'drain');
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.streams.values()].map(
        (stream) =>
          new Promise<void>((resolve, reject) => {
            if (stream.errored !== null) reject(stream.errored);
            stream.once('error', reject);
            stream.end(resolve);
          }),
      ),
    );
  }
}
