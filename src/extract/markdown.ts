import { decodeText } from './encoding.js';
import type { TextParts } from './reader.js';

/** Markdown (CommonMark and tables) as plain text without the markup. */
export function readMarkdown(bytes: Uint8Array): TextParts {
  const links: string[] = [];
  const hidden: TextParts['hidden'] = [];
  const source = decodeText(bytes).replace(/\r\n?/g, '\n');
  const visible = source.replace(/<!--([\s\S]*?)-->/g, (_, comment: string) => {
    if (comment.trim() !== '') hidden.push({ reason: 'hidden_style', page: 1, text: comment });
    return '';
  });
  const lines = visible.split('\n').flatMap((line) => readLine(line, links));
  return { engine: 'markdown', text: lines.join('\n'), hidden, links, documentDate: null, warnings: [] };
}

function readLine(line: string, links: string[]): string[] {
  if (/^\s*(?:```|~~~)/.test(line) || /^\s*(?:=+|\|?[\s:|-]*-{3,}[\s:|-]*)$/.test(line)) return [];
  const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
  if (heading !== null) return ['', inline(heading[2]!, links)];
  if (/^\s*(?:[-*_]\s*){3,}$/.test(line)) return [''];
  const cells = /^\s*\|(.+)\|\s*$/.exec(line);
  if (cells !== null)
    return [
      cells[1]!
        .split('|')
        .map((cell) => inline(cell.trim(), links))
        .join('\t'),
    ];
  return [inline(line.replace(/^\s*(?:>\s?)+/, '').replace(/^(\s*)[-*+]\s+(?=\S)/, '$1• '), links)];
}

function inline(text: string, links: string[]): string {
  const keep = (uri: string): void =>
    void (/^(?:https?|mailto|tel):/i.test(uri) && !links.includes(uri) && links.push(uri));
  return text
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(
      /\[([^\]]*)\]\(\s*<?([^\s)>]+)>?(?:\s+["'(][^)]*)?\)/g,
      (_, label: string, uri: string) => (keep(uri), label),
    )
    .replace(
      /<((?:https?:|mailto:)[^\s>]+|[^\s@<>]+@[^\s@<>]+)>/gi,
      (_, uri: string) => (keep(uri), uri.replace(/^mailto:/i, '')),
    )
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(
      /<\/?(?:b|i|em|strong|u|span|div|p|a|sub|sup|small|center|font|h[1-6]|ul|ol|li|img|hr|details|summary)\b[^>]*>/gi,
      '',
    )
    .replace(/(\*\*|__)(?=\S)(.+?\S?)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])/g, '$1')
    .replace(/(?<![\w_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])/g, '$1')
    .replace(/~~(.+?)~~/g, '$1')
    .replace(/`+([^`\n]+)`+/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!|~>-])/g, '$1');
}
