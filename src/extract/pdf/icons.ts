import { memoize } from '../../domain/index.js';

const ICON_FONT = /awesome|icon|glyphicon|fontello|feather|material|entypo|marvosym|octicons/i;
const BULLET_FONT = /wingdings|webdings|zapfdingbats/i;
/**
 * Fonts with this name also contain Greek letters and signs: only their dot, and characters that are no letters, are
 * bullets.
 */
const SYMBOL_FONT = /symbolmt/i;
const SYMBOL_BULLET = /^\s*[\u00b7\u2022\p{Co}]/u;

/** What the characters of a font stand for, by its name. */
const kindOf = memoize((font): 'icons' | 'bullets' | 'symbols' | 'text' => {
  if (ICON_FONT.test(font)) return 'icons';
  if (BULLET_FONT.test(font)) return 'bullets';
  return SYMBOL_FONT.test(font) ? 'symbols' : 'text';
});

/**
 * Icon fonts decode to odd letters ("/" for a telephone): their symbols are dropped, or become a bullet where they
 * serve as one.
 */
export function withoutIcon(text: string, font: string): string {
  if (text.trim().length > 2) return text;
  const kind = kindOf(font);
  if (kind === 'icons') return '';
  return kind === 'bullets' || (kind === 'symbols' && SYMBOL_BULLET.test(text)) ? '•' : text;
}
