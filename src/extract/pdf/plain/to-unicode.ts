import { NotPlain } from './not-plain.js';

const PAIR = /<([\da-fA-F\s]+)>\s*<([\da-fA-F\s]*)>/g;
const RANGE = /<([\da-fA-F\s]+)>\s*<([\da-fA-F\s]+)>\s*(?:<([\da-fA-F\s]*)>|\[([^\]]*)\])/g;
/** Codes have at most two bytes. */
const MAX_CODES = 0x10000;

/** A font's ToUnicode map: the text of each code. */
export function readToUnicode(data: Uint8Array): Map<number, string> {
  const source = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1');
  if (source.includes('usecmap')) throw new NotPlain();
  const letters = new Map<number, string>();
  for (const body of blocksOf(source, 'bfchar'))
    for (const [, code, text] of body.matchAll(PAIR)) letters.set(Number.parseInt(code!, 16), textOf(text!));
  let codes = 0;
  for (const body of blocksOf(source, 'bfrange')) {
    for (const [, from, to, start, list] of body.matchAll(RANGE)) {
      const [first, last] = [Number.parseInt(from!, 16), Number.parseInt(to!, 16)];
      codes += last - first + 1;
      if (codes > MAX_CODES) throw new NotPlain();
      addRange(letters, first, last, start, list);
    }
  }
  return letters;
}

function blocksOf(source: string, kind: string): string[] {
  return source
    .split(`begin${kind}`)
    .slice(1)
    .map((block) => {
      const end = block.indexOf(`end${kind}`);
      if (end < 0) throw new NotPlain();
      return block.slice(0, end);
    });
}

function addRange(
  letters: Map<number, string>,
  first: number,
  last: number,
  start: string | undefined,
  list: string | undefined,
): void {
  if (list !== undefined) {
    [...list.matchAll(/<([\da-fA-F\s]*)>/g)]
      .slice(0, last - first + 1)
      .forEach(([, text], i) => letters.set(first + i, textOf(text!)));
    return;
  }
  const text = textOf(start!);
  const head = text.slice(0, -1);
  for (let code = first; code <= last; code++)
    letters.set(code, head + String.fromCharCode(text.charCodeAt(text.length - 1) + code - first));
}

/** UTF-16, big-endian. */
function textOf(hex: string): string {
  const digits = hex.replace(/\s/g, '');
  let text = '';
  for (let i = 0; i < digits.length; i += 4) text += String.fromCharCode(Number.parseInt(digits.slice(i, i + 4), 16));
  return text;
}
