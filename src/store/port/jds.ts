/** A JD as it is stored: one version of it, with the text that is matched. */
export interface StoredJd {
  /** The first 12 digits of the text's sha-256: the same text has the same id. */
  id: string;
  title: string | null;
  /** sha-256 of the text. */
  hash: string;
  /** The text was longer, and was cut. */
  truncated: boolean;
  /** Path or address that it came from; `-` and `api` name none. */
  source: string;
  /** ISO. */
  addedAt: string;
  text: string;
  /** 1 for the first text of a JD, counted up with each other one. */
  version: number;
}

export interface NewJd extends Omit<StoredJd, 'version'> {
  /**
   * Of which JD it is the text now, by the id of any version. When missing, that of the same source, if that names one;
   * null: a JD of its own.
   */
  of?: string | null;
}

/** Whether another text from this source is a version of the JD that came from there. */
export function namesPlace(source: string): boolean {
  return source !== '-' && source !== 'api';
}

/** Job descriptions: what is asked for now, and what was asked before. */
export interface Jds {
  /**
   * A text that is some JD's now is stored once: that JD is given, with the source and the time given here unless what it
   * has is newer. Another text is a version of the JD that it belongs to, or else a JD of its own.
   */
  add(jd: NewJd): Promise<StoredJd>;
  /** Each JD as it is now, by id. */
  list(): Promise<StoredJd[]>;
  /** By the id of any version, with the text that has this id. */
  get(id: string): Promise<StoredJd | null>;
  /** All of the JD that this is a version of, the first one first; empty where it is unknown. */
  versions(id: string): Promise<StoredJd[]>;
  /** Forgets the JD with all its versions, and what was made ahead for them. False where it is unknown. */
  remove(id: string): Promise<boolean>;
}
