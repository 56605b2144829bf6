import { Parser } from 'htmlparser2';
import { VOID_ELEMENTS } from '../../../domain/index.js';

/** Elements that surround an advert or are never shown. */
const DROPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'svg',
  'iframe',
  'select',
  'button',
  'form',
  'nav',
  'footer',
  'aside',
  'dialog',
  'canvas',
  'object',
  'video',
  'audio',
]);

const AROUND =
  /(?:^|[\s_-])(?:similar|related|recommended|recommendations|cookie|cookies|consent|breadcrumbs?|sidebar|navbar|navigation|menu|footer|share|social|newsletter|promo|advert|skip-link|more-jobs|other-jobs)(?:$|[\s_-])/i;

const BLOCKS = new Set([
  'p',
  'div',
  'section',
  'article',
  'main',
  'header',
  'li',
  'ul',
  'ol',
  'dl',
  'dt',
  'dd',
  'tr',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'br',
  'hr',
  'blockquote',
  'address',
  'pre',
  'figure',
  'figcaption',
  'body',
]);

interface Page {
  h1: string[];
  lines: string[];
  /** JSON-LD from its scripts. */
  data: string[];
}

export function readPage(source: string): Page {
  const reader = new PageReader();
  const parser = new Parser(reader, { decodeEntities: true });
  parser.write(source);
  parser.end();
  const { all, main, h1, data } = reader;
  return { h1, data, lines: main.some((line) => line.trim() !== '') ? main : all };
}

function isHidden(attributes: Record<string, string>): boolean {
  return (
    attributes['hidden'] !== undefined ||
    attributes['aria-hidden'] === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes['style'] ?? '')
  );
}

/** The text lines of a fragment of HTML, as JobPostings contain it. */
export function htmlText(source: string): string {
  return /<[a-z!/]/i.test(source)
    ? readPage(source)
        .lines.join('\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim()
    : source;
}

class PageReader {
  readonly all: string[] = [];
  readonly main: string[] = [];
  readonly h1: string[] = [];
  readonly data: string[] = [];
  private readonly stack: { name: string; dropped: boolean; main: boolean; header: boolean }[] = [];
  private line = '';
  private mark = '';
  private json: string | null = null;

  onopentag(name: string, attributes: Record<string, string>): void {
    if (name === 'script' && /ld\+json/i.test(attributes['type'] ?? '')) this.json = '';
    if (BLOCKS.has(name)) this.endLine();
    if (VOID_ELEMENTS.has(name)) return;
    const top = this.stack.at(-1);
    const dropped =
      top?.dropped === true ||
      DROPPED.has(name) ||
      isHidden(attributes) ||
      AROUND.test(`${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`) ||
      attributes['role'] === 'navigation';
    if (!dropped && name === 'li') this.mark = '- ';
    else if (!dropped && /^h[1-6]$/.test(name)) this.mark = '# ';
    this.stack.push({
      name,
      dropped,
      main: top?.main === true || name === 'main' || attributes['role'] === 'main',
      header: top?.header === true || (name === 'header' && top?.main !== true),
    });
  }

  ontext(text: string): void {
    if (this.json !== null) this.json += text;
    else if (this.stack.at(-1)?.dropped !== true) this.line += text.replace(/\s+/g, ' ');
  }

  onclosetag(name: string): void {
    if (VOID_ELEMENTS.has(name)) return;
    if (name === 'script' && this.json !== null) {
      this.data.push(this.json);
      this.json = null;
    }
    if (BLOCKS.has(name)) this.endLine();
    if (name === 'td' || name === 'th') this.line += ' \t ';
    const at = this.stack.findLastIndex((one) => one.name === name);
    if (at >= 0) this.stack.length = at;
    if (/^h[1-6]$|^(?:p|ul|ol|section|table|div)$/.test(name)) this.put('');
  }

  /** A page's header is about the site; only the `h1` in it is about the advert. */
  private endLine(): void {
    const text = this.line.replace(/[^\S\t]+/g, ' ').trim();
    this.line = '';
    if (text === '') return;
    const heading = this.stack.some(({ name }) => name === 'h1');
    if (heading) this.h1.push(text);
    else if (this.stack.at(-1)?.header !== true) this.put(`${this.mark}${text}`);
    this.mark = '';
  }

  private put(line: string): void {
    if (this.stack.at(-1)?.header === true) return;
    this.all.push(line);
    if (this.stack.at(-1)?.main === true) this.main.push(line);
  }
}
