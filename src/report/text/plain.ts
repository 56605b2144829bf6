/**
 * Characters that a terminal obeys instead of showing: control characters (C0, DEL, C1), those that change the direction
 * of writing, and line and paragraph separators.
 */
// eslint-disable-next-line no-control-regex -- these are what is replaced
const OBEYED = /[\u0000-\u001f\u007f-\u009f\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;
const NAMED: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text chosen by a stranger, such as a title or a path, made safe for one line of a terminal or a table: no line breaks,
 * colours or terminal commands.
 */
export function plain(text: string): string {
  return text.replace(OBEYED, shown);
}

/**
 * The same for text of several lines: line ends and tabs stay. JSON keeps its meaning, because JSON.stringify has already
 * escaped what is below U+0020, and `\u` followed by four digits is an escape in JSON too.
 */
export function plainLines(text: string): string {
  return text.replace(OBEYED, (c, at: number) =>
    c === '\n' || c === '\t' || (c === '\r' && text[at + 1] === '\n') ? c : shown(c),
  );
}

/** JSON without characters that a terminal obeys. */
export function plainJson(value: unknown): string {
  return plainLines(JSON.stringify(value));
}

function shown(c: string): string {
  const code = c.charCodeAt(0);
  return NAMED[c] ?? (code < 0x20 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
