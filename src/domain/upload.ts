/** Paths of uploads in the store: this prefix and the id that the service assigned. */
export const UPLOAD_PREFIX = 'upload:' as const;

export function isUpload(path: string): boolean {
  return path.startsWith(UPLOAD_PREFIX);
}

/** `upload:ID` -> ID. */
export function uploadId(path: string): string {
  return path.slice(UPLOAD_PREFIX.length);
}
