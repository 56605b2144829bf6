import type { Config } from '../config/config.js';
import type { SignedCertificate } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { certificatesPage } from '../govern/certificates.js';
import { withWorkspace } from '../open.js';
import type { CertificateQuery } from '../store/port/index.js';

export interface CertificateList {
  certificates: SignedCertificate[];
  /** What `after` is for those that follow; null: there are no more. */
  next: string | null;
  /** Removals that have not ended yet, and so have no certificate. */
  pending: number;
}

/** Certificates of removals that have ended, the newest first. */
export async function listCertificates(config: Config, query: CertificateQuery): Promise<CertificateList> {
  return withWorkspace(config, {}, async ({ store: { erasures, audit } }) => {
    const { certificates, next } = await certificatesPage(erasures, query);
    await audit.note([{ action: 'audit', detail: 'erasures list', count: certificates.length }]);
    return { certificates, next, pending: (await erasures.pending()).length };
  });
}

/** @throws CvmatchError `not_found`. */
export async function showCertificate(config: Config, id: string): Promise<SignedCertificate> {
  return withWorkspace(config, {}, async ({ store: { erasures, audit } }) => {
    const found = await erasures.certificate(id);
    if (found === null)
      throw noCertificate(
        id,
        (await erasures.pending()).some((one) => one.id === id),
      );
    await audit.note([{ action: 'audit', detail: 'erasures show' }]);
    return found;
  });
}

/** `pending`: the removal is known, but has not ended. */
function noCertificate(id: string, pending: boolean): CvmatchError {
  return new CvmatchError(
    'not_found',
    `there is no certificate ${id}${pending ? ': this removal has not ended' : ''}`,
    {
      hint: pending ? '`cvmatch status` says what it waits for.' : '`cvmatch erasures list` shows those there are.',
    },
  );
}
