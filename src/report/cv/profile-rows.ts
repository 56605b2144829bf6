import { fileOf } from '../text/file-name.js';
import type { Profile } from '../../domain/index.js';
import { csvRow } from '../text/csv.js';
import { plainJson } from '../text/plain.js';

export const EXPORT_FORMATS = ['jsonl', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What `export` knows about a CV besides its profile. */
export interface ExportedCv {
  cvId: string;
  candidateId: string;
  path: string;
  fileName: string | null;
  format: string;
  ingestedAt: string;
  profile: Profile;
}

const COLUMNS = [
  'cvId',
  'candidateId',
  'path',
  'ingestedAt',
  'name',
  'label',
  'email',
  'phone',
  'location',
  'yearsOfExperience',
  'position',
  'employer',
  'education',
  'skills',
  'languages',
  'findings',
] as const;

export const profileCsvHeader = csvRow(COLUMNS);

/** One line of JSON for a CV: ids and the whole profile with confidences and spans. */
export function profileJsonLine({
  cvId,
  candidateId,
  path,
  fileName,
  format,
  ingestedAt,
  profile,
}: ExportedCv): string {
  return plainJson({ cvId, candidateId, path, fileName, format, ingestedAt, ...profile });
}

/** One CSV row: the latest work entry and degree; lists are joined by semicolons. */
export function profileCsvRow({ cvId, candidateId, path, fileName, ingestedAt, profile }: ExportedCv): string {
  const { basics, work, education, skills, languages } = profile.resume;
  const place = basics.location;
  const values: Record<(typeof COLUMNS)[number], string | number | null | undefined> = {
    cvId,
    candidateId,
    path: fileOf({ path, fileName }),
    ingestedAt,
    name: basics.name,
    label: basics.label,
    email: basics.email,
    phone: basics.phone,
    location: place?.text ?? [place?.city, place?.region, place?.countryCode].filter(Boolean).join(', '),
    yearsOfExperience: profile.yearsOfExperience,
    position: work[0]?.position,
    employer: work[0]?.name,
    education: education
      .map((item) => [item.studyType, item.area, item.institution].filter(Boolean).join(', '))
      .join('; '),
    skills: [...new Set(skills.map((skill) => skill.term ?? skill.name))].join('; '),
    languages: languages.map((item) => item.language).join('; '),
    findings: profile.findings.map((finding) => finding.code).join('; '),
  };
  return csvRow(COLUMNS.map((column) => String(values[column] ?? '')));
}
