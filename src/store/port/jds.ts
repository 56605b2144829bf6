/** One version of a stored JD, with the text that is matched. */
export interface StoredJd {
  /** The first 12 digits of the text's sha-256, so the same text has the same id. */
  id: string;
  title: string | null;
  /** sha-256 of the text. */
  hash: string;
  /** The text was longer and has been cut. */
  truncated: boolean;
  /** Path or address that it came from; `-` and `api` name none. */
  source: string;
  /** ISO. */
  addedAt: string;
  text: string;
  /** 1 for the first text of a JD, one more for each further text. */
  version: number;
}

export interface NewJd extends Omit<StoredJd, 'version'> {
  /** The API key that adds it; default and null: this machine. */
  keyId?: string | null;
  /**
   * Id of any version of the JD whose new text this is. Default: the JD from the same source, if the source names a
   * place. Null: a JD of its own.
   */
  of?: string | null;
}

/** Whether a new text from this source is a version of the JD that came from there. */
export function namesPlace(source: string): boolean {
  return source !== '-' && source !== 'api';
}

/** Job descriptions: their current and earlier texts. */
export interface Jds {
  /**
   * Stores a JD for its sender. A text that is some JD's current one is stored once: that JD is returned, with source
   * and time replaced unless its own are newer; a source that names no place never replaces one that does. Any other
   * text becomes a version of the JD it belongs to, or a JD of its own.
   */
  add(jd: NewJd): Promise<StoredJd>;
  /** The current version of each JD, by id. */
  list(): Promise<StoredJd[]>;
  /** The version with this id. */
  get(id: string): Promise<StoredJd | null>;
  /** All versions of the JD that this one belongs to, oldest first; empty if the id is unknown. */
  versions(id: string): Promise<StoredJd[]>;
  /**
   * Removes the JD with all versions, everything computed in advance for them, and cached rankings. False if it is unknown.
   * `erasure`: as in `Cvs.remove`.
   */
  remove(id: string, erasure?: string): Promise<boolean>;
  /**
   * Removes the JD for one API key. If others added it too, it stays for them (`kept`); if this key never added it, nothing
   * changes (`foreign`).
   */
  release(id: string, keyId: string, erasure?: string): Promise<'removed' | 'kept' | 'foreign' | 'unknown'>;
}
