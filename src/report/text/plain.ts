const NAMED: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A name chosen by a stranger, such as a path, made safe for a terminal: no line breaks, colours or terminal commands.
 */
export function plain(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex -- these are what is replaced
    /[\u0000-\u001f\u007f-\u009f]/g,
    (c) => NAMED[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
