import type { Config } from '../config/config.js';
import type { SubjectExport } from './subject-export.js';
import type { RestrictionReport, RestrictionRequest } from './subject-restrict.js';

/** What the law gives a person whose CVs are held. As in index.ts, the modules behind it are loaded on first use. */
export type { RestrictionReport, RestrictionRequest, SubjectExport };

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
