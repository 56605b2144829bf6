const NO_BREAK = '\u00a0';
/** Zero-width marks, which only one of the two readings keeps. */
const ZERO_WIDTH = /\u200b|\u200c|\u200d|\u2060|\ufeff/g;

/**
 * Gives items back the spaces that the same engine's plain text has. Both hold the same characters, so an item is found
 * in the plain text by its characters without white space; an item that is not found there stays as it is.
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
 * A space wherever one of the two has one; both hold the same other characters in the same order. A no-break space stays
 * one: behind a stray letter it tells the repair of encodings what happened.
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

/** What `\s` matches, for the characters that PDFs have. */
function isSpace(code: number): boolean {
  return code <= 32
    ? code === 32 || (code >= 9 && code <= 13)
    : code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x3000 || code === 0xfeff;
}
