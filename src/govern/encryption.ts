import { CvmatchError } from '../errors.js';

/** What is encrypted of one tenant's data. */
export interface TenantEncryption {
  /** Id of the key under which new data is sealed; null: it is kept as it is. */
  readonly keyId: string | null;
  /** Whether everything is as new data is; asked before a change, it says whether there is anything to do. */
  readonly complete: boolean;
  /**
   * Writes everything again as new data is kept. May be stopped at any moment and called again; nobody else may have the
   * store open. `onProgress`: CVs of all.
   */
  reseal(onProgress: (done: number, total: number) => void): Promise<ResealedData>;
}

export interface ResealedData {
  cvs: number;
  /** Uploads and originals. */
  files: number;
}

/**
 * A store of which a part is sealed in one way and a part in another must not be worked with: its index would miss
 * words, and a plain part would look encrypted. @throws CvmatchError `store_locked`.
 */
export function requireComplete(wanted: string | null, sealedWith: string | null): void {
  if (wanted === sealedWith) return;
  const verb = wanted === null ? 'off' : 'on';
  throw new CvmatchError('store_locked', 'a change of the encryption of this store is not complete', {
    hint: `Run \`cvmatch encryption ${verb}\`: it goes on where it was stopped.`,
  });
}
