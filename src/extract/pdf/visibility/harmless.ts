import type { HiddenText } from '../../../domain/index.js';

/**
 * At least three letters or digits. Fewer in a sequence of hidden runs (a page number off the page, a bullet) deceive
 * nobody.
 */
const TELLS = /(?:[\p{L}\p{N}][^\p{L}\p{N}]*){3}/u;

/**
 * Hidden text without what deceives nobody: signs, and lines cut off by a page break that are complete on a
 * neighbouring page.
 */
export function withoutHarmless(hidden: readonly HiddenText[], items: readonly { text: string }[]): HiddenText[] {
  let seen: string | null = null;
  return hidden.filter(({ reason, text }) => {
    if (!TELLS.test(text)) return false;
    if (reason !== 'clipped' && reason !== 'off_page') return true;
    seen ??= lettersOf(items.map((item) => item.text).join(' '));
    return !seen.includes(lettersOf(text));
  });
}

/** Letters without spaces, which two readings of a line may place differently. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}
