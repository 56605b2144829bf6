import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CvmatchError } from '../../errors.js';

/** A data set in BEIR layout (Thakur et al. 2021): corpus.jsonl[.gz], queries.jsonl[.gz], qrels/test.tsv. */
export interface RankingData {
  corpus: Document[];
  queries: Document[];
  /** Query id -> document id -> grade. */
  judgements: Map<string, Map<string, number>>;
}

export interface Document {
  id: string;
  title: string | null;
  text: string;
}

export function readRankingData(directory: string): RankingData {
  const corpus = readDocuments(directory, 'corpus.jsonl');
  const judgements = readJudgements(path.join(directory, 'qrels', 'test.tsv'));
  const queries = readDocuments(directory, 'queries.jsonl').filter((query) => judgements.has(query.id));
  if (queries.length === 0) throw invalid(`${directory} has no query with a judgement`);
  return { corpus, queries, judgements };
}

function readDocuments(directory: string, name: string): Document[] {
  const file = [name, `${name}.gz`].map((each) => path.join(directory, each)).find((each) => existsSync(each));
  if (file === undefined) throw invalid(`${path.join(directory, name)} (or .gz) is missing`);
  return readText(file)
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' ? [] : [toDocument(line, `${file}:${i + 1}`)]));
}

function readText(file: string): string {
  const bytes = readFileSync(file);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
}

function toDocument(line: string, where: string): Document {
  let value: { _id?: unknown; title?: unknown; text?: unknown };
  try {
    value = JSON.parse(line) as typeof value;
  } catch (cause) {
    throw invalid(`${where} is not JSON`, cause);
  }
  if (typeof value._id !== 'string' || typeof value.text !== 'string') throw invalid(`${where} has no _id or no text`);
  return {
    id: value._id,
    title: typeof value.title === 'string' && value.title.trim() !== '' ? value.title : null,
    text: value.text,
  };
}

/** Tab-separated `query-id corpus-id score`, with or without a header, or TREC's four columns. */
function readJudgements(file: string): RankingData['judgements'] {
  if (!existsSync(file)) throw invalid(`${file} is missing`);
  const judgements: RankingData['judgements'] = new Map();
  for (const [i, line] of readText(file).split('\n').entries()) {
    const cells = line.trim().split(/\t|\s+/);
    if (line.trim() === '' || (i === 0 && Number.isNaN(Number(cells.at(-1))))) continue;
    const [query, document, grade] =
      cells.length === 4 ? [cells[0]!, cells[2]!, Number(cells[3])] : [cells[0]!, cells[1]!, Number(cells[2])];
    if (cells.length < 3 || !Number.isFinite(grade)) throw invalid(`${file}:${i + 1} is not "query, document, grade"`);
    const row = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, row.set(document, grade));
  }
  return judgements;
}

function invalid(message: string, cause?: unknown): CvmatchError {
  return new CvmatchError('dataset_invalid', message, {
    cause,
    hint: 'A data set is a folder with corpus.jsonl[.gz], queries.jsonl and qrels/test.tsv (BEIR layout).',
  });
}

/** The group of a query is its id's prefix before `-`: `goog-12` -> `goog`. */
export function groupOf(queryId: string): string {
  const dash = queryId.indexOf('-');
  return dash > 0 ? queryId.slice(0, dash) : 'all';
}
