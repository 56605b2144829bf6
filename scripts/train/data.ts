import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { extractText } from '@firecrawl/pdf-inspector';
import { CvmatchError } from '../../src/errors.js';
import { tokenWords } from '../../src/embed/wordlevel.js';

/** A CV for training. `headline` is what the person calls themselves; empty where the text does not say. */
export interface TrainingCv {
  headline: string[];
  body: string[];
  /** The text as in the file, without the headline. */
  text: string;
}

/** An occupation of O*NET: its code, and what the tables say about it, each entry as words. */
export interface Occupation {
  code: string;
  titles: { words: string[]; weight: number }[];
  description: string[];
  tasks: string[][];
  tools: string[][];
}

export interface TrainingData {
  cvs: TrainingCv[];
  occupations: Occupation[];
}

/**
 * `holdOut` leaves out all CVs of ranking-occupations, even where another set has them too, so that figures are about
 * CVs never seen.
 * @throws CvmatchError `path_not_found` where `folder` contains no CVs for training.
 */
export function readTrainingData(folder: string, { holdOut = false } = {}): TrainingData {
  const corpus = readCorpus(folder);
  const held = new Set(holdOut ? corpus.map((cv) => tailOf(cv, LOOSELY)) : []);
  const cvs = unique([...readItCvs(folder), ...corpus, ...readPdfs(folder)]).filter(
    (cv) => !held.has(tailOf(cv, LOOSELY)),
  );
  if (cvs.length === 0) {
    throw new CvmatchError('path_not_found', `${folder} holds no CVs to learn from`, {
      hint: 'It needs cv-texts/it-cvs.jsonl.gz, ranking-occupations/corpus.jsonl.gz or cvs-pdf/, and vocabularies/ with the tables of O*NET.',
    });
  }
  return { cvs, occupations: readOccupations(path.join(folder, 'vocabularies')) };
}

function lines(file: string): string[] {
  if (!existsSync(file)) return [];
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** These CVs begin with the headline, usually twice, and again as the first post. */
function readItCvs(folder: string): TrainingCv[] {
  return lines(path.join(folder, 'cv-texts', 'it-cvs.jsonl.gz')).map((line) => {
    const { text } = JSON.parse(line) as { text: string };
    const words = tokenWords(text);
    const n = repeated(words);
    return { headline: words.slice(0, n), body: words.slice(n > 0 ? 2 * n : 0), text };
  });
}

/** Length of the longest run of up to 12 words that occurs twice in a row at the start; 0 where there is none. */
export function repeated(words: string[]): number {
  for (let n = 12; n > 0; n--) {
    if (words.length >= 2 * n && words.slice(0, n).every((word, i) => word === words[n + i])) return n;
  }
  return 0;
}

function readCorpus(folder: string): TrainingCv[] {
  return lines(path.join(folder, 'ranking-occupations', 'corpus.jsonl.gz')).map((line) => {
    const { text } = JSON.parse(line) as { text: string };
    return { headline: [], body: tokenWords(text), text };
  });
}

function readPdfs(folder: string): TrainingCv[] {
  const pdfs = path.join(folder, 'cvs-pdf');
  if (!existsSync(pdfs)) return [];
  return readdirSync(pdfs)
    .filter((name) => name.endsWith('.pdf'))
    .sort()
    .map((name) => {
      const text = extractText(readFileSync(path.join(pdfs, name)));
      const first = text.split('\n').find((line) => line.trim() !== '') ?? '';
      return { headline: tokenWords(first).slice(0, 8), body: tokenWords(text), text };
    });
}

/**
 * Number of last words by which two CVs are recognised as one. Small where dropping one too many does no harm, larger
 * where it would be a loss.
 */
const LOOSELY = 15;
const STRICTLY = 40;

/** The same CV may be in several sets, with and without its headline, so it is recognised by its last words. */
function tailOf({ body }: TrainingCv, words: number): string {
  return body.slice(-words).join(' ');
}

/** Of equal CVs the first is kept. */
function unique(cvs: TrainingCv[]): TrainingCv[] {
  const seen = new Set<string>();
  return cvs.filter((cv) => {
    const tail = tailOf(cv, STRICTLY);
    return tail !== '' && !seen.has(tail) && seen.add(tail);
  });
}

type Row = Record<string, string>;

function readTable(folder: string, name: string): Row[] {
  const [head, ...rows] = lines(path.join(folder, `${name}.tsv.gz`)).map((line) => line.replace(/\r$/, '').split('\t'));
  return rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [head![i]!, cell])));
}

/** The tables of O*NET (https://www.onetcenter.org/database.html, CC BY 4.0), joined by occupation. */
function readOccupations(folder: string): Occupation[] {
  const by = new Map<string, Occupation>();
  for (const row of readTable(folder, 'onet-occupation-data')) {
    const code = row['O*NET-SOC Code']!;
    by.set(code, {
      code,
      titles: [{ words: tokenWords(row.Title!), weight: 5 }],
      description: tokenWords(row.Description!),
      tasks: [],
      tools: [],
    });
  }
  const each = (name: string, add: (occupation: Occupation, row: Row) => void) => {
    for (const row of readTable(folder, name)) {
      const occupation = by.get(row['O*NET-SOC Code']!);
      if (occupation !== undefined) add(occupation, row);
    }
  };
  each('onet-alternate-titles', (o, row) => {
    const names = [row['Alternate Title']!, row['Short Title'] ?? ''].filter((name) => name !== '' && name !== 'n/a');
    o.titles.push(...names.map((name) => ({ words: tokenWords(name), weight: 1 })));
  });
  each('onet-sample-of-reported-titles', (o, row) =>
    o.titles.push({ words: tokenWords(row['Reported Job Title']!), weight: 2 }),
  );
  each('onet-task-statements', (o, row) => o.tasks.push(tokenWords(row.Task!)));
  each('onet-technology-skills', (o, row) => o.tools.push(tokenWords(row.Example!)));
  each('onet-tools-used', (o, row) => o.tools.push(tokenWords(row.Example!)));
  return [...by.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
