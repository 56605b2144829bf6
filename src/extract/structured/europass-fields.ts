import { Parser } from 'htmlparser2';
import type { Json } from './json-resume.js';

/** The median, in the order A1 to C2, of the levels of listening, reading, speaking and writing. */
export function middle(levels: readonly string[]): string | undefined {
  return [...levels].sort()[Math.floor((levels.length - 1) / 2)];
}

/** The English name of `de`, `deu` or `ger`; anything that is no code is returned as a name. */
export function languageName(code: string | undefined): string | undefined {
  if (code === undefined || !/^[a-z]{2,3}$/i.test(code)) return code;
  return new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(code.toLowerCase()) ?? code;
}

export function joined(parts: readonly (string | undefined)[], glue: string): string | undefined {
  const told = parts.filter((part) => part !== undefined && part !== '');
  return told.length === 0 ? undefined : told.join(glue);
}

/** The tasks of a post: items of a list, else paragraphs. */
export function tasks(html: string | undefined): Json {
  return { highlights: linesOf(html) };
}

/** The skills in a field: its lines, split at commas where they are short. */
export const listed = (html: string | undefined): string[] =>
  linesOf(html)
    .flatMap((line) => (line.length < 120 ? line.split(/[,;]\s+/u) : [line]))
    .map((one) => one.replace(/[.\s]+$/u, ''))
    .filter((one) => one !== '');

const BLOCK = /^(?:p|li|br|div|ul|ol|h\d|tr)$/;

/** Paragraphs and items of a field in HTML, as plain text. */
export function linesOf(html: string | undefined): string[] {
  if (html === undefined) return [];
  let text = '';
  const parser = new Parser({
    onopentagname: (name) => {
      if (BLOCK.test(name)) text += '\n';
    },
    onclosetag: (name) => {
      if (BLOCK.test(name)) text += '\n';
    },
    ontext: (data) => {
      text += data;
    },
  });
  parser.write(html);
  parser.end();
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/\s+/gu, ' ')
        .replace(/^[-–•*·]\s+/u, '')
        .trim(),
    )
    .filter((line) => line !== '');
}
