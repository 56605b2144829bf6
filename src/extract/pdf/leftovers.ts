/** UTF-8 read as CP1252 whose last byte the font did not show: "Â" was a no-break space, "â€" a closing quotation mark. */
const LEFTOVERS = /Â(?=\s|$)|â€(?=\s|$)/gu;

/** Whether there may be any: in most CVs there is none. */
export function hasLeftovers(text: string): boolean {
  return text.includes('Â') || text.includes('â€');
}

/** Text without what the repair of encodings cannot know, since a byte of it is gone. */
export function withoutLeftovers(text: string): string {
  return text.replace(LEFTOVERS, (leftover) => (leftover === 'Â' ? '' : '”'));
}
