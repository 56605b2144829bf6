import { diskUploads, uploadFile } from '../disk.js';
import type { Originals, Uploads } from '../port.js';
import { diskOriginals } from './originals.js';

/** Uploads and originals of one tenant on disk, each in a folder; both folders must be on one file system. */
export function diskFiles(uploads: string, originals: string): { uploads: Uploads; originals: Originals } {
  return { uploads: diskUploads(uploads), originals: diskOriginals(originals, (one) => uploadFile(uploads, one)) };
}
