/**
 * Under another fingerprint the same bytes may give another CV. `READING-PROCESSING`: how bytes become text, and how text
 * becomes profile, passages and vectors, so that a CV whose text was processed again keeps the mark of how it was read.
 */
export function joinFingerprint(reading: string, processing: string): string {
  return `${reading}-${processing}`;
}

/** The fingerprint of a CV made under `old` whose stored text was processed again under `now`. */
export function reprocessed(old: string, now: string): string {
  const [reading, processing] = old.split('-');
  return processing === undefined ? now : joinFingerprint(reading!, now.split('-').at(-1)!);
}
