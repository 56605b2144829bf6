/**
 * UTF-8 read as CP1252 whose last byte the font did not show: "Â" was a no-break space, "â€" a closing quotation mark.
 */
const LEFTOVERS = /Â(?=\s|$)|â€(?=\s|$)/gu;

/** A quick test; most CVs have none. */
export function hasLeftovers(text: string): boolean {
  return text.includes('Â') || text.includes('â€');
}

/** Removes remains of broken encodings that cannot be repaired, since one of their bytes is lost. */
export function withoutLeftovers(text: string): string {
  return text.replace(LEFTOVERS, (leftover) => (leftover === 'Â' ? '' : '”'));
}
