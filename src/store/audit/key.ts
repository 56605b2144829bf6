import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const KEY_BYTES = 32;
/** HMAC-SHA256 truncated to 128 bits, which NIST SP 800-107 allows. */
const MAC_BYTES = 16;
/** Hex digits of a pseudonym: 96 bits. */
const PSEUDONYM_DIGITS = 24;
/** Hex digits of a candidate's label: 40 bits, so that two of 10,000 candidates have the same in one of 20,000 stores. */
const LABEL_DIGITS = 10;
/** The first digits of the hash of a JD's text, which are its id. */
const JD_DIGITS = 12;

/** What is signed. */
type Signed = 'record' | 'seal' | 'chain' | 'certificate';

export const PSEUDONYM = /^[0-9a-f]{24}$/;

/** The key of one tenant's audit log: it signs records and seals, and makes pseudonyms. */
export class AuditKey {
  private readonly signing: Buffer;
  private readonly naming: Buffer;
  /** Without bounds it would hold every CV of a long run. */
  private readonly named = new Map<string, string>();

  /** `secret`: 64 hex digits. */
  constructor(secret: string) {
    const key = Buffer.from(secret, 'hex');
    this.signing = createHmac('sha256', key).update('cvmatch audit signing').digest();
    this.naming = createHmac('sha256', key).update('cvmatch audit naming').digest();
  }

  static newSecret(): string {
    return randomBytes(KEY_BYTES).toString('hex');
  }

  /** 22 characters. `kind` keeps what is signed as one thing from passing for another. */
  sign(kind: Signed, values: readonly (string | number)[]): string {
    const text = JSON.stringify([kind, ...values]);
    return createHmac('sha256', this.signing).update(text).digest().subarray(0, MAC_BYTES).toString('base64url');
  }

  isSigned(kind: Signed, values: readonly (string | number)[], mac: string): boolean {
    const [given, right] = [Buffer.from(mac), Buffer.from(this.sign(kind, values))];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  /** What is asked for, by an id or by its pseudonym itself. */
  asked(kind: 'cv' | 'jd', given: string | undefined): string | undefined {
    return given === undefined || PSEUDONYM.test(given) ? given : this.pseudonym(kind, given);
  }

  /** What a candidate is called in blind review: the same in every output, and nothing to whom lacks the key. */
  label(candidateId: string): string {
    const digits = createHmac('sha256', this.naming).update(`label ${candidateId}`).digest('hex');
    return `candidate ${digits.slice(0, LABEL_DIGITS)}`;
  }

  /** The same for all versions of one JD. `id`: of a CV or JD, or the hash of a JD's text. */
  pseudonym(kind: 'cv' | 'jd', id: string): string {
    const name = `${kind} ${kind === 'jd' ? id.slice(0, JD_DIGITS) : id}`;
    const known = this.named.get(name);
    if (known !== undefined) return known;
    const pseudonym = createHmac('sha256', this.naming).update(name).digest('hex').slice(0, PSEUDONYM_DIGITS);
    if (this.named.size >= REMEMBERED) this.named.clear();
    this.named.set(name, pseudonym);
    return pseudonym;
  }
}

const REMEMBERED = 10_000;
