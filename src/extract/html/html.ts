import { Parser } from 'htmlparser2';
import { VOID_ELEMENTS } from '../../domain/index.js';
import { decodeText } from '../encoding.js';
import { PAGE, PageLooks, type Look } from './looks.js';
import { isoDay, type TextParts } from '../reader.js';
import { TextBuilder } from '../text-builder.js';

type Attributes = Record<string, string>;

const DROPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'svg',
  'object',
  'iframe',
  'select',
  'textarea',
  'canvas',
  'math',
  'audio',
  'video',
]);
const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'caption',
  'dd',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'header',
  'li',
  'main',
  'nav',
  'p',
  'pre',
  'section',
  'title',
]);
/** Elements set apart by a blank line. */
const APART = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'ul', 'ol', 'table', 'section', 'article', 'dl']);

/** HTML roughly as a browser shows it: blocks, lists and tables, without what a reader does not see. */
export function readHtml(bytes: Uint8Array, charset?: string): TextParts {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  const source = decodeText(bytes, charset ?? declared);
  const reader = new HtmlReader(source);
  const parser = new Parser(reader, { decodeEntities: true });
  parser.write(source);
  parser.end();
  const { out } = reader;
  const date = /<meta[^<>]+(?:dcterms\.modified|last-modified|["']date)["'][^<>]+content=["']([^"']+)/i.exec(
    source,
  )?.[1];
  return {
    engine: 'html',
    text: out.finish(),
    hidden: out.hidden,
    ...(out.unchecked.length === 0 ? {} : { unchecked: out.unchecked }),
    links: out.links,
    documentDate: isoDay(date),
    warnings: [],
  };
}

class HtmlReader {
  readonly out = new TextBuilder();
  private readonly stack: (Look & { count: number | null; pre: boolean })[] = [];
  private dropped = 0;
  private readonly looks: PageLooks;

  constructor(source: string) {
    this.looks = new PageLooks(source);
  }

  onopentag(name: string, attributes: Attributes): void {
    if (DROPPED.has(name)) this.dropped += 1;
    if (this.dropped > 0) return;
    if (name === 'a' && attributes['href'] !== undefined) this.out.link(attributes['href'].trim());
    this.openBlock(name);
    if (!VOID_ELEMENTS.has(name))
      this.stack.push({
        ...this.looks.lookOf(name, attributes, this.stack),
        count: name === 'ol' ? 0 : null,
        pre: name === 'pre' || this.stack.at(-1)?.pre === true,
      });
    if (name === 'li') this.out.text(this.listLabel());
  }

  onclosetag(name: string): void {
    if (DROPPED.has(name)) {
      this.dropped = Math.max(0, this.dropped - 1);
      return;
    }
    if (this.dropped > 0 || VOID_ELEMENTS.has(name)) return;
    const at = this.stack.findLastIndex((e) => e.name === name);
    if (at >= 0) this.stack.length = at;
    if (name === 'table') this.out.closeTable();
    else if (name === 'td' || name === 'th') this.out.closeCell();
    else if (name === 'tr') this.out.closeRow();
    else if (APART.has(name)) this.out.blankLine();
    else if (BLOCKS.has(name)) this.out.endOpenLine();
  }

  ontext(data: string): void {
    if (this.dropped > 0) return;
    const sight = this.looks.sightOf(this.stack.at(-1) ?? PAGE);
    if (sight !== null && 'hidden' in sight) {
      this.out.hide(sight.hidden, data.replace(/\s+/g, ' '));
      return;
    }
    if (sight !== null && data.trim() !== '') this.out.doubt(sight.doubt);
    if (this.stack.at(-1)?.pre === true) {
      this.writeLines(data);
      return;
    }
    const collapsed = data.replace(/[ \t\r\n\f]+/g, ' ');
    this.out.text(this.out.lineIsEmpty ? collapsed.trimStart() : collapsed);
  }

  private writeLines(data: string): void {
    data.split(/\r\n?|\n/).forEach((line, i) => {
      if (i > 0) this.out.endLine();
      this.out.text(line);
    });
  }

  private openBlock(name: string): void {
    if (name === 'br') this.out.endLine();
    else if (name === 'table') this.out.openTable();
    else if (name === 'tr') this.out.openRow();
    else if (name === 'td' || name === 'th') this.out.openCell();
    else if (APART.has(name)) this.out.blankLine();
    else if (BLOCKS.has(name)) this.out.endOpenLine();
  }

  private listLabel(): string {
    const list = this.stack.findLast((e) => e.name === 'ol' || e.name === 'ul');
    if (list?.count === null || list === undefined) return '• ';
    list.count += 1;
    return `${list.count}. `;
  }
}
