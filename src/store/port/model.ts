import type { CvId, ExtractedDocument, ProcessedCv } from '../../domain/index.js';

export interface StoredModel {
  id: string;
  dimensions: number;
  fingerprint: string;
}

/** Which model the vectors are of, and how they are exchanged for those of another while searches go on. */
export interface ModelRepository {
  current(): Promise<StoredModel | null>;
  /** Makes `model` the store's where it holds no CV. @throws CvmatchError `model_mismatch` where it holds vectors of another. */
  adopt(model: StoredModel): Promise<void>;
  /** Starts, or goes on with, an exchange; returns how many CVs are to be embedded again. */
  beginGeneration(model: StoredModel, fingerprint: string): Promise<number>;
  /** CVs still to be embedded again, oldest first, with what "present" counted to in their profile. */
  nextOfGeneration(limit: number): Promise<{ cvId: CvId; document: ExtractedDocument; asOf: string }[]>;
  writeGeneration(rows: { cvId: CvId; processed: ProcessedCv }[]): Promise<void>;
  /** One transaction: the new vectors take the place of the old. Returns false when CVs came in meanwhile: go on. */
  finishGeneration(): Promise<boolean>;
}
