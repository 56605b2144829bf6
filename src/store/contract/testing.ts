import { createHash } from 'node:crypto';
import {
  emptyProfile,
  foldText,
  ok,
  signatureOf,
  wordMark,
  type ProcessedCv,
  type WordReader,
  quantize,
} from '../../domain/index.js';
import type { CommittedFile, ErasureEffort, FileResult, Registry, Store, StoredModel } from '../port/index.js';

/** The contract suite, which every adapter of the store must pass. */
export interface StoreUnderTest {
  /** Opens the store of a tenant (by default `default`) by a new connection. `now`: its clock. */
  open(tenant?: string, now?: () => number): Promise<Store>;
  /** The registry; available once a store was opened. */
  registry(): Registry;
  /** Closes what was opened and removes its data. */
  dispose(): Promise<void>;
}

/** What each test works on: opened before it, removed after it. */
export interface Opened {
  readonly store: Store;
  readonly registry: Registry;
  /** Another connection to the same store. */
  again(): Promise<Store>;
  /** Another connection to the same store, for which it is this time. */
  at(time: string): Promise<Store>;
  /** The store of another tenant in the same workspace folder. */
  neighbour(tenant: string): Promise<Store>;
}

export const MODEL: StoredModel = { id: 'test-4', dimensions: 4, fingerprint: 'test-4-1' };

export interface Person {
  text?: string;
  name?: string;
  email?: string;
  phone?: string;
  title?: string;
  /** Folded words. */
  skills?: string;
  occupations?: ProcessedCv['occupations'];
  years?: number;
  country?: string;
  vector?: number[];
}

export function person(given: Person = {}): ProcessedCv {
  const text = given.text ?? `${given.name ?? 'Somebody'} worked with ${given.title ?? 'things'} for some time`;
  const vector = Float32Array.from(given.vector ?? [1, 0, 0, 0]);
  const words = foldText(text);
  return {
    document: documentOf(text),
    profile: profileOf(given),
    passages: [{ start: 0, end: text.length, page: 1 }],
    passageVectors: quantize(vector, vector.length),
    vector,
    occupations: given.occupations ?? [],
    features: featuresOf({ title: given.title ?? '', skills: given.skills ?? '', body: text }),
    textHash: idOf([...words].sort().join(' ')),
    signature: signatureOf(words),
    timings: { extract: 0, profile: 0, embed: 0 },
  };
}

function documentOf(text: string): ProcessedCv['document'] {
  const nothing = { lines: [], hidden: [], links: [], documentDate: null, warnings: [] };
  return { format: 'txt', engine: 'test', text, pageStarts: [0], ...nothing };
}

function profileOf({ name, email, phone, title, country, years }: Person): ProcessedCv['profile'] {
  const location = country === undefined ? undefined : { countryCode: country };
  const profile = emptyProfile('2026-01-01');
  profile.resume.basics = { name, email, phone, label: title, profiles: [], location };
  return { ...profile, yearsOfExperience: years ?? null, language: 'en' };
}

interface Fields {
  title: string;
  skills: string;
  body: string;
}

/** Features as only these tests read them. */
const featuresOf = (fields: Fields): Uint8Array => Buffer.from(JSON.stringify(fields));

const hashOf = (word: string): number => createHash('sha256').update(word).digest().readUInt32LE();
const hashesIn = (text: string): number[] => [...new Set(foldText(text).map(hashOf))];

/** Reads the words of `person()`. */
export const TEST_READER: WordReader = {
  fingerprint: 'test',
  hashesOf: hashesIn,
  marksOf: (features) => {
    if (features[0] !== '{'.charCodeAt(0)) return { hashes: new Uint32Array(0), marks: new Uint8Array(0) };
    const fields = JSON.parse(Buffer.from(features).toString()) as Fields;
    const skills = new Set(hashesIn(fields.skills));
    const hashes = Uint32Array.from(new Set(hashesIn(Object.values(fields).join(' ')))).sort();
    return { hashes, marks: Uint8Array.from(hashes, (hash) => wordMark(0.5, skills.has(hash))) };
  },
};

export const askedWords = (words: string[]): { hash: number; weight: number }[] =>
  words.flatMap((word) => hashesIn(word).map((hash) => ({ hash, weight: 1 })));

export const idOf = (seed: string): string => createHash('sha256').update(seed).digest('hex');

export function fileResult(
  path: string,
  seed: string,
  outcome: FileResult['outcome'],
  more: Partial<FileResult> = {},
): FileResult {
  return {
    path,
    size: 10,
    mtimeMs: 1,
    hash: idOf(seed),
    madeWith: 'f1',
    fingerprint: 'f1',
    duplicates: 'flag',
    outcome,
    ...more,
  };
}

/** Writes one CV, as a run does. */
export async function put(
  store: Store,
  path: string,
  seed: string,
  given: Person = {},
  more: Partial<FileResult> = {},
): Promise<CommittedFile> {
  const [settled] = await store.intake.commit([fileResult(path, seed, ok(person(given)), more)]);
  return settled!;
}

export const longText = (changed = ''): string =>
  Array.from({ length: 120 }, (_, i) => `word${i} item${(i * 7) % 31}`).join(' ') + changed;

const THOROUGH: ErasureEffort = { waitMs: 0, scanBytes: Infinity, rewriteBytes: Infinity };

/** Continues pending removals, as a caller does that has already deleted the bytes of uploads and originals. */
export async function advance(
  { erasures, originals }: Store,
  effort: Partial<ErasureEffort> = {},
): ReturnType<Store['erasures']['advance']> {
  await originals.looked((await originals.loose(1000)).map(({ id }) => id));
  await erasures.filesGone((await erasures.pending()).map(({ id }) => id));
  return erasures.advance({ ...THOROUGH, ...effort });
}

type Query = Parameters<Store['search']['pick']>[0];
interface PickOptions {
  vector?: number[];
  words?: string[];
  limit?: number;
  allRevisions?: boolean;
  where?: Query['where'];
  occupations?: Query['occupations'];
  musts?: { anyOf: { words: string; skill: boolean }[]; floor: number };
  shares?: Query['shares'];
}

export function pick(
  store: Store,
  { vector = [1, 0, 0, 0], words = [], musts, limit = 10, ...rest }: PickOptions,
): Promise<string[]> {
  return store.search.pick({
    vector: Float32Array.from(vector),
    words: askedWords(words),
    asked: musts?.anyOf.map(({ words: text, skill }) => ({
      anyOf: [{ hashes: TEST_READER.hashesOf(text), skill }].filter(({ hashes }) => hashes.length > 0),
      share: 0.5,
      must: true,
    })),
    floor: musts?.floor,
    limit,
    ...rest,
  });
}
