import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { CvmatchError } from '../../errors.js';

/**
 * The contents of models/vocabulary/vocabulary.bin.gz: a word trie in flat arrays, so that a thread opens it in
 * milliseconds without an object per term. Nodes are numbered breadth first, so the children of a node are adjacent.
 */
export interface VocabularyTables {
  /** Folded words, sorted; a word's id is its index. */
  words: string[];
  /** Names of the terms as displayed, e.g. `TypeScript`. */
  terms: string[];
  /** Occupations (`soc:15-1252.00`), commodities (`tech:43232405`) and hand-made groups (`skill:cloud`). */
  groups: string[];
  /** Id of the word on the edge into each node; node 0 is the root. */
  nodeWord: Uint16Array;
  childCount: Uint16Array;
  /** The term that ends at the node, plus 1; 0 for none. */
  nodeSkill: Uint32Array;
  nodeTitle: Uint32Array;
  /** GUARD of the skill in the low two bits, of the title in the next two. */
  nodeGuard: Uint8Array;
  /** Number of groups per term, and the groups, term after term. */
  termGroupCount: Uint8Array;
  termGroups: Uint16Array;
  /** The broader term that a term contains (`PostgreSQL` -> `SQL`), plus 1; 0 for none. */
  termParent: Uint32Array;
  /** Number of related groups per group, and those groups, group after group. */
  relatedCount: Uint8Array;
  related: Uint16Array;
}

/**
 * What a name needs in order to count in running text. none: nothing; item: to stand alone in a list of skills;
 * context: the right case and a neighbour that supports it; upper: capitals.
 */
export const GUARD = { none: 0, item: 1, context: 2, upper: 3 } as const;

const MAGIC = 'CVVOCAB1';
const arrays = {
  nodeWord: Uint16Array,
  childCount: Uint16Array,
  nodeSkill: Uint32Array,
  nodeTitle: Uint32Array,
  nodeGuard: Uint8Array,
  termGroupCount: Uint8Array,
  termGroups: Uint16Array,
  termParent: Uint32Array,
  relatedCount: Uint8Array,
  related: Uint16Array,
} as const;
type ArrayName = keyof typeof arrays;
const strings = ['words', 'terms', 'groups'] as const;

/** Bytes of the file. The same tables always give the same bytes. */
export function packVocabulary(tables: VocabularyTables): Uint8Array {
  const parts: Uint8Array[] = [];
  const header: [name: string, bytes: number][] = [];
  const add = (name: string, bytes: Uint8Array): void => {
    const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
    padded.set(bytes);
    parts.push(padded);
    header.push([name, bytes.length]);
  };
  for (const name of strings) add(name, new TextEncoder().encode(tables[name].join('\n')));
  for (const name of Object.keys(arrays) as ArrayName[]) {
    const array = tables[name];
    add(name, new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  const head = `${MAGIC}${JSON.stringify(header)}\n`;
  const padding = ' '.repeat((4 - (head.length % 4)) % 4);
  const headBytes = new TextEncoder().encode(`${head.slice(0, -1)}${padding}\n`);
  return gzipSync(Buffer.concat([headBytes, ...parts]), { level: 9 });
}

/** Tables and content hash from the bytes of the file. Throws CvmatchError `model_invalid`. */
export function unpackVocabulary(bytes: Uint8Array): VocabularyTables & { fingerprint: string } {
  const raw = inflate(bytes);
  const headEnd = raw.indexOf(10) + 1;
  const head = raw.toString('utf8', 0, headEnd);
  if (!head.startsWith(MAGIC)) throw invalid('it does not start like one');
  const tables: Record<string, unknown> = { fingerprint: hashOf(raw) };
  let at = headEnd;
  for (const [name, length] of JSON.parse(head.slice(MAGIC.length)) as [string, number][]) {
    if (at + length > raw.length) throw invalid('it is cut short');
    tables[name] =
      name in arrays
        ? new arrays[name as ArrayName](copy(raw, at, length))
        : raw.toString('utf8', at, at + length).split('\n');
    at += Math.ceil(length / 4) * 4;
  }
  return tables as unknown as VocabularyTables & { fingerprint: string };
}

/** The content hash alone, without unpacking the tables. Throws CvmatchError `model_invalid`. */
export function fingerprintOfVocabulary(bytes: Uint8Array): string {
  return hashOf(inflate(bytes));
}

function hashOf(raw: Buffer): string {
  return createHash('sha256').update(raw).digest('hex').slice(0, 16);
}

function inflate(bytes: Uint8Array): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw invalid('it cannot be unpacked', error);
  }
}

/** Copies, so that the unpacked file need not stay in memory and offsets are aligned. */
function copy(raw: Buffer, at: number, length: number): ArrayBuffer {
  return raw.buffer.slice(raw.byteOffset + at, raw.byteOffset + at + length) as ArrayBuffer;
}

function invalid(why: string, cause?: unknown): CvmatchError {
  return new CvmatchError('model_invalid', `the vocabulary file is not one: ${why}`, {
    hint: 'Make it again with `npm run vocabulary`, or reinstall cvmatch.',
    cause,
  });
}
