import { randomBytes } from 'node:crypto';
import type { AuditAction, AuditFact, AuditRecord } from '../../domain/index.js';
import type { Acting } from './acting.js';
import type { AuditKey } from './key.js';

/** A record as both stores keep it. */
export interface AuditRow {
  id: string;
  actor: string;
  action: string;
  detail: string;
  jd: string;
  /** Pseudonyms with a space between. */
  cvs: string;
  things: number;
  origin: string;
  outcome: string;
  /** Signs all of the above. */
  mac: string;
}

export const ROW_COLUMNS = [
  'id',
  'actor',
  'action',
  'detail',
  'jd',
  'cvs',
  'things',
  'origin',
  'outcome',
  'mac',
] as const satisfies readonly (keyof AuditRow)[];

/** CVs of one record; more make more records. */
const MOST_CVS = 500;
/** Characters of a name that somebody else chose, such as that of a user or a host. */
const MOST_CHARACTERS = 200;

let [lastMs, counter] = [0, 0];

/** Digits of the id that are the time. */
const TIME_DIGITS = 12;
const COUNTER_DIGITS = 4;

function newId(now: number): string {
  counter = now === lastMs ? (counter + 1) % 0x1_0000 : 0;
  lastMs = now;
  return timeDigits(now) + counter.toString(16).padStart(COUNTER_DIGITS, '0') + randomBytes(6).toString('hex');
}

/** The smallest id of this time, in milliseconds since 1970. With '' as `rest`: what is between it and those of before. */
export function idAt(ms: number, rest = '0'.repeat(16)): string {
  return timeDigits(ms) + rest;
}

function timeDigits(ms: number): string {
  return Math.max(0, Math.floor(ms)).toString(16).padStart(TIME_DIGITS, '0').slice(-TIME_DIGITS);
}

export const RECORD_ID = /^[0-9a-f]{28}$/;

/** Milliseconds since 1970. */
export function timeOf(id: string): number {
  return Number.parseInt(id.slice(0, TIME_DIGITS), 16);
}

/** The month in which it happened, by UTC: `2026-11`; empty for what is no id. */
export function monthOf(id: string): string {
  const time = new Date(timeOf(id));
  return Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 7);
}

/** Signed records of what this actor did. */
export function rowsOf(key: AuditKey, { actor, origin }: Acting, facts: readonly AuditFact[], now: number): AuditRow[] {
  return facts.flatMap((fact) => {
    const cvs = [...new Set(fact.cvs)].map((cv) => key.pseudonym('cv', cv));
    const parts = Array.from({ length: Math.max(1, Math.ceil(cvs.length / MOST_CVS)) }, (_, i) =>
      cvs.slice(i * MOST_CVS, (i + 1) * MOST_CVS),
    );
    return parts.map((part) =>
      signed(key, {
        id: newId(now),
        actor: short(actor),
        action: fact.action,
        detail: short(fact.detail),
        jd: fact.jd ? key.pseudonym('jd', fact.jd) : '',
        cvs: part.join(' '),
        things: fact.count ?? part.length,
        origin: short(origin),
        outcome: fact.outcome ?? 'ok',
      }),
    );
  });
}

/** PostgreSQL's texts cannot hold the character 0, nor halves of a pair. */
function short(text: string): string {
  return Buffer.from(text.replaceAll('\0', '\ufffd').slice(0, MOST_CHARACTERS)).toString();
}

function signed(key: AuditKey, row: Omit<AuditRow, 'mac'>): AuditRow {
  return { ...row, mac: key.sign('record', valuesOf(row)) };
}

function valuesOf(row: Omit<AuditRow, 'mac'>): (string | number)[] {
  return ROW_COLUMNS.slice(0, -1).map((column) => row[column as Exclude<keyof AuditRow, 'mac'>]);
}

/** Whether a record is as it was written. */
export function isGenuine(key: AuditKey, row: AuditRow): boolean {
  return typeof row.mac === 'string' && key.isSigned('record', valuesOf(row), row.mac);
}

export function recordOf(row: AuditRow): AuditRecord {
  const { id, actor, action, detail, jd, cvs, things: count, origin, outcome } = row;
  const at = new Date(timeOf(id));
  return {
    id,
    at: Number.isNaN(at.getTime()) ? '' : at.toISOString(),
    actor,
    action: action as AuditAction,
    detail,
    jd,
    cvs: cvs === '' ? [] : cvs.split(' '),
    count,
    origin,
    outcome,
  };
}
