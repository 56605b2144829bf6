import type { Config } from '../config/config.js';
import type { SubjectExplanation } from './subject-explain.js';
import type { SubjectExport } from './subject-export.js';
import type { Rectified, RectifyRequest } from './subject-rectify.js';
import type { RestrictionReport, RestrictionRequest } from './subject-restrict.js';

/** What the law gives a person whose CVs are held. As in index.ts, the modules behind it are loaded on first use. */
export type { Rectified, RectifyRequest, RestrictionReport, RestrictionRequest, SubjectExplanation, SubjectExport };

/**
 * Writes all that is held of a person as a ZIP. `output`: a file. @throws CvmatchError `not_found`, `bad_flag` (several
 * people), `path_not_found`, `store_full`, `store_corrupt`.
 */
export async function exportSubject(config: Config, who: string, output?: string): Promise<SubjectExport> {
  return (await import('./subject-export.js')).exportSubject(config, who, output);
}

/** Keeps a person out of every ranking, or no longer. @throws CvmatchError `not_found`, `bad_flag` (several people). */
export async function restrictSubject(config: Config, request: RestrictionRequest): Promise<RestrictionReport> {
  return (await import('./subject-restrict.js')).restrictSubject(config, request);
}

/**
 * Corrects a field of a profile, or takes that back. @throws CvmatchError `bad_flag`, `not_found`, `nothing_to_do`,
 * `model_mismatch`, `conflict`.
 */
export async function rectifySubject(config: Config, request: RectifyRequest): Promise<Rectified> {
  return (await import('./subject-rectify.js')).rectifySubject(config, request);
}

/**
 * What was decided about a person for a JD, and what the ranking is made of. @throws CvmatchError `not_found`, `bad_flag`,
 * `path_not_found`, `model_mismatch`.
 */
export async function explainSubject(config: Config, who: string, jd: string): Promise<SubjectExplanation> {
  return (await import('./subject-explain.js')).explainSubject(config, who, jd);
}
