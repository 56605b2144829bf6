import { Parser } from 'htmlparser2';
import type { HiddenText } from '../domain/index.js';
import { decodeText } from './encoding.js';
import { isoDay, type TextParts } from './reader.js';
import { TextBuilder } from './text-builder.js';

type Reason = HiddenText['reason'];
type Attributes = Record<string, string>;

const DROPPED = new Set(['script', 'style', 'noscript', 'template', 'head', 'svg', 'object', 'iframe', 'select', 'textarea', 'canvas', 'math', 'audio', 'video']);
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const BLOCKS = new Set(['address', 'article', 'aside', 'blockquote', 'body', 'caption', 'dd', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer', 'form', 'header', 'li', 'main', 'nav', 'p', 'pre', 'section', 'title']);
/** Set apart by a blank line. */
const APART = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'ul', 'ol', 'table', 'section', 'article', 'dl']);

/** HTML as a browser lays it out, in broad strokes: blocks, lists, tables, and without what a reader does not see. */
export function readHtml(bytes: Uint8Array, charset?: string): TextParts {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  const source = decodeText(bytes, charset ?? declared);
  const reader = new HtmlReader(source);
  const parser = new Parser(reader, { decodeEntities: true });
  parser.write(source);
  parser.end();
  const { out } = reader;
  const date = /<meta[^>]+(?:dcterms\.modified|last-modified|["']date)["'][^>]+content=["']([^"']+)/i.exec(source)?.[1];
  return { engine: 'html', text: out.finish(), hidden: out.hidden, links: out.links, documentDate: isoDay(date), warnings: [] };
}

class HtmlReader {
  readonly out = new TextBuilder();
  private readonly stack: { name: string; hidden: Reason | null; count: number | null }[] = [];
  private dropped = 0;
  private readonly rules: { selector: string; reason: Reason }[];
  /** With any background about, white letters may be a design; only on a plain page are they a trick. */
  private readonly plainPage: boolean;

  constructor(source: string) {
    this.rules = hidingRules(source);
    this.plainPage = !/background|bgcolor/i.test(source);
  }

  onopentag(name: string, attributes: Attributes): void {
    if (DROPPED.has(name)) this.dropped += 1;
    if (this.dropped > 0) return;
    if (name === 'a' && attributes['href'] !== undefined) this.out.link(attributes['href'].trim());
    this.openBlock(name);
    if (!VOID.has(name)) this.stack.push({ name, hidden: this.hidden ?? this.hiddenBecause(name, attributes), count: name === 'ol' ? 0 : null });
    if (name === 'li') this.out.text(this.listLabel());
  }

  onclosetag(name: string): void {
    if (DROPPED.has(name)) {
      this.dropped = Math.max(0, this.dropped - 1);
      return;
    }
    if (this.dropped > 0 || VOID.has(name)) return;
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
    const { hidden } = this;
    if (hidden !== null) {
      this.out.hide(hidden, data.replace(/\s+/g, ' '));
      return;
    }
    if (this.stack.some((e) => e.name === 'pre')) {
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

  private get hidden(): Reason | null {
    return this.stack.at(-1)?.hidden ?? null;
  }

  private hiddenBecause(name: string, attributes: Attributes): Reason | null {
    if (attributes['hidden'] !== undefined) return 'hidden_style';
    const inline = styleReason(attributes['style'] ?? '', this.plainPage);
    if (inline !== null) return inline;
    if (this.plainPage && name === 'font' && isWhite(attributes['color'] ?? '')) return 'white';
    const selectors = new Set([name, `#${attributes['id'] ?? ''}`, ...(attributes['class'] ?? '').split(/\s+/).map((c) => `.${c}`)]);
    return this.rules.find((rule) => selectors.has(rule.selector))?.reason ?? null;
  }
}

/** Rules for one class, id or element that hide it; what holds for print or small screens only does not count. */
function hidingRules(source: string): { selector: string; reason: Reason }[] {
  const sheets = [...source.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style/gi)].map((m) => m[1]!).join('\n').slice(0, 200_000);
  const everywhere = sheets.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  return [...everywhere.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selectors, body]) => {
    const reason = styleReason(body!, false);
    return reason === null ? [] : selectors!.split(',').map((s) => ({ selector: s.trim(), reason })).filter((rule) => /^[.#]?[\w-]+$/.test(rule.selector));
  });
}

function styleReason(style: string, plainPage: boolean): Reason | null {
  const css = style.toLowerCase().replace(/\s+/g, '');
  if (/(?:^|;)(?:display:none|visibility:hidden)/.test(css) || /(?:^|;)opacity:0(?:\.0+)?(?:!|;|$)/.test(css)) return 'hidden_style';
  if (/(?:^|;)font-size:(?:0|[01](?:\.\d+)?(?:px|pt)|0\.\d+(?:px|pt|em|rem))(?:!|;|$)/.test(css) && !/font-size:0\.[5-9]\d*r?em/.test(css)) return 'tiny';
  if (/(?:^|;)(?:text-indent|left|top|margin-left):-\d{4,}/.test(css)) return 'off_page';
  return plainPage && isWhite(/(?:^|;)color:([^;!]+)/.exec(css)?.[1] ?? '') ? 'white' : null;
}

function isWhite(color: string): boolean {
  return /^(?:#fff(?:fff)?|white|rgba?\(255,255,255(?:,[\d.]+)?\)|transparent)$/i.test(color.trim());
}
