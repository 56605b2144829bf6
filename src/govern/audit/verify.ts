import type { AuditLog } from '../../store/port/index.js';
import { isGenuineChain, isGenuineSeal, isWhole, type AuditChain, type AuditSeal } from '../../store/audit/chain.js';
import { isGenuine } from '../../store/audit/record.js';
import type { AuditKey } from '../../store/audit/key.js';

/** What is wrong with the log, and where. */
export interface AuditProblem {
  /** Number of the segment; null: the log as a whole, or records that are not sealed yet. */
  segment: number | null;
  /** For people. */
  what: string;
}

export interface AuditVerdict {
  ok: boolean;
  /** Sealed segments and records that were looked at. */
  segments: number;
  records: number;
  /** Records that are not sealed yet: each was looked at, but one that is gone would not be missed. */
  open: number;
  /** Records that clean-ups have removed by their age. */
  cleaned: number;
  /** The end of the chain, to be kept elsewhere: `NUMBER.SIGNATURE`; null if nothing was ever sealed. */
  anchor: string | null;
  /** The first of them; a log that is broken in many places is no more broken than in a few. */
  problems: AuditProblem[];
}

const MOST_PROBLEMS = 20;
const SEALS_AT_ONCE = 200;
const OPEN_AT_ONCE = 1000;

/** Looks at every record and every seal. `from`: an anchor that was kept elsewhere, which the log must still contain. */
export async function verifyAudit(log: AuditLog, from: AuditAnchor | null = null): Promise<AuditVerdict> {
  for (;;) {
    const chain = await log.chain();
    const verdict = await new Verifying(log, await log.key(), from).run(chain);
    // A clean-up has removed meanwhile what was to be looked at.
    if (verdict.ok || (await log.chain())?.cleaned === chain?.cleaned) return verdict;
  }
}

export interface AuditAnchor {
  number: number;
  mac: string;
}

/** Null if it is none. */
export function parseAnchor(text: string): AuditAnchor | null {
  const [, number, mac] = /^([1-9]\d{0,9})\.([\w-]{22})$/.exec(text.trim()) ?? [];
  return number === undefined || mac === undefined ? null : { number: Number(number), mac };
}

class Verifying {
  private readonly problems: AuditProblem[] = [];
  private segments = 0;
  private records = 0;

  constructor(
    private readonly log: AuditLog,
    private readonly key: AuditKey,
    private readonly from: AuditAnchor | null,
  ) {}

  async run(chain: AuditChain | null): Promise<AuditVerdict> {
    const { head = 0, headMac = '', cleaned = 0, cleanedRecords = 0 } = chain ?? {};
    if (chain !== null && !isGenuineChain(this.key, chain)) this.tell(null, 'the state of the chain was changed');
    await this.verifySeals({ head, headMac, cleaned, cleanedMac: chain?.cleanedMac ?? '' });
    const counted = await this.log.countSealed(
      chain === null ? -1 : cleaned,
      chain === null ? Number.MAX_SAFE_INTEGER : head,
    );
    if (counted !== this.records) this.tell(null, `${counted} records are sealed, and segments name ${this.records}`);
    const open = await this.verifyOpen();
    return {
      ok: this.problems.length === 0,
      segments: this.segments,
      records: this.records,
      open,
      cleaned: cleanedRecords,
      anchor: head === 0 ? null : `${head}.${headMac}`,
      problems: this.problems.slice(0, MOST_PROBLEMS),
    };
  }

  private tell(segment: number | null, what: string): void {
    this.problems.push({ segment, what });
  }

  private async verifySeals({
    head,
    headMac,
    cleaned,
    cleanedMac,
  }: Omit<AuditChain, 'mac' | 'cleanedRecords' | 'cleanedAt'>) {
    this.requireAnchor(cleaned, cleanedMac);
    let [number, mac] = [cleaned, cleanedMac];
    for (;;) {
      const seals = (await this.log.seals(number, SEALS_AT_ONCE)).filter((seal) => head === 0 || seal.number <= head);
      if (seals.length === 0) break;
      for (const seal of seals) {
        await this.verifySeal(seal, number, mac);
        ({ number, mac } = seal);
        this.requireAnchor(number, mac);
      }
    }
    if (number !== head || mac !== headMac)
      this.tell(null, `the chain ends with segment ${number}, and should end with ${head}`);
    if (this.from !== null && this.from.number > Math.max(number, head))
      this.tell(null, `segment ${this.from.number} of the given anchor is missing at the end`);
  }

  private requireAnchor(number: number, mac: string): void {
    if (this.from?.number === number && this.from.mac !== mac)
      this.tell(number, 'this is not the segment of the given anchor: the log was written anew');
  }

  private async verifySeal(seal: AuditSeal, number: number, before: string): Promise<void> {
    this.segments += 1;
    this.records += seal.records;
    if (seal.number !== number + 1) this.tell(number + 1, 'this segment is missing');
    if (!isGenuineSeal(this.key, seal, before))
      this.tell(seal.number, 'the seal was changed, or one before it is missing');
    const segment = await this.log.segment(seal);
    const changed = segment.filter((row) => !isGenuine(this.key, row));
    for (const { id } of changed.slice(0, MOST_PROBLEMS)) this.tell(seal.number, `record ${String(id)} was changed`);
    if (!isWhole(seal, segment))
      this.tell(seal.number, `${segment.length} of ${seal.records} records are there as they were sealed`);
  }

  private async verifyOpen(): Promise<number> {
    let open = 0;
    for (let after = ''; ;) {
      const rows = await this.log.open(after, OPEN_AT_ONCE);
      for (const row of rows)
        if (!isGenuine(this.key, row)) this.tell(null, `record ${String(row.id)}, not sealed yet, was changed`);
      open += rows.length;
      if (rows.length < OPEN_AT_ONCE) return open;
      after = rows.at(-1)!.id;
    }
  }
}
