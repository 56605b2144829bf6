import { createHash } from 'node:crypto';
import {
  failure,
  foldText,
  ok,
  signatureOf,
  type ExtractedDocument,
  type Line,
  type Outcome,
  type ProcessedCv,
  type ProfileOverride,
  quantize,
  type PassageVectors,
} from '../domain/index.js';
import type { Embedder } from '../embed/port.js';
import { parseProfile, type Vocabulary } from '../profile/index.js';
import { cvFeatures, cvOccupations, cvVector } from '../rank/features/features.js';
import { rectified } from '../rank/overrides.js';
import { passagesOf, passageText } from '../rank/features/passages.js';

export interface ProcessTools {
  embedder: Embedder;
  vocabulary: Vocabulary;
}

export interface ProcessOptions {
  /** `YYYY-MM-DD`: the day that "present" means; takes precedence over the document's own date. */
  asOf: string | null;
  /** `YYYY-MM-DD`: used where neither is known, e.g. the day of the file's last change. */
  fallbackDate: string;
  /** Milliseconds that extraction took. */
  extractMs: number;
  /** Corrections of the profile that people asked for. */
  overrides?: readonly ProfileOverride[];
}

/**
 * Turns a document with text into everything stored of a CV: profile, passages, vectors, words. No I/O except the
 * embedder's.
 */
export async function processDocument(
  extracted: ExtractedDocument,
  options: ProcessOptions,
  tools: ProcessTools,
): Promise<Outcome<ProcessedCv>> {
  const words = foldText(extracted.text);
  if (words.length === 0) return failure('no_text', 'it holds no text');
  const document = { ...extracted, lines: extracted.lines.map(asStored) };
  const started = performance.now();
  const read = parseProfile(document, {
    asOf: options.asOf ?? document.documentDate ?? options.fallbackDate,
    vocabulary: tools.vocabulary,
  });
  const profile = rectified(read, options.overrides ?? [], { text: document.text, vocabulary: tools.vocabulary });
  const passages = passagesOf(document, profile);
  const features = cvFeatures(document, profile, tools.vocabulary);
  const profiled = performance.now();
  const passageVectors = await vectorsOf(
    passages.map((passage) => passageText(document, profile, passage)),
    tools.embedder,
  );
  if (!passageVectors.ok) return passageVectors;
  return ok({
    document,
    profile,
    passages,
    passageVectors: passageVectors.value,
    vector: cvVector(passageVectors.value, tools.embedder.dimensions),
    occupations: cvOccupations(document, profile, tools.vocabulary),
    features,
    ...identityOf(words),
    timings: { extract: options.extractMs, profile: profiled - started, embed: performance.now() - profiled },
  });
}

async function vectorsOf(texts: string[], embedder: Embedder): Promise<Outcome<PassageVectors>> {
  try {
    return ok(quantize(await embedder.embed(texts, 'passage'), embedder.dimensions));
  } catch (error) {
    // The model's message may quote the CV, so only the error's name is passed on.
    return failure(
      'embedding_failed',
      `it could not be embedded (${error instanceof Error ? error.name : 'unknown error'})`,
    );
  }
}

/** By what copies of a text are recognised, as `processDocument` says it of a CV. */
export function textIdentity(text: string): Pick<ProcessedCv, 'textHash' | 'signature'> {
  return identityOf(foldText(text));
}

/**
 * A hash and signature that agree for two formats of the same text. Texts have few different words, so only those are
 * sorted and repeated.
 */
function identityOf(words: string[]): Pick<ProcessedCv, 'textHash' | 'signature'> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sorted = [...counts.keys()].sort().map((word) => `${word} `.repeat(counts.get(word)!));
  return {
    textHash: createHash('sha256').update(sorted.join('').slice(0, -1)).digest('hex'),
    signature: signatureOf(counts.keys()),
  };
}

/** Positions in the precision of the store, so that reindexing from the store gives the same profile. */
function asStored(line: Line): Line {
  return {
    ...line,
    x: Math.fround(line.x),
    y: Math.fround(line.y),
    width: Math.fround(line.width),
    fontSize: Math.fround(line.fontSize),
  };
}

/** A text without a file, e.g. from a data set; its title, if any, becomes the first line. */
export function documentOf(text: string, title?: string): ExtractedDocument {
  return {
    format: 'txt',
    engine: 'text',
    text: title === undefined || title === '' ? text : `${title}\n\n${text}`,
    pageStarts: [0],
    lines: [],
    hidden: [],
    links: [],
    documentDate: null,
    warnings: [],
  };
}
