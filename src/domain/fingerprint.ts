/**
 * Joins two fingerprints as `READING-PROCESSING`: how bytes become text, and how text becomes profile, passages and
 * vectors. Under another fingerprint the same bytes may give another CV. A CV whose stored text was processed again
 * keeps its reading part.
 */
export function joinFingerprint(reading: string, processing: string): string {
  return `${reading}-${processing}`;
}

/** The fingerprint of a CV read under `old` whose stored text was processed again under `now`. */
export function reprocessed(old: string, now: string): string {
  const [reading, processing] = old.split('-');
  return processing === undefined ? now : joinFingerprint(reading!, now.split('-').at(-1)!);
}
