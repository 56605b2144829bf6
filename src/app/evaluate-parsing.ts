import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { extractLimits, type Config } from '../config/config.js';
import { failure, FORMATS, type Outcome } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { evaluateCvs, type Parse, type ParsingEvaluation } from '../evaluate/parsing/parsing.js';
import { comparePairs, type PairsReport, type ReadPair } from '../evaluate/parsing/pairs.js';
import { fromJsonResume, readLabels, type LabelledCv } from '../evaluate/parsing/labels.js';
import { documentOf } from '../pool/process.js';
import { openSandbox, type Sandbox } from '../pool/sandbox.js';
import { loadVocabulary } from '../pool/vocabulary.js';
import { parseProfile } from '../profile/index.js';

export interface EvaluateParsingOptions {
  /** Folder of the files that labels name, if they are neither beside the labels nor in a folder there. */
  files?: string;
  /** `YYYY-MM-DD`: the day that "present" means; takes precedence over the dates of label, document and file. */
  asOf?: string;
  onProgress?: (done: number, total: number) => void;
}

const CV_EXTENSIONS = new Set(['.pdf', '.docx', '.doc', '.odt', '.rtf', '.txt', '.md', '.html', '.htm']);
/** Documents in progress: one is read in the child process while another is parsed here. */
const WIDTH = 2;

/**
 * Parses CVs given by labels, a file or a folder, and scores them. Runs in this process, with a sandboxed child for
 * extraction.
 */
export async function evaluateParsing(
  target: string,
  config: Config,
  options: EvaluateParsingOptions = {},
): Promise<ParsingEvaluation> {
  const cvs = readTarget(target, options.files);
  if (cvs.length === 0)
    throw new CvmatchError('nothing_to_do', `${target} holds no CV and no label`, {
      hint: `Give labels (.jsonl, truth.json), a CV, or a folder of CVs; formats: ${FORMATS.join(', ')}.`,
    });
  const sandbox = openSandbox();
  try {
    return await evaluateCvs(cvs, parserOf(target, sandbox, config, options), {
      width: WIDTH,
      onProgress: options.onProgress,
    });
  } finally {
    await sandbox.close();
  }
}

/**
 * Reads pairs of files, the same CV in two formats, and reports which fields agree.
 * @throws CvmatchError `path_not_found`, `dataset_invalid`, `nothing_to_do`.
 */
export async function evaluatePairs(
  list: string,
  config: Config,
  options: EvaluateParsingOptions = {},
): Promise<PairsReport> {
  const pairs = readPairs(list, options.files);
  const sandbox = openSandbox();
  try {
    const parse = parserOf(list, sandbox, config, options);
    const read: ReadPair[] = [];
    for (const [i, files] of pairs.entries()) {
      const [first, second] = await Promise.all(
        files.map(async (file) => {
          const outcome = await parse({ id: file, file, labels: { sets: {} } });
          return outcome.ok ? outcome.value.profile.resume : { code: outcome.code };
        }),
      );
      read.push({ files, resumes: [first!, second!] });
      options.onProgress?.(i + 1, pairs.length);
    }
    return comparePairs(read);
  } finally {
    await sandbox.close();
  }
}

const PAIR_HINT =
  'Write one pair per line: two files with a tab or a comma between them, relative to the list; # begins a comment.';

/** The pairs of a list. Its files are in the list's folder, or in `files`. */
function readPairs(list: string, files: string | undefined): [string, string][] {
  if (!existsSync(list)) throw new CvmatchError('path_not_found', `there is no list at ${list}`, { hint: PAIR_HINT });
  if (statSync(list).isDirectory())
    throw new CvmatchError('dataset_invalid', `${list} is a folder, not a list of pairs`, { hint: PAIR_HINT });
  const lines = readFileSync(list, 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/);
  const pairs = lines.flatMap((line, i) =>
    line.trim() === '' || line.trimStart().startsWith('#')
      ? []
      : [pairOf(line, `${list}, line ${i + 1},`, files ?? path.dirname(list))],
  );
  if (pairs.length === 0) throw new CvmatchError('nothing_to_do', `${list} names no pair`, { hint: PAIR_HINT });
  return pairs;
}

function pairOf(line: string, where: string, folder: string): [string, string] {
  const names = line
    .split(line.includes('\t') ? '\t' : ',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length !== 2)
    throw new CvmatchError('dataset_invalid', `${where} names ${names.length} files, not two`, { hint: PAIR_HINT });
  const [first, second] = names.map((name) => path.resolve(folder, name)) as [string, string];
  const missing = [first, second].find((file) => !existsSync(file) || !statSync(file).isFile());
  if (missing !== undefined)
    throw new CvmatchError('path_not_found', `${where} names ${missing}, which is no file`, {
      hint: 'Name their folder with --files.',
    });
  return [first, second];
}

function parserOf(target: string, sandbox: Sandbox, config: Config, options: EvaluateParsingOptions): Parse {
  const vocabulary = loadVocabulary();
  const limits = extractLimits(config);
  return async (cv) => {
    const file = cv.file ?? target;
    const outcome =
      cv.text === undefined ? await extract(file, sandbox, limits) : { ok: true as const, value: documentOf(cv.text) };
    if (!outcome.ok) return outcome;
    const document = outcome.value;
    const asOf =
      options.asOf ??
      lastDay(cv.labels.asOf) ??
      document.documentDate ??
      statSync(file).mtime.toISOString().slice(0, 10);
    return { ok: true, value: { document, profile: parseProfile(document, { asOf, vocabulary }) } };
  };
}

type Limits = Parameters<Sandbox['extract']>[1];

function extract(
  file: string,
  sandbox: Sandbox,
  limits: Limits,
): ReturnType<Sandbox['extract']> | Promise<Outcome<never>> {
  try {
    return sandbox.extract(readFileSync(file), limits);
  } catch {
    return Promise.resolve(failure('read_error', 'the file cannot be read'));
  }
}

/** The last day of a month, since labels count experience "to 2015-12" to the end of December. */
function lastDay(month: string | null | undefined): string | null {
  return month === null || month === undefined ? null : `${month.slice(0, 7)}-28`;
}

/** Reads labels with their CVs; a CV; or a folder of CVs, of JSON Resumes beside CVs, or with a truth.json. */
export function readTarget(target: string, files: string | undefined): LabelledCv[] {
  if (!existsSync(target))
    throw new CvmatchError('path_not_found', `there is nothing at ${target}`, {
      hint: 'Give labels (.jsonl, truth.json), a CV, or a folder of CVs.',
    });
  if (statSync(target).isDirectory()) return readFolder(target, files);
  const extension = path.extname(target).toLowerCase();
  if (extension === '.jsonl') return readLabelRows(target, parseLines(target), files);
  if (extension === '.json') return readLabelRows(target, parseJson(target), files);
  return [{ id: path.basename(target), file: target, labels: { sets: {} } }];
}

function parseLines(file: string): unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, i) => parseText(line, `${file}, line ${i + 1},`));
}

function parseJson(file: string): unknown[] {
  const value = parseText(readFileSync(file, 'utf8'), file);
  return Array.isArray(value) ? value : [value];
}

function parseText(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CvmatchError('dataset_invalid', `${where} is not JSON`, {
      cause,
      hint: 'Labels are JSON Lines, a truth.json, or JSON Resume files; see `cvmatch help evaluate parsing`.',
    });
  }
}

function readLabelRows(file: string, rows: unknown[], files: string | undefined): LabelledCv[] {
  const folders = files === undefined ? labelFolders(path.dirname(file)) : [files];
  return rows.map((row, i) => {
    const cv = readLabels(row) ?? resumeLabels(file, row);
    if (cv === undefined)
      throw new CvmatchError('dataset_invalid', `row ${i + 1} of ${file} is no label that cvmatch knows`, {
        hint: 'Known: {text, entities}, {file, work}, {file, sections, work}, and JSON Resume beside its CV.',
      });
    return cv.file === undefined ? cv : { ...cv, file: locate(cv.file, folders) };
  });
}

/** Folders in which labelled files may be: that of the labels, and those in it. */
function labelFolders(folder: string): string[] {
  return [
    folder,
    ...readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => path.join(folder, entry.name))
      .sort(),
  ];
}

function locate(name: string, folders: string[]): string {
  const found = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
  if (found === undefined)
    throw new CvmatchError(
      'path_not_found',
      `the labelled file ${name} lies in none of: ${folders.slice(0, 3).join(', ')}`,
      { hint: 'Name their folder with --files.' },
    );
  return found;
}

function readFolder(folder: string, files: string | undefined): LabelledCv[] {
  const truth = path.join(folder, 'truth.json');
  if (existsSync(truth)) return readLabelRows(truth, parseJson(truth), files ?? folder);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const resumes = names.filter((name) => name.endsWith('.json')).map((name) => path.join(folder, name));
  const labelled = resumes.flatMap((file) => resumeLabels(file, parseJson(file)[0], files) ?? []);
  if (labelled.length > 0) return labelled;
  return names
    .filter((name) => CV_EXTENSIONS.has(path.extname(name).toLowerCase()))
    .map((name) => ({ id: name, file: path.join(folder, name), labels: { sets: {} } }));
}

/** A JSON Resume as the truth of a CV: `X.json` for `X.pdf` beside it, or for the file named by its `meta.file`. */
function resumeLabels(file: string, value: unknown, files?: string): LabelledCv | undefined {
  if (typeof value !== 'object' || value === null || !('basics' in value)) return undefined;
  const resume = value as Parameters<typeof fromJsonResume>[2] & { meta?: { file?: string } };
  const folder = path.dirname(file);
  const stem = path.basename(file, '.json');
  const named = resume.meta?.file;
  const candidates = [
    ...(named === undefined ? [] : [files ?? folder, path.dirname(folder)].map((base) => path.join(base, named))),
    ...[files ?? folder].flatMap((base) =>
      ['', ...CV_EXTENSIONS].map((extension) => path.join(base, stem + extension)),
    ),
  ];
  const document = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  return document === undefined ? undefined : fromJsonResume(path.basename(document), document, resume);
}
