/**
 * A token of RTF 1.9.1: groups, control words with their number, bytes written as \'hh, raw text, and binary data,
 * which is skipped.
 */
export type RtfToken =
  | { kind: 'open' }
  | { kind: 'close' }
  | { kind: 'word'; word: string; value: number | null }
  | { kind: 'byte'; byte: number }
  | { kind: 'text'; text: string };

const WORD = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?/y;
const TEXT = /[^\\{}\r\n]+/y;

/** `source` is the file as Latin-1, one character per byte. */
export function* rtfTokens(source: string): Generator<RtfToken> {
  let at = 0;
  while (at < source.length) {
    const char = source[at]!;
    if (char === '{' || char === '}') {
      yield { kind: char === '{' ? 'open' : 'close' };
      at += 1;
    } else if (char === '\r' || char === '\n') {
      at += 1;
    } else if (char === '\\') {
      const step = yield* control(source, at);
      at += step;
    } else {
      TEXT.lastIndex = at;
      const text = TEXT.exec(source)![0];
      yield { kind: 'text', text };
      at += text.length;
    }
  }
}

function* control(source: string, at: number): Generator<RtfToken, number> {
  WORD.lastIndex = at;
  const match = WORD.exec(source);
  if (match === null) return yield* controlSymbol(source, at);
  const value = match[2] === undefined ? null : Number(match[2]);
  if (match[1] === 'bin') return match[0].length + Math.max(0, value ?? 0);
  yield { kind: 'word', word: match[1]!, value };
  return match[0].length;
}

function* controlSymbol(source: string, at: number): Generator<RtfToken, number> {
  const symbol = source[at + 1] ?? '';
  if (symbol === "'") {
    const byte = Number.parseInt(source.slice(at + 2, at + 4), 16);
    if (!Number.isNaN(byte)) yield { kind: 'byte', byte };
    return 4;
  }
  if (symbol === '\r' || symbol === '\n') yield { kind: 'word', word: 'par', value: null };
  else yield { kind: 'word', word: symbol, value: null };
  return 2;
}
