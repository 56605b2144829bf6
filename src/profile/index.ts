import type { ExtractedDocument, Profile } from '../domain/index.js';
import type { Vocabulary } from './port.js';

export type { TermHit, Vocabulary } from './port.js';

/** Raised with every change that makes the same document give another profile: part of the fingerprint. */
export const PROFILE_VERSION = 1;

export interface ProfileOptions {
  /** `YYYY-MM-DD`: what "present" counts to; the document's own date where it has one and none is given. */
  asOf?: string;
  vocabulary: Vocabulary;
}

/** Text with layout -> profile. Pure; never throws for odd text; invents nothing. */
export function parseProfile(document: ExtractedDocument, options: ProfileOptions): Profile {
  return {
    resume: { basics: { profiles: [] }, work: [], volunteer: [], education: [], skills: [], languages: [], certificates: [], projects: [], publications: [], references: [] },
    fields: {},
    sections: [{ kind: 'other', heading: '', start: 0, end: document.text.length }],
    findings: [],
    yearsOfExperience: null,
    asOf: options.asOf ?? document.documentDate ?? '1970-01-01',
    language: null,
  };
}
