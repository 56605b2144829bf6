import { createHash } from 'node:crypto';
import { monthOf, type AuditRow } from './record.js';
import type { AuditKey } from './key.js';

/**
 * Records are sealed in segments of one month. A seal signs its segment and the seal before, so that no record can be
 * changed, left out, added or moved, and no segment either. The state of the chain is signed too: where it ends, and where
 * it begins since the last clean-up (the anchor).
 */
export interface AuditSeal {
  /** Counts up from 1. */
  number: number;
  /** `2026-11`. */
  month: string;
  /** Ids of the first and the last record. */
  first: string;
  last: string;
  records: number;
  /** sha-256 over the signatures of the records in their order, hex. */
  digest: string;
  mac: string;
}

export const SEAL_COLUMNS = ['number', 'month', 'first', 'last', 'records', 'digest', 'mac'] as const;

export interface AuditChain {
  /** Number and signature of the last seal; 0 and empty before the first. */
  head: number;
  headMac: string;
  /** The anchor: the last seal that the clean-up removed; 0 and empty if none was. */
  cleaned: number;
  cleanedMac: string;
  /** Records that the clean-up has ever removed. */
  cleanedRecords: number;
  /** ISO; empty before the first clean-up. */
  cleanedAt: string;
  mac: string;
}

/** Records of a segment at most: what one transaction moves without a pause that anybody notices. */
export const SEGMENT = 500;

export const NEW_CHAIN: Omit<AuditChain, 'mac'> = {
  head: 0,
  headMac: '',
  cleaned: 0,
  cleanedMac: '',
  cleanedRecords: 0,
  cleanedAt: '',
};

/** The records that are sealed next: the first of them that are of one month. In the order of their ids. */
export function nextSegment(open: AuditRow[]): AuditRow[] {
  const month = open.length === 0 ? '' : monthOf(open[0]!.id);
  const other = open.findIndex(({ id }) => monthOf(id) !== month);
  return (other === -1 ? open : open.slice(0, other)).slice(0, SEGMENT);
}

/** Seals a segment that is not empty, and gives the chain as it is then. */
export function sealOf(key: AuditKey, chain: AuditChain, segment: AuditRow[]): { seal: AuditSeal; chain: AuditChain } {
  const about = {
    number: chain.head + 1,
    month: monthOf(segment[0]!.id),
    first: segment[0]!.id,
    last: segment.at(-1)!.id,
    records: segment.length,
    digest: digestOf(segment),
  };
  const seal = { ...about, mac: key.sign('seal', sealed(about, chain.headMac)) };
  return { seal, chain: signedChain(key, { ...chain, head: seal.number, headMac: seal.mac }) };
}

/** The chain after the seals up to this one, and their records, were removed. */
export function cleanedUpTo(
  key: AuditKey,
  chain: AuditChain,
  last: Pick<AuditSeal, 'number' | 'mac'> | null,
  { records, at }: { records: number; at: string },
): AuditChain {
  const anchor = last === null ? {} : { cleaned: last.number, cleanedMac: last.mac };
  return signedChain(key, {
    ...chain,
    ...anchor,
    cleanedRecords: chain.cleanedRecords + records,
    cleanedAt: at,
  });
}

export function signedChain(key: AuditKey, chain: Omit<AuditChain, 'mac'>): AuditChain {
  return { ...chain, mac: key.sign('chain', stateOf(chain)) };
}

export function isGenuineChain(key: AuditKey, chain: AuditChain): boolean {
  return key.isSigned('chain', stateOf(chain), chain.mac);
}

/** `before`: signature of the seal before. */
export function isGenuineSeal(key: AuditKey, seal: AuditSeal, before: string): boolean {
  return key.isSigned('seal', sealed(seal, before), seal.mac);
}

/** Whether these are all records of the segment, in their order, as far as their signatures tell. */
export function isWhole(seal: AuditSeal, segment: AuditRow[]): boolean {
  return (
    segment.length === seal.records &&
    segment[0]?.id === seal.first &&
    segment.at(-1)?.id === seal.last &&
    segment.every(({ id }) => monthOf(id) === seal.month) &&
    digestOf(segment) === seal.digest
  );
}

function digestOf(segment: AuditRow[]): string {
  return createHash('sha256')
    .update(segment.map(({ mac }) => mac).join('\n'))
    .digest('hex');
}

function sealed(seal: Omit<AuditSeal, 'mac'>, before: string): (string | number)[] {
  return [seal.number, seal.month, seal.first, seal.last, seal.records, seal.digest, before];
}

function stateOf(chain: Omit<AuditChain, 'mac'>): (string | number)[] {
  return [chain.head, chain.headMac, chain.cleaned, chain.cleanedMac, chain.cleanedRecords, chain.cleanedAt];
}
