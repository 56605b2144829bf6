import { CvmatchError } from '../errors.js';
import { foldText, type CvId, type Profile } from '../domain/index.js';
import { decodeProfile } from './blobs.js';
import { markOf } from './erased.js';
import type { AuditKey } from './audit/key.js';
import type { HeldRow, SubjectIds } from './port/index.js';

/** Which rows of which table are about a person, the same in every store. */

/** Ids that lead to a person's rows. */
export interface Ties {
  /** Numbers of CVs in the store. */
  keys: number[];
  cvIds: string[];
  /** CvIds, and hashes of files that became no CV. */
  hashes: string[];
  paths: string[];
  batches: string[];
  /** Series of CVs, which candidates are made of. */
  series: string[];
  /** Pairs of candidates of which one is the person. */
  pairs: number[];
  /** Holds on the person's CVs. */
  holds: string[];
  /** Of what was removed, see erased.ts. */
  marks: string[];
  /** In the audit log. */
  pseudonyms: string[];
  /** Words of a table that has rows for each of them. */
  terms: string[];
}

type Tie = readonly [column: string, kind: keyof Ties];
export interface PlaceRule {
  /** Columns that name the person: one of them is enough. */
  ties: readonly Tie[];
  /** All of these are needed besides. */
  also?: readonly Tie[];
  /** Columns in whose text the person's ids stand. */
  mentions?: readonly Tie[];
}

const byKey: PlaceRule = { ties: [['key', 'keys']] };
const byCv: PlaceRule = { ties: [['cv_id', 'cvIds']] };
const inLog: PlaceRule = { ties: [], mentions: [['cvs', 'pseudonyms']] };

/** Each table of a store, or why it holds nothing of a person. */
const PLACES: Record<string, PlaceRule | string> = {
  cvs: byCv,
  documents: byKey,
  profiles: byKey,
  scoring: byKey,
  vectors: byKey,
  words: byKey,
  postings: { ties: [['key', 'keys']], also: [['term', 'terms']] },
  occupations: byKey,
  bands: byKey,
  changes: byKey,
  files: {
    ties: [
      ['cv_id', 'cvIds'],
      ['resembles', 'cvIds'],
      ['path', 'paths'],
    ],
  },
  tasks: { ties: [['path', 'paths']] },
  batches: { ties: [['id', 'batches']] },
  matches: byCv,
  explanations: byCv,
  matches_shown: byCv,
  decisions: byCv,
  candidate_pairs: {
    ties: [
      ['a', 'series'],
      ['b', 'series'],
    ],
  },
  restrictions: { ties: [['series', 'series']] },
  candidate_acts: { ties: [['pair', 'pairs']] },
  loose_originals: {
    ties: [
      ['hash', 'hashes'],
      ['path', 'paths'],
    ],
  },
  cache: { ties: [], mentions: [['value', 'cvIds']] },
  erased: { ties: [['mark', 'marks']] },
  erasure_certificates: { ties: [], mentions: [['body', 'pseudonyms']] },
  audit_open: inLog,
  audit_records: inLog,
  retention_held: byCv,
  retention_holds: { ties: [['id', 'holds']] },
  retention_rules: 'how long CVs are kept, whosever they are',
  erasures: 'salted hashes of what is just being removed',
  jds: 'what is asked for, not people',
  jd_holders: 'who added a JD, by API key',
  jd_vectors: 'vectors of JDs',
  schedule_runs: 'when which task of the schedule ran, with counts',
  audit_keys: 'keys of the audit log',
  audit_seals: 'seals over records of the audit log',
  audit_chain: 'seals over records of the audit log',
  meta: 'settings of the store',
  stores: 'settings and counters of the store',
  counts: 'counts',
  keys: 'API keys and their names',
  tenants: 'ids of tenants',
  data_keys: 'keys of the encryption',
  processes: 'processes at work',
  process_counts: 'counts',
  leader: 'which process keeps the schedule',
  alerts: 'alerts of the service',
  alert_reports: 'alerts of the service',
  alert_changes: 'alerts of the service',
  words_pieces: 'which CVs have their words packed',
  words_lists: 'hashes of words with numbers of CVs, made of what is in scoring',
  moving: 'how far a move has come',
};

/** Null: it holds nothing of a person. @throws CvmatchError `store_newer` for a place that is not known. */
export function ruleOf(place: string): PlaceRule | null {
  const rule = Object.hasOwn(PLACES, place) ? PLACES[place]! : null;
  if (rule === null)
    throw new CvmatchError('store_newer', `the store has a table ${place}, which this version does not know`, {
      hint: 'Use the version of cvmatch that made it: an export by this one would be incomplete.',
    });
  return typeof rule === 'string' ? null : rule;
}

/** Names of places: the parts of one table are one place. */
export function placesOf(tables: readonly string[]): string[] {
  const names = tables.map((table) => table.replace(/^(vectors|audit_records)_.*$/, '$1'));
  return [...new Set(names)].sort();
}

/** The marks by which an erasure of a person's CVs or files is remembered. */
export function marksOf(salts: readonly string[], { cvIds, paths }: SubjectIds): string[] {
  return salts.flatMap((salt) => [
    ...cvIds.map((id) => markOf(salt, 'cv', id)),
    ...paths.map((path) => markOf(salt, 'file', path)),
  ]);
}

export function pseudonymsOf(key: AuditKey | null, hashes: readonly string[]): string[] {
  return key === null ? [] : hashes.map((hash) => key.pseudonym('cv', hash));
}

/** Columns that are not told: what belongs to the store and not to the person. */
const NOT_TOLD = new Set(['tenant', 'mac']);

/**
 * What a row says of this person alone. `value`: opens what is encrypted. A row about several people keeps what is about this
 * one: the rank in a ranking without the others, its own pseudonym.
 */
export function toldRow(place: string, row: Record<string, unknown>, ties: Ties): HeldRow {
  const told = Object.entries(row).filter(([column]) => !NOT_TOLD.has(column));
  return Object.fromEntries(
    told.map(([column, value]) => [column, ownPart(`${place}.${column}`, plainOf(value), ties)]),
  );
}

function plainOf(value: unknown): HeldRow[string] {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'bigint') return Number(value);
  return (value ?? null) as HeldRow[string];
}

function ownPart(column: string, value: HeldRow[string], { pseudonyms, cvIds }: Ties): HeldRow[string] {
  if (typeof value !== 'string') return value;
  if (/^audit_(?:open|records)\.cvs$/.test(column))
    return value
      .split(' ')
      .filter((one) => pseudonyms.includes(one))
      .join(' ');
  if (column === 'erasure_certificates.body' || column === 'cache.value')
    return JSON.stringify(withoutOthers(JSON.parse(value), { pseudonyms, cvIds }));
  return value;
}

function withoutOthers(value: unknown, own: Pick<Ties, 'pseudonyms' | 'cvIds'>): unknown {
  if (Array.isArray(value))
    return value.filter((one) => !isOfAnother(one, own)).map((one: unknown) => withoutOthers(one, own));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutOthers(one, own)]));
}

function isOfAnother(value: unknown, { pseudonyms, cvIds }: Pick<Ties, 'pseudonyms' | 'cvIds'>): boolean {
  if (typeof value === 'string') return /^[0-9a-f]{24}$/.test(value) && !pseudonyms.includes(value);
  const cvId = (value as { cvId?: unknown } | null)?.cvId;
  return typeof cvId === 'string' && !cvIds.includes(cvId);
}

/** Whether a person is meant by a name or an e-mail address. `profile`: null where it cannot have the address. */
function isMeant(who: string, { name, profile }: { name: string | null; profile: Profile | null }): boolean {
  const email = profile?.resume.basics.email;
  if (email !== undefined && email.trim().toLowerCase() === who.trim().toLowerCase()) return true;
  const words = foldText(who);
  return words.length > 0 && name !== null && foldText(name).join(' ') === words.join(' ');
}

export interface NamedRow {
  key: number;
  cvId: CvId;
  name: string | null;
  /** As it is stored; null where it cannot have the address. */
  profile: string | null;
}

/** The CVs among these by which a person is meant. */
export function meantIn(rows: readonly NamedRow[], who: string): CvId[] {
  const decoded = rows.map((row) => ({ ...row, profile: row.profile === null ? null : decodeProfile(row.profile) }));
  return decoded.filter((row) => isMeant(who, row)).map(({ cvId }) => cvId);
}

/** How an e-mail address stands in a stored profile, in lower case. */
export function writtenIn(who: string): string {
  return JSON.stringify(who.trim()).slice(1, -1).toLowerCase();
}
