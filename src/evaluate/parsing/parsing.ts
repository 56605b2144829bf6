import { emptyProfile, type ExtractedDocument, type Outcome, type Profile } from '../../domain/index.js';
import { checkProfile, REQUIRED_FIELDS, type ProfileChecks, type RequiredField, type Share } from './checks.js';
import { compare, PARSING_FIELDS, type FieldResult, type ParsingField } from './fields.js';
import type { LabelledCv } from './labels.js';
import { addCounts, scoreOf, type Counts, type Score } from './match.js';

/** Output of `evaluate parsing --json`. Shares are 0..1, null where there was nothing to check. */
export interface ParsingReport {
  /** Number of parsed CVs. */
  documents: number;
  fields: Partial<Record<ParsingField, Score>>;
  /** Mean share of required fields that are present. */
  completeness: number;
  validity: { email: number | null; phone: number | null; dates: number | null };
  /** Mean share of a CV's lines from which no field was read; null without a CV. */
  unreadLines: number | null;
  /** Number of CVs with each finding, by code. */
  findings: Record<string, number>;
  /** Share of CVs that have each required field. */
  required: Record<RequiredField, number>;
  /** Share of fields with the right type and shape. */
  types: number | null;
  /**
   * Shares of dated entries that start before they end, of entries that repeat no other, and of CVs with fewer than 50
   * years.
   */
  consistency: { startBeforeEnd: number | null; noDuplicates: number | null; plausible: number | null };
  /** CVs without text, with the reason. */
  unread: { id: string; code: string }[];
}

/** One CV of an evaluation, for the page of the worst. */
export interface EvaluatedCv {
  id: string;
  document: ExtractedDocument;
  profile: Profile;
  checks: ProfileChecks;
  fields: Partial<Record<ParsingField, FieldResult>>;
}

/** Turns a CV into a profile; the caller provides it, since it involves files, engines and the vocabulary. */
export type Parse = (cv: LabelledCv) => Promise<Outcome<{ document: ExtractedDocument; profile: Profile }>>;

export interface ParsingEvaluation {
  report: ParsingReport;
  /** Sorted by mean F1 over labelled fields, lowest first, then completeness, then id. */
  cvs: EvaluatedCv[];
}

/** Parses all CVs, `width` at a time, and compares them with their labels. */
export async function evaluateCvs(
  cvs: readonly LabelledCv[],
  parse: Parse,
  options: { width?: number; onProgress?: (done: number, total: number) => void } = {},
): Promise<ParsingEvaluation> {
  const evaluated: EvaluatedCv[] = [];
  const unread: ParsingReport['unread'] = [];
  const lost: LabelledCv[] = [];
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let cv = cvs[next++]; cv !== undefined; cv = cvs[next++]) {
      const outcome = await parse(cv);
      if (outcome.ok)
        evaluated.push({
          id: cv.id,
          ...outcome.value,
          checks: checkProfile(outcome.value.profile),
          fields: compare(outcome.value.profile, cv.labels),
        });
      else {
        unread.push({ id: cv.id, code: outcome.code });
        // An image without OCR is documented to have no profile. Any other CV without text has lost everything it says.
        if (outcome.state !== 'needs_ocr') lost.push(cv);
      }
      options.onProgress?.(++done, cvs.length);
    }
  };
  await Promise.all(Array.from({ length: options.width ?? 2 }, worker));
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  return {
    report: reportOf(evaluated, unread.sort(byId), lost),
    cvs: evaluated.sort(
      (a, b) => meanF1(a) - meanF1(b) || completenessOf(a.checks) - completenessOf(b.checks) || byId(a, b),
    ),
  };
}

/** Labels of lost CVs count as missed: an unreadable CV must not raise a score. */
function reportOf(
  cvs: readonly EvaluatedCv[],
  unread: ParsingReport['unread'],
  lost: readonly LabelledCv[],
): ParsingReport {
  const checks = cvs.map((cv) => cv.checks);
  const all = (pick: (check: ProfileChecks) => Share): number | null => shareOf(checks.map(pick));
  return {
    documents: cvs.length,
    fields: fieldScores(cvs, lost),
    completeness: mean(checks.map(completenessOf)),
    validity: {
      email: all((check) => check.email),
      phone: all((check) => check.phone),
      dates: all((check) => check.dates),
    },
    unreadLines: cvs.length === 0 ? null : mean(cvs.map((cv) => cv.profile.unreadShare ?? 0)),
    findings: countFindings(cvs),
    required: Object.fromEntries(
      REQUIRED_FIELDS.map((field) => [field, mean(checks.map((check) => Number(check.present[field])))]),
    ) as Record<RequiredField, number>,
    types: all((check) => check.types),
    consistency: {
      startBeforeEnd: all((check) => check.startBeforeEnd),
      noDuplicates: all((check) => check.unique),
      plausible: cvs.length === 0 ? null : mean(checks.map((check) => Number(check.plausible))),
    },
    unread,
  };
}

function fieldScores(cvs: readonly EvaluatedCv[], lost: readonly LabelledCv[]): ParsingReport['fields'] {
  const scores: ParsingReport['fields'] = {};
  for (const field of PARSING_FIELDS) {
    const counts = [...cvs.map((cv) => cv.fields[field]?.counts), ...lost.map((cv) => missedCounts(cv, field))].filter(
      (count) => count !== undefined,
    );
    if (counts.length > 0) scores[field] = scoreOf(counts.reduce(addCounts));
  }
  return scores;
}

const NOTHING = emptyProfile('1970-01-01');

function missedCounts(cv: LabelledCv, field: ParsingField): Counts | undefined {
  return compare(NOTHING, cv.labels)[field]?.counts;
}

function countFindings(cvs: readonly EvaluatedCv[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const cv of cvs)
    for (const code of new Set(cv.profile.findings.map((finding) => finding.code)))
      counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

function completenessOf(check: ProfileChecks): number {
  return mean(REQUIRED_FIELDS.map((field) => Number(check.present[field])));
}

/** Mean over the labelled fields; 1 for a CV without labels, so that completeness decides. */
export function meanF1(cv: EvaluatedCv): number {
  const scores = Object.values(cv.fields).map((result) => scoreOf(result.counts).f1);
  return scores.length === 0 ? 1 : mean(scores);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shareOf(shares: readonly Share[]): number | null {
  const of = shares.reduce((sum, share) => sum + share.of, 0);
  return of === 0 ? null : shares.reduce((sum, share) => sum + share.good, 0) / of;
}
