import { constants, setPriority } from 'node:os';
import { parentPort, threadId, workerData } from 'node:worker_threads';
import {
  failure,
  type ExtractedDocument,
  type Outcome,
  type ProcessedCv,
  type ProfileOverride,
} from '../domain/index.js';
import { extractPlainPdf } from '../extract/pdf.js';
import { openEmbedder, type Embedder, type EmbedderOptions } from '../embed/index.js';
import { documentOf, processDocument, type ProcessTools } from './process.js';
import { threadNumber } from './running-time.js';
import { openSandbox, type ExtractLimits, type Sandbox } from './sandbox.js';
import { loadVocabulary } from './vocabulary.js';

/**
 * Entry of a pool's thread: takes a CV, returns an Outcome, and never throws. While the thread works on one CV, its
 * child process extracts another, so it has two tasks at a time (one in the background, or if the task is a slow one).
 * No thread opens the database.
 */
export interface ThreadData {
  embedder: EmbedderOptions;
  limits: ExtractLimits;
  /** Tesseract's language codes; null: pictures and scans are not read. */
  ocrLanguages: string | null;
  /** Has lower priority than the main thread, which answers requests. */
  background: boolean;
}

export type CvTask = { id: number; asOf: string | null; fallbackDate: string; overrides?: ProfileOverride[] } & (
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'document'; document: ExtractedDocument }
  | { kind: 'text'; text: string; title?: string }
);

/** A task without its number, which the pool gives it. */
export type PoolTask = CvTask extends infer T ? (T extends { id: number } ? Omit<T, 'id'> : never) : never;

/**
 * News for the pool. It says when the thread works on a task (then only ending the thread can stop it) and when the
 * task waits for the child or the model. It also says when the model begins to load and has loaded: ending a thread in
 * between would end the process, since onnxruntime throws where nothing catches it.
 */
export interface ThreadNews {
  /** Of the task. */
  id: number;
  /** The thread's number in this process. */
  thread: number;
  /** The thread's number in the system; null if it is unknown. */
  number: number | null;
  at: 'load' | 'loaded' | 'work' | 'wait';
}

const data = workerData as ThreadData;
// On Linux a priority applies to this thread and the child it starts; elsewhere it would apply to the whole process.
if (data.background && process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const number = threadNumber();
let tools: Promise<ProcessTools> | null = null;
let loaded = false;
let sandbox: Sandbox | null = null;

async function openTools(id: number): Promise<ProcessTools> {
  tell(id, 'load');
  const embedder: Embedder = await openEmbedder({ ...data.embedder, threads: 1 }).finally(() => {
    tell(id, 'loaded');
  });
  const opened = { embedder, vocabulary: loadVocabulary() };
  loaded = true;
  return opened;
}

function tell(id: number, at: ThreadNews['at']): void {
  parentPort?.postMessage({ id, at, thread: threadId, number } satisfies ThreadNews);
}

export default async function work(task: CvTask): Promise<Outcome<ProcessedCv>> {
  try {
    tools ??= openTools(task.id);
    // Handled below, but a CV without text never gets there.
    tools.catch(() => undefined);
    const started = performance.now();
    const extracted = await extract(task);
    if (!extracted.ok) return extracted;
    const extractMs = performance.now() - started;
    if (!loaded) tell(task.id, 'wait');
    const opened = await tools.catch(() => null);
    if (opened === null) return noModel();
    tell(task.id, 'work');
    return await processDocument(
      extracted.value,
      { asOf: task.asOf, fallbackDate: task.fallbackDate, extractMs, overrides: task.overrides },
      opened,
    );
  } catch (error) {
    // A message of an engine or parser may quote the CV, so only the error's name is passed on.
    return failure(
      'internal',
      `cvmatch could not process it (${error instanceof Error ? error.name : 'unknown error'})`,
    );
  }
}

/** The next CV tries to load it again. */
function noModel(): Outcome<never> {
  tools = null;
  return failure('embedding_failed', 'the embedding model or the vocabulary could not be loaded');
}

function extract(task: CvTask): Promise<Outcome<ExtractedDocument>> {
  if (task.kind === 'document') return Promise.resolve({ ok: true, value: task.document });
  if (task.kind === 'text') return Promise.resolve({ ok: true, value: documentOf(task.text, task.title) });
  return extractBytes(task.id, task.bytes);
}

/**
 * Whatever can hang, crash or use too much memory is read in the child. Plain PDFs, as most CVs are, are read here by
 * bounded code of ours that the pool can end.
 */
async function extractBytes(id: number, bytes: Uint8Array): Promise<Outcome<ExtractedDocument>> {
  tell(id, 'work');
  const plain = extractPlainPdf(bytes);
  if (plain !== null) return plain;
  tell(id, 'wait');
  sandbox ??= openSandbox();
  const outcome = await sandbox.extract(bytes, data.limits);
  if (outcome.ok || data.ocrLanguages === null || outcome.state !== 'needs_ocr') return outcome;
  const { ocrDocument } = await import('./ocr.js');
  const { timeoutMs, memoryMb } = data.limits;
  return ocrDocument(bytes, outcome.code === 'is_image' ? 'image' : 'pdf', {
    languages: data.ocrLanguages,
    timeoutMs,
    memoryMb,
  });
}
