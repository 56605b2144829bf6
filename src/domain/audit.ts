/**
 * What an entry of the audit log is about. `ingest`: CVs or a JD came in. `read`: CVs or candidates were shown. `match`: a
 * ranking was shown. `export`: data left in bulk. `open`: an original was given out. `decide`: a person decided. `erase`:
 * something was removed. `configure`: settings, keys, tenants, pauses. `key_use`: an API key was used. `audit`: the log
 * itself was read, verified or cleaned.
 */
export const AUDIT_ACTIONS = [
  'ingest',
  'read',
  'match',
  'export',
  'open',
  'decide',
  'erase',
  'configure',
  'key_use',
  'audit',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What somebody did, before it is written down. */
export interface AuditFact {
  action: AuditAction;
  /** What exactly, in words of the code: nothing that a person typed and nothing of a CV. */
  detail: string;
  /** Ids of the CVs concerned; only pseudonyms of them are kept. */
  cvs?: readonly string[];
  /** The JD concerned: its id, or the hash of its text. */
  jd?: string | null;
  /** How many things were concerned, if they are not `cvs`. */
  count?: number;
  /** `ok`, which it is if missing, or the code of the error. */
  outcome?: string;
}

/** One entry of the audit log. */
export interface AuditRecord {
  /** 28 hex digits: milliseconds since 1970 (12), a counter (4) and random digits (12). Ids are in the order of time. */
  id: string;
  /** When it happened, ISO 8601; a part of `id`. */
  at: string;
  /** `key:ID` of an API key, `user:NAME` of the machine, `schedule`, `worker`, or `rule:NAME` of retention. */
  actor: string;
  action: AuditAction;
  detail: string;
  /** Keyed pseudonym of the JD, 24 hex digits; empty if none is concerned. */
  jd: string;
  /** Keyed pseudonyms of the CVs, 24 hex digits each. */
  cvs: string[];
  count: number;
  /** The way in and the address it came from: `cli HOST`, `api ADDRESS`, `mcp HOST`. */
  origin: string;
  outcome: string;
}

export const AUDIT_FORMATS = ['jsonl', 'csv'] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];
