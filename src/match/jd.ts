import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { CvmatchError } from '../errors.js';
import { decodeText } from '../extract/encoding.js';
import { guessLanguage } from '../profile/language/language.js';
import { foldWords, isHtml, isRequirementFile, jdTextOf } from '../rank/index.js';
import { loadMatchTools, type MatchTools } from './tools.js';
import type { ExtractLimits } from '../pool/sandbox.js';
import { loadVocabulary } from '../pool/vocabulary.js';

/** A JD for matching: its text, cut at a length that no honest JD reaches. */
export interface Jd {
  text: string;
  /** sha-256 of the matched text. */
  hash: string;
  truncated: boolean;
}

export const LONGEST_JD = 8000;
/** In characters, some 70 pages: a longer text is a book or a log, and is cut. */
const LARGEST = 200_000;

/** With a pulled model, no word needs to be in the vocabulary here. */
type Reading = Partial<Pick<MatchTools, 'pulled'>>;

/**
 * A JD from text, an HTML page, a JobPosting (JSON-LD) or a requirement file. @throws CvmatchError `jd_empty`,
 * `jd_unreadable`.
 */
export function jdOf(text: string, { pulled = false }: Reading = {}): Jd {
  const clean = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .trim();
  if (!/\p{L}/u.test(clean))
    throw new CvmatchError('jd_empty', 'the JD holds no text', {
      hint: 'Give a file with the text of a job description, or pipe it in with `-`.',
    });
  const read = jdTextOf(clean);
  if (!/\p{L}/u.test(read))
    throw new CvmatchError('jd_empty', 'the page shows no text of a JD', {
      hint: 'Copy the text of the advert, and give that.',
    });
  if (read.length > LARGEST) {
    throw new CvmatchError(
      'jd_unreadable',
      `the JD is longer than ${LARGEST.toLocaleString('en')} characters, which no job description is`,
      { hint: 'Give the text of one job description alone.' },
    );
  }
  // A requirement file contains the requirements as well as the JD, and has a limit of its own.
  const cut = isRequirementFile(read) ? read : read.slice(0, LONGEST_JD);
  if (!isRequirementFile(read) && !pulled) requireKnownWord(cut);
  return { text: cut, hash: createHash('sha256').update(cut).digest('hex'), truncated: cut.length < read.length };
}

/**
 * A JD can be matched if one word of it is known, or its language is one in which CVs are read and may share words with
 * it. @throws CvmatchError `jd_unreadable`.
 */
function requireKnownWord(text: string): void {
  const { idf, vocabulary } = loadMatchTools(loadVocabulary(), 'builtin');
  const known = foldWords(text).some((word) => LETTERS.test(word) && idf.knows(word));
  if (
    known ||
    vocabulary.find(text).length > 0 ||
    vocabulary.canonical(text, 'title') !== undefined ||
    guessLanguage(text) !== null
  )
    return;
  const shown = text.length > 40 ? `${text.slice(0, 40)}...` : text;
  throw new CvmatchError(
    'jd_unreadable',
    `no word of the JD is known, nor its language ("${shown.replace(/\s+/g, ' ')}")`,
    {
      hint: 'Describe the job in English, or in a language that docs/jds.md names: a title, the required skills.',
    },
  );
}
const LETTERS = /\p{L}{2}/u;

/** Reads a JD in any format that CVs may have; plain text is read without starting the extraction process. */
export async function readJdFile(file: string, limits: ExtractLimits & { maxBytes: number } & Reading): Promise<Jd> {
  const bytes = await readBytes(file, limits.maxBytes);
  const text = plainText(bytes) ?? pageText(bytes);
  return jdOf(text ?? (await extractText(file, bytes, limits)), limits);
}

async function readBytes(file: string, maxBytes: number): Promise<Buffer> {
  const found = await stat(file).catch(() => null);
  if (found === null)
    throw new CvmatchError('path_not_found', `there is no file ${file}`, {
      hint: 'Give the path of a job description, or `-` to read it from stdin.',
    });
  if (found.isDirectory()) {
    throw new CvmatchError('jd_unreadable', `${file} is a folder; a JD is one file`, {
      hint: 'Folders of CVs go to `cvmatch ingest`; for many JDs use `cvmatch jds add` and `cvmatch match --all`.',
    });
  }
  if (found.size > maxBytes)
    throw new CvmatchError('jd_unreadable', `${file} is larger than ${maxBytes} bytes`, {
      hint: 'Raise the limit with `cvmatch config set maxSize`, or give the text alone.',
    });
  return readFile(file);
}

/** The text where the bytes are plain UTF-8; null for markup and binary formats, judged by content and not by name. */
function plainText(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 1024).toString('latin1');
  if (bytes.includes(0) || /^\s*(?:%PDF-|\{\\rtf|<[!?a-z])/.test(head)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** An HTML page, decoded as it declares; null for other formats. */
function pageText(bytes: Buffer): string | null {
  const head = bytes
    .subarray(0, 4096)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  if (bytes.includes(0) || !isHtml(head)) return null;
  return decodeText(bytes, /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1]);
}

async function extractText(file: string, bytes: Buffer, limits: ExtractLimits): Promise<string> {
  const { openSandbox } = await import('../pool/sandbox.js');
  const sandbox = openSandbox();
  try {
    const outcome = await sandbox.extract(bytes, limits);
    if (outcome.ok) return outcome.value.text;
    const code = outcome.state === 'empty' ? 'jd_empty' : 'jd_unreadable';
    throw new CvmatchError(code, `${file} cannot be read as a JD: ${outcome.message}`, {
      hint: 'Give it as text, Markdown, HTML, PDF, DOCX, ODT, RTF or DOC with a text layer.',
    });
  } finally {
    await sandbox.close();
  }
}
