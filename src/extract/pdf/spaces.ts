const NO_BREAK = '\u00a0';
/** Zero-width marks, which only one of the two readings keeps. */
const ZERO_WIDTH = /\u200b|\u200c|\u200d|\u2060|\ufeff/g;

/**
 * Restores in items the spaces that the engine's plain text has. Both have the same characters, so an item is located
 * in the plain text by its characters other than white space; an item that is not found stays as it is.
 */
export function restoreSpaces(items: readonly string[], plainText: string): string[] {
  const plain = plainText.replace(ZERO_WIDTH, '');
  const { bare, offsets } = withoutSpaces(plain);
  let cursor = 0;
  return items.map((raw) => {
    const item = raw.replace(ZERO_WIDTH, '');
    const key = item.replace(/\s+/g, '');
    if (key.length < 3) return item;
    let at = bare.indexOf(key, cursor);
    if (at < 0) at = bare.indexOf(key);
    if (at < 0) return item;
    cursor = at + key.length;
    return mergeSpaces(item, plain.slice(offsets[at], offsets[cursor - 1]! + 1));
  });
}

function withoutSpaces(text: string): { bare: string; offsets: number[] } {
  const offsets: number[] = [];
  for (let i = 0; i < text.length; i++) if (!isSpace(text.charCodeAt(i))) offsets.push(i);
  return { bare: text.replace(/\s+/g, ''), offsets };
}

/**
 * Merges two texts that differ only in spaces: a space wherever either has one. A no-break space is kept, since after a
 * stray letter it tells the repair of encodings what happened.
 */
function mergeSpaces(a: string, b: string): string {
  let merged = '';
  let i = 0;
  let j = 0;
  while (i < a.length) {
    const spaceA = isSpace(a.charCodeAt(i));
    const spaceB = j < b.length && isSpace(b.charCodeAt(j));
    if (!spaceA && !spaceB) merged += a[i];
    else if (!isSpace(merged.charCodeAt(merged.length - 1)))
      merged += a[i] === NO_BREAK || b[j] === NO_BREAK ? NO_BREAK : ' ';
    if (spaceA || !spaceB) i++;
    if (spaceB || !spaceA) j++;
  }
  return merged;
}

/** Whether `\s` matches, for the characters that occur in PDFs. */
function isSpace(code: number): boolean {
  return code <= 32
    ? code === 32 || (code >= 9 && code <= 13)
    : code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x3000 || code === 0xfeff;
}
