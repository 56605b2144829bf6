import type { CvId, ExtractedDocument, ProcessedCv, ProfileOverride } from '../../domain/index.js';

export interface StoredModel {
  id: string;
  dimensions: number;
  fingerprint: string;
}

/** The model of the stored vectors, and how vectors are replaced by those of another model while searches continue. */
export interface ModelRepository {
  current(): Promise<StoredModel | null>;
  /**
   * Makes `model` the store's model if it contains no CV. @throws CvmatchError `model_mismatch` if it has vectors of
   * another.
   */
  adopt(model: StoredModel): Promise<void>;
  /** Starts or continues a reindex; returns the number of CVs that must be embedded again. */
  beginGeneration(model: StoredModel, fingerprint: string): Promise<number>;
  /** CVs still to be embedded, oldest first, with the day that "present" means in their profile. */
  nextOfGeneration(
    limit: number,
  ): Promise<{ cvId: CvId; document: ExtractedDocument; asOf: string; overrides: ProfileOverride[] }[]>;
  /** A CV that has other corrections by now is left out, and comes again. */
  writeGeneration(rows: { cvId: CvId; processed: ProcessedCv }[]): Promise<void>;
  /**
   * Replaces the old vectors by the new ones in one transaction. Returns false if CVs were added in the meantime; then
   * continue. True, with nothing to do, where another process has finished it.
   */
  finishGeneration(): Promise<boolean>;
}
