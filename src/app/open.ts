import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import type { Config } from '../config/config.js';
import { isUpload, UPLOAD_PREFIX, uploadId } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { outputError } from '../files/output.js';
import { findOriginal, type FileOfCv, type Original } from '../ingest/originals/find.js';
import { withWorkspace, type Workspace } from '../open.js';
import { findCvs, severalCvs } from './find-cv.js';
import { blindOriginal, writeBlind } from './open-blind.js';

export interface OpenRequest {
  /** Path to save the bytes to instead of opening them; `-`: stdout. */
  output?: string;
  /** Only returns the path. */
  pathOnly?: boolean;
  /** A page with its text, without what says whose it is, instead of the bytes. */
  blind?: boolean;
}

export interface OpenedOriginal {
  /** sha-256 of the bytes; null if they were never read. */
  hash: string | null;
  /** For people. */
  name: string;
  /** Path of the file itself, or of a read-only copy that is deleted after a day; null if the bytes went to stdout. */
  path: string | null;
}

/** Age at which the next call deletes a copy. */
const LENT_MS = 24 * 3_600_000;

/**
 * Opens a CV, or a file that failed, as it was handed in. @throws CvmatchError `not_found`, `tool_missing`,
 * `path_not_found`.
 */
export async function openOriginal(config: Config, reference: string, request: OpenRequest): Promise<OpenedOriginal> {
  return withWorkspace(config, {}, async (workspace) => {
    await workspace.originals.takeBack(LENT_MS);
    if (request.blind === true) return openBlind(workspace, reference, request);
    const original = await originalFor(workspace, reference);
    try {
      const { hash, name } = original;
      await workspace.store.audit.note([
        { action: 'open', detail: 'open', cvs: hash === null ? [] : [hash], count: 1 },
      ]);
      return { hash, name, path: await opened(workspace, original, request) };
    } finally {
      await original.close();
    }
  });
}

async function openBlind(
  workspace: Workspace,
  reference: string,
  { output, pathOnly = false }: OpenRequest,
): Promise<OpenedOriginal> {
  const blind = await blindOriginal(workspace, reference);
  const file = await writeBlind(workspace, blind, output);
  if (output === undefined && !pathOnly) await launch(file!, { name: blind.name, isKnown: true });
  return { hash: blind.cvId, name: blind.name, path: file };
}

async function opened(
  workspace: Workspace,
  original: Original,
  { output, pathOnly = false }: OpenRequest,
): Promise<string | null> {
  if (output !== undefined) return save(original, output);
  const file = original.onDisk ?? (await copyOf(workspace, original));
  if (!pathOnly) await launch(file, { name: original.name, isKnown: original.media.extensions.length > 0 });
  return file;
}

async function originalFor(workspace: Workspace, reference: string): Promise<Original> {
  const { store, uploads, originals } = workspace;
  const files = await filesFor(workspace, reference);
  const problems: string[] = [];
  for (const file of files) {
    const found = await findOriginal({ intake: store.intake, uploads, originals }, file);
    if (found.ok) return found.value;
    problems.push(found.message);
  }
  if (files.length === 0)
    throw new CvmatchError('not_found', `no CV and no upload is "${reference}"`, {
      hint: 'Give its name, its path, or at least six digits of its id; `cvmatch list` shows them.',
    });
  throw new CvmatchError('not_found', `"${reference}" cannot be opened: ${problems.join('; ')}`, {
    hint: '`cvmatch ingest --keep` keeps the bytes of files from now on, so that they can be opened whatever becomes of them.',
  });
}

/** All files of the CV; if there is no CV, an upload or a file on disk that did not become one. */
async function filesFor({ store }: Workspace, reference: string): Promise<FileOfCv[]> {
  const cvIds = await findCvs(store, reference);
  if (cvIds.length > 1) throw severalCvs(reference, cvIds);
  if (cvIds.length === 1) return store.uploads.find(cvIds, null);
  const upload = isUpload(reference) ? uploadId(reference) : reference;
  const uploads = await store.uploads.find([upload], null);
  if (uploads.length > 0) return uploads;
  const known = await store.intake.known([path.resolve(reference), UPLOAD_PREFIX + upload]);
  return [...known.values()].map(({ path: at, format }) => ({ path: at, name: null, format }));
}

/** @throws CvmatchError `path_not_found`, `store_full`, `store_corrupt`. */
async function save(original: Original, output: string): Promise<string | null> {
  const source = checked(original);
  if (output === '-') {
    await pipeline(source, process.stdout, { end: false }).catch(unlessReaderLeft);
    return null;
  }
  const out = createWriteStream(output);
  let opened = false;
  out.once('open', () => {
    opened = true;
  });
  try {
    await pipeline(source, out);
    return path.resolve(output);
  } catch (error) {
    if (opened) await rm(output, { force: true });
    throw outputError(output, error);
  }
}

/** "| head". */
function unlessReaderLeft(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
}

/** The bytes. The stream fails at its end if they are not those that were handed in. */
function checked({ hash, name, stream }: Original): Readable {
  const digest = createHash('sha256');
  const check = new Transform({
    transform: (piece: Uint8Array, _encoding, done) => {
      digest.update(piece);
      done(null, piece);
    },
    flush: (done) => {
      done(hash === null || digest.digest('hex') === hash ? null : damaged(name));
    },
  });
  return Readable.from(stream(), { objectMode: false }).pipe(check);
}

function damaged(name: string): CvmatchError {
  return new CvmatchError('store_corrupt', `the bytes kept of ${name} are not those that were handed in`, {
    hint: 'Check the disk; restore the folder of originals from a copy.',
  });
}

function copyOf({ originals }: Workspace, original: Original): Promise<string> {
  return originals.lend(original.hash ?? 'unread', original.name, checked(original));
}

/** Programs with the arguments before the file. None of them is a shell, so a file name is never run as a command. */
const PROGRAMS: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
/** Some of them run for as long as the program that they start. */
const STARTED_MS = 5000;

async function launch(file: string, { name, isKnown }: { name: string; isKnown: boolean }): Promise<void> {
  if (!isKnown)
    throw new CvmatchError('not_found', `${name} is of no format that cvmatch knows, so no program is started for it`, {
      hint: 'Save it with `-o FILE`, or take its path with `--path`.',
    });
  const [program, ...before] = PROGRAMS[process.platform] ?? ['xdg-open'];
  const child = execa(program, [...before, file], { detached: true, stdio: 'ignore', reject: false, cleanup: false });
  const ended = await Promise.race([child, later(STARTED_MS)]);
  child.unref();
  if (ended !== null && ended.failed)
    throw notStarted(program, file, ended.code ?? `exit code ${ended.exitCode ?? '?'}`);
}

function later(ms: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, null).unref();
  });
}

function notStarted(program: string, file: string, why: string): CvmatchError {
  const reason = why === 'ENOENT' ? `${program} is not installed` : `${program} failed (${why})`;
  return new CvmatchError('tool_missing', `no program could be started for ${file}: ${reason}`, {
    hint: 'Save it with `-o FILE`, or take its path with `--path` and open that.',
  });
}
