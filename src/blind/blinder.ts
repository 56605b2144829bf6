import type { Match, Profile } from '../domain/index.js';
import type { Vocabulary } from '../profile/index.js';
import { cvPages } from '../store/pages.js';
import type { CvRecord, CvSummary, DecisionRecord, Store } from '../store/port/index.js';
import { HIDDEN, type Piece } from './marks.js';
import { Redactor } from './redactor.js';
import { blindDecision, blindMatch, blindProfile } from './views.js';

/** A row that names a CV. */
interface Labelled {
  cvId: string;
  path: string;
  fileName: string | null;
  name: string | null;
}

/** A row of a listing. */
type ListedCv = Omit<CvSummary, 'path' | 'duplicateOf'> & Partial<CvSummary>;

/** Candidates by CvId. */
type AllCvs = ReadonlyMap<string, string>;

interface Restricted {
  reason: string | null;
  by: string | null;
  at: string;
}

/** A CV as it may be shown: `path` and `candidateId` are its label. */
export interface BlindCv {
  cvId: string;
  candidateId: string;
  path: string;
  fileName: null;
  format: string;
  engine: string;
  ingestedAt: string;
  profile: Profile;
  restricted?: Restricted;
}

export type BlindStore = Pick<Store, 'cvs' | 'audit' | 'uploads'>;

/** Redactors that are kept: those of one ranking. */
const KEPT = 200;

/**
 * Makes what one tenant's store gives fit for blind review: the one place where records become what may be shown of them.
 * Candidates have labels, which are the same in every output, and by which they are found again.
 */
export class Blinder {
  private readonly redactors = new Map<string, Redactor | null>();
  private labels: ((candidateId: string) => string) | null = null;

  constructor(
    private readonly store: BlindStore,
    private readonly vocabulary: Vocabulary,
  ) {}

  /** What candidates are called. */
  async labelling(): Promise<(candidateId: string) => string> {
    if (this.labels === null) {
      const key = await this.store.audit.key();
      this.labels = (candidateId) => key.label(candidateId);
    }
    return this.labels;
  }

  /** Null where the CV is gone or cannot be read. */
  record(cvId: string): Promise<CvRecord | null> {
    return this.store.cvs.get(cvId);
  }

  /** Works on a record, so that nothing is read twice. */
  async redactorOf(record: CvRecord): Promise<Redactor> {
    const uploads = await this.store.uploads.find([record.cvId], null);
    const files = [record.path, record.fileName, ...uploads.map(({ name }) => name)].filter((name) => name !== null);
    const { text, links } = record.document;
    const redactor = new Redactor(
      { text, profile: record.profile, links, files: [...new Set(files)] },
      this.vocabulary,
    );
    if (this.redactors.size >= KEPT) this.redactors.clear();
    this.redactors.set(record.cvId, redactor);
    return redactor;
  }

  /** Null where the CV is gone or cannot be read. */
  private async redactor(cvId: string): Promise<Redactor | null> {
    const known = this.redactors.get(cvId);
    if (known !== undefined) return known;
    const record = await this.store.cvs.get(cvId);
    if (record !== null) return this.redactorOf(record);
    this.redactors.set(cvId, null);
    return null;
  }

  async matches(results: readonly Match[]): Promise<Match[]> {
    const labels = await this.labelling();
    const blind: Match[] = [];
    for (const match of results) blind.push(blindMatch(match, await this.redactor(match.cvId), labels));
    return blind;
  }

  /** A CV with its profile. `restricted`: why and since when the person is in no ranking. */
  async cv(record: CvRecord, restricted?: Restricted): Promise<BlindCv> {
    const { cvId, format, engine, ingestedAt } = record;
    const label = (await this.labelling())(record.candidateId);
    const redactor = await this.redactorOf(record);
    return {
      ...{ cvId, candidateId: label, path: label, fileName: null, format, engine, ingestedAt },
      profile: blindProfile(record.profile, redactor, label),
      ...(restricted && {
        restricted: {
          reason: textOf(redactor, restricted.reason),
          by: textOf(redactor, restricted.by),
          at: restricted.at,
        },
      }),
    };
  }

  async summaries(cvs: readonly ListedCv[]): Promise<CvSummary[]> {
    const labels = await this.labelling();
    const blind: CvSummary[] = [];
    for (const cv of cvs) {
      const {
        cvId,
        revision,
        latest,
        years,
        country,
        language,
        format,
        engine,
        passages,
        restricted,
        ingestedAt,
        duplicateOf = null,
      } = cv;
      const name = labels(cv.candidateId);
      const redactor = await this.redactor(cvId);
      const label = cv.label === null ? null : (redactor?.field(cv.label) ?? HIDDEN);
      blind.push({
        ...{ cvId, candidateId: name, revision, latest, path: name, fileName: null, name, label },
        ...{ years, country, language, format, engine, passages, restricted, ingestedAt, duplicateOf },
      });
    }
    return blind;
  }

  async decisions(decisions: readonly DecisionRecord[]): Promise<DecisionRecord[]> {
    const labels = await this.labelling();
    const blind: DecisionRecord[] = [];
    for (const one of decisions) {
      const { id, jdHash, cvId, candidateId, undoneAt } = one;
      const redactor = await this.redactor(cvId);
      const name = labels(candidateId);
      const text = (value: string | null): string | null => textOf(redactor, value);
      blind.push({
        ...blindDecision(one, text),
        jdHash,
        cvId,
        candidateId: name,
        name,
        undoneAt,
        undoneBy: text(one.undoneBy),
        id,
      });
    }
    return blind;
  }

  /** Rows that name CVs without their candidates. */
  async named<T extends Labelled>(rows: readonly T[], all: AllCvs): Promise<T[]> {
    const labels = await this.labelling();
    return rows.map((row) => {
      const candidate = all.get(row.cvId);
      const label = candidate === undefined ? HIDDEN : labels(candidate);
      return { ...row, path: label, fileName: null, name: label };
    });
  }

  /** Whose every CV is. */
  async candidates(): Promise<AllCvs> {
    const all = new Map<string, string>();
    for await (const page of cvPages(this.store.cvs, { allRevisions: true }))
      for (const { cvId, candidateId } of page) all.set(cvId, candidateId);
    return all;
  }

  /** Instead of the file: its text, without what says whose it is. */
  async original(record: CvRecord): Promise<{ label: string; pieces: Piece[] }> {
    const label = (await this.labelling())(record.candidateId);
    return { label, pieces: (await this.redactorOf(record)).pieces() };
  }
}

function textOf(redactor: Redactor | null, text: string | null): string | null {
  return text === null ? null : (redactor?.text(text) ?? HIDDEN);
}
