/** What is known of where a CV came from. */
export interface FileOfCv {
  cvId: string | null;
  /** Absolute, or `upload:ID`. */
  path: string;
  /** As it was called where it was uploaded from; null for a file on the disk. */
  fileName: string | null;
}

/** A file for people: the name it was uploaded under, or its path. Beside an id, which tells equal names apart. */
export function fileOf({ path, fileName }: Pick<FileOfCv, 'path' | 'fileName'>): string {
  return fileName ?? path;
}

/** The same where no id stands beside it: two uploads of the same name have different CvIds. */
export function distinctFile({ cvId, path, fileName }: FileOfCv): string {
  return fileName === null ? path : `${fileName} (${(cvId ?? path).slice(0, 12)})`;
}

/** Of a CV without a name, instead of that: the last part of its path, or its name as uploaded. */
export function shortFile(file: FileOfCv): string {
  return file.fileName === null ? file.path.split(/[/\\]/).at(-1)! : distinctFile(file);
}
