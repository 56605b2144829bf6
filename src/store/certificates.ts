import type {
  ControlledPlace,
  ErasureCertificate,
  ErasureKind,
  KeptBackups,
  ScannedPlace,
  SignedCertificate,
} from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { actingNow } from './audit/acting.js';
import type { AuditKey } from './audit/key.js';
import type { KnownBackups } from './port/index.js';
import { encodeTraces, TraceFinder, type TraceSet } from './traces.js';

/** What both stores do alike for the certificate of a removal. */

/** What is known of a removal when it is committed; kept with its record until it has ended. */
export type CertificateDraft = Pick<
  ErasureCertificate,
  'kind' | 'actor' | 'origin' | 'cvs' | 'files' | 'jds' | 'pseudonyms' | 'before'
> & {
  /** When the first of its CVs came in (ISO 8601); null: not known, or there is none. */
  cameAt: string | null;
};

/** Finds traces in what is about to be removed, before it is. */
export class Control {
  private readonly places = new Map<string, ControlledPlace>();

  /** `stored`: what was found outside of the store's rows. */
  constructor(stored: readonly ControlledPlace[] = []) {
    for (const { place, rows, hits } of stored) this.count(place, rows, hits);
  }

  /** Of one CV or file. `traces`: as they are kept for the scan that follows, so that the control is made with the same. */
  static finderOf(traces: (string | Uint8Array)[]): TraceFinder {
    return new TraceFinder([{ owner: '', ...encodeTraces(traces) }]);
  }

  /** `bytes`: the row as it lies in the store. */
  look(place: string, finder: TraceFinder, bytes: Uint8Array): number {
    const hits = finder.find(bytes).length;
    this.count(place, 1, hits);
    return hits;
  }

  count(place: string, rows: number, hits: number): void {
    const { rows: before, hits: found } = this.places.get(place) ?? { rows: 0, hits: 0 };
    this.places.set(place, { place, rows: before + rows, hits: found + hits });
  }

  get found(): ControlledPlace[] {
    return [...this.places.values()].sort((a, b) => (a.place < b.place ? -1 : 1));
  }
}

/** Words that are looked for in the text. */
const COMPARED = 200;

/**
 * Whether a text is the one that was read, by the hashes of its words and of those that are scored. Traces are taken from the text, so that finding them in it proves nothing if it is
 * another one. The index has no names, so not all words need to be in both.
 */
export function isIndexed(words: readonly number[], indexed: readonly number[]): boolean {
  const own = new Set(words);
  const asked = [...new Set(indexed)].slice(0, COMPARED);
  return asked.filter((word) => own.has(word)).length * 2 >= asked.length;
}

/** `what`: the beginning of an id, or how a file is called in the store. */
export function notControlled(what: string, place: string): CvmatchError {
  return new CvmatchError(
    'store_corrupt',
    `the scan does not find ${what} in ${place} where it must be, so it could not prove its removal; nothing was removed`,
    {
      hint: 'Run `cvmatch doctor`. `cvmatch remove --without-certificate` removes it all the same; then there is no certificate.',
    },
  );
}

/** Digits of an id that name a CV in a message. */
const SHORT = 12;

/** Names a CV in `notControlled`. */
export function shortId(cvId: string): string {
  return cvId.slice(0, SHORT);
}

/** Owner of the set of traces that is the mark of a removal: its id, which lies in the store as long as it is not ended. */
export function markOwner(id: string): string {
  return `${MARK}${id}`;
}

export function isMark(owner: string): boolean {
  return owner.startsWith(MARK);
}

const MARK = 'mark of ';

/**
 * A scan that does not find the marks of the removals, which are there, does not prove that it would find anything. Ids have eight
 * characters or more.
 */
export function markSets(removals: readonly { id: string }[]): (TraceSet & { owner: string })[] {
  return removals.map(({ id }) => ({ owner: markOwner(id), ...encodeTraces([id]) }));
}

export function draftOf(
  key: AuditKey,
  gone: readonly (readonly [string, string])[],
  { control, hashes, cameAt }: { control: Control; hashes: readonly string[]; cameAt: string | null },
): CertificateDraft {
  const of = (kind: string): number => new Set(gone.filter(([one]) => one === kind).map(([, id]) => id)).size;
  const [cvs, files, jds] = [of('cv'), of('file'), of('jd')];
  const kind: ErasureKind = cvs > 0 ? 'cv' : files > 0 ? 'file' : 'jd';
  const pseudonyms = [...new Set(hashes)].map((hash) => key.pseudonym('cv', hash)).sort();
  return { kind, ...actingNow(), cvs, files, jds, pseudonyms, before: control.found, cameAt };
}

export interface CertificateEnd {
  id: string;
  askedAt: string;
  endedAt: string;
  after: ScannedPlace[];
  markFound: boolean;
  held: number;
  backups: readonly KnownBackups[];
  beyond: readonly string[];
}

export function certificateOf({ cameAt, before, ...draft }: CertificateDraft, end: CertificateEnd): ErasureCertificate {
  const { id, askedAt, endedAt, after, markFound, held, backups, beyond } = end;
  const { kind, ...rest } = draft;
  return {
    ...{ id, kind, askedAt, endedAt },
    ...rest,
    ...{ before, after, scannedBytes: after.reduce((sum, { bytes }) => sum + bytes, 0), markFound, held },
    backups: backups.map((one) => keptIn(one, cameAt)),
    beyond: [...beyond],
  };
}

/** The same of a draft as it is kept with the record of its removal. */
export function certificateOfKept(draft: string, end: CertificateEnd): ErasureCertificate {
  return certificateOf(JSON.parse(draft) as CertificateDraft, end);
}

/** A backup that was complete before the first CV came in cannot hold it. */
function keptIn({ where, reachable, backups }: KnownBackups, cameAt: string | null): KeptBackups {
  const ids = backups.filter(({ completedAt }) => cameAt === null || completedAt >= cameAt).map(({ id }) => id);
  return { where, reachable, ids };
}

/** As both stores keep it. */
export interface CertificateRow {
  id: string;
  endedAt: string;
  body: string;
  mac: string;
}

export function rowOfCertificate(key: AuditKey, certificate: ErasureCertificate): CertificateRow {
  const body = JSON.stringify(certificate);
  return { id: certificate.id, endedAt: certificate.endedAt, body, mac: key.sign('certificate', [body]) };
}

/** `key`: null if the store has none, as after its audit log was lost. */
export function certificateIn(key: AuditKey | null, { body, mac }: CertificateRow): SignedCertificate {
  const genuine = key?.isSigned('certificate', [body], mac) ?? false;
  return { ...(JSON.parse(body) as ErasureCertificate), mac, genuine };
}
