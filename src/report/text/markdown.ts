import { plain } from './plain.js';

/** What Markdown renderers turn into a link or a mention without any markup: addresses and `@name`. */
const LINKED = /[^\s`]*(?::\/\/|www\.|@)[^\s`]+/gi;

/** A stranger's text, made safe for a line or a table of GitHub-flavoured Markdown: no markup, no links, no HTML. */
export function markdownText(text: string): string {
  const line = plain(text.replace(/\s+/g, ' '));
  let out = '';
  let end = 0;
  for (const { 0: linked, index } of line.matchAll(LINKED)) {
    out += `${escaped(line.slice(end, index))}\`${linked.replaceAll('|', '\\|')}\``;
    end = index + linked.length;
  }
  return out + escaped(line.slice(end));
}

function escaped(text: string): string {
  return text.replace(/[\\|*_`~<>[\]#]|&(?=#?\w+;)/g, '\\$&');
}
