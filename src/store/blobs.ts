import {
  boundedProfile,
  quantize,
  type ExtractedDocument,
  type Line,
  type Passage,
  type PassageVectors,
  type ProcessedCv,
  type Profile,
  type ProfileOverride,
} from '../domain/index.js';
import type { ScoringCv } from './port/index.js';

/**
 * The parts of a CV as every store keeps them, so that a score is the same to the bit whichever store has the CV. Vectors and
 * positions are plain little-endian arrays, which are read back without parsing.
 */

export function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Copies only if a blob is at an offset that a Float32Array does not allow. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  if (bytes.byteOffset % 4 === 0) return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function encodePassages(passages: Passage[]): Uint8Array {
  const values = new Uint32Array(passages.length * 3);
  passages.forEach((p, i) => {
    values.set([p.start, p.end, p.page], i * 3);
  });
  return bytesOf(values);
}

function decodePassages(bytes: Uint8Array): Passage[] {
  const values = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const passages: Passage[] = [];
  for (let i = 0; i < values.length; i += 3)
    passages.push({ start: values[i]!, end: values[i + 1]!, page: values[i + 2]! });
  return passages;
}

const LINE_FIELDS = 9;

/** Positions as 32-bit floats. Nothing is lost, since the pipeline rounds to these before parsing (pool/thread.ts). */
function encodeLines(lines: Line[]): Uint8Array {
  const values = new Float32Array(lines.length * LINE_FIELDS);
  lines.forEach((l, i) => {
    values.set([l.start, l.end, l.page, l.x, l.y, l.width, l.fontSize, l.bold ? 1 : 0, l.column], i * LINE_FIELDS);
  });
  return bytesOf(values);
}

function decodeLines(bytes: Uint8Array): Line[] {
  const v = floatsOf(bytes);
  return Array.from({ length: v.length / LINE_FIELDS }, (_, i) => {
    const at = i * LINE_FIELDS;
    return {
      start: v[at]!,
      end: v[at + 1]!,
      page: v[at + 2]!,
      x: v[at + 3]!,
      y: v[at + 4]!,
      width: v[at + 5]!,
      fontSize: v[at + 6]!,
      bold: v[at + 7] === 1,
      column: v[at + 8]!,
    };
  });
}

export interface StoredDocument {
  text: string;
  layout: string;
  lines: Uint8Array;
}

/** A document as stored: text and lines separately, the few other fields as JSON. */
export function encodeDocument({ text, lines, ...layout }: ExtractedDocument): StoredDocument {
  return { text, layout: JSON.stringify(layout), lines: encodeLines(lines) };
}

export function decodeDocument(stored: StoredDocument): ExtractedDocument {
  const layout = JSON.parse(stored.layout) as Omit<ExtractedDocument, 'text' | 'lines'>;
  return { ...layout, text: stored.text, lines: decodeLines(stored.lines) };
}

export function encodeProfile(profile: Profile): string {
  return boundedProfile(profile).text;
}

export function decodeProfile(stored: string): Profile {
  return JSON.parse(stored) as Profile;
}

/** Corrections, by what a query reads of the stored profile. */
export function overridesIn(json: string | null | undefined): ProfileOverride[] {
  return json === null || json === undefined ? [] : (JSON.parse(json) as ProfileOverride[]);
}

/** What scoring reads of a CV. */
export interface StoredScoring {
  features: Uint8Array;
  passages: Uint8Array;
  vectors: Uint8Array;
}

export function encodeScoring({ features, passages, passageVectors }: ProcessedCv): StoredScoring {
  return { features, passages: encodePassages(passages), vectors: encodeVectors(passageVectors) };
}

export function decodeScoring({
  features,
  passages,
  vectors,
}: StoredScoring): Pick<ScoringCv, 'features' | 'passages' | 'passageVectors'> {
  const all = decodePassages(passages);
  return {
    features: bytesOf(features),
    passages: all,
    passageVectors: vectorsIn(vectors, all.length),
  };
}

/**
 * Quantized vectors: their values, the scales, and as many zeros and the byte that counts them as make the length one more than a
 * multiple of four. Before, each value was a float of four bytes.
 */
function encodeVectors({ values, scales }: PassageVectors): Uint8Array {
  const padding = (4 - (values.length % 4)) % 4;
  const bytes = new Uint8Array(values.length + scales.byteLength + padding + 1);
  bytes.set(bytesOf(values));
  bytes.set(bytesOf(scales), values.length);
  bytes[bytes.length - 1] = padding;
  return bytes;
}
const isQuantized = (bytes: Uint8Array): boolean => bytes.length % 4 === 1;

/** The vectors of a CV's passages as they are stored. */
export function decodeVectors(bytes: Uint8Array, dimensions: number): PassageVectors {
  const row = isQuantized(bytes) ? dimensions + 4 : 4 * dimensions;
  return vectorsIn(bytes, Math.floor(bytes.length / row));
}

function vectorsIn(bytes: Uint8Array, rows: number): PassageVectors {
  if (!isQuantized(bytes)) return quantize(floatsOf(bytes), bytes.length / 4 / Math.max(1, rows));
  const count = bytes.length - 1 - bytes.at(-1)! - 4 * rows;
  return {
    values: new Int8Array(bytes.buffer, bytes.byteOffset, count),
    scales: floatsOf(bytes.slice(count, count + 4 * rows)),
  };
}
