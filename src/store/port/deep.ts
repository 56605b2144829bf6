/** Something in a store that is not what it must be. */
export interface DeepFinding {
  /** Null: it belongs to no CV. */
  cvId: string | null;
  /** Which part, for people. */
  what: string;
}

/** What a CV's text is recognised by. */
export type TextIdentity = (text: string) => { textHash: string; signature: Uint8Array };
