import type { HiddenText } from '../../../domain/index.js';

/** Less than three letters or digits in a row of hidden runs (a page number off the page, a bullet) deceive nobody. */
const TELLS = /(?:[\p{L}\p{N}][^\p{L}\p{N}]*){3}/u;

/**
 * Hidden text but for what deceives nobody: signs, and lines that a page break cut off, which stand whole on the page
 * before or after.
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

/** Spaces aside, which two readings of a line may have in other places. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}
