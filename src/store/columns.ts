import type { ProcessedCv } from '../domain/index.js';
import { identityOf } from './identity.js';

/** Columns of a CV that follow from its content, by name and in the order in which every store writes them. */
export interface CvColumns {
  name: string | null;
  label: string | null;
  years: number | null;
  country: string | null;
  language: string | null;
  format: string;
  engine: string;
  passages: number;
  fingerprint: string;
  text_hash: string;
  signature: Uint8Array;
  who_email: string | null;
  who_phone: string | null;
}

export function columnsOf(cv: ProcessedCv, fingerprint: string): CvColumns {
  const { basics } = cv.profile.resume;
  const who = identityOf(cv.profile);
  return {
    name: basics.name ?? null,
    label: basics.label ?? null,
    years: cv.profile.yearsOfExperience,
    country: basics.location?.countryCode ?? null,
    language: cv.profile.language,
    format: cv.document.format,
    engine: cv.document.engine,
    passages: cv.passages.length,
    fingerprint,
    text_hash: cv.textHash,
    signature: cv.signature,
    who_email: who.email,
    who_phone: who.phone,
  };
}
