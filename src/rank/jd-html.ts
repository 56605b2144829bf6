import { Parser } from 'htmlparser2';
import { titleScore } from './jd-title.js';
import { jobPostingIn, postingText, type JobPosting } from './jd-posting.js';

/** What a page shows around an advert, and what it does not show at all. */
const DROPPED = new Set(['script', 'style', 'noscript', 'template', 'head', 'svg', 'iframe', 'select', 'button', 'form', 'nav', 'footer', 'aside', 'dialog', 'canvas', 'object', 'video', 'audio']);
const AROUND = /(?:^|[\s_-])(?:similar|related|recommended|recommendations|cookie|cookies|consent|breadcrumbs?|sidebar|navbar|navigation|menu|footer|share|social|newsletter|promo|advert|skip-link|more-jobs|other-jobs)(?:$|[\s_-])/i;
const BLOCKS = new Set(['p', 'div', 'section', 'article', 'main', 'header', 'li', 'ul', 'ol', 'dl', 'dt', 'dd', 'tr', 'table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'br', 'hr', 'blockquote', 'address', 'pre', 'figure', 'figcaption', 'body']);
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
/** Less text than this beside its JobPosting is a page that a script fills. */
const FEW = 200;

/** Looks like a page, whatever its name is. */
export function isHtml(text: string): boolean {
  return /^\s*</.test(text) && /<(?:!doctype html|html|head|body|main|article|section|div|h[1-6]|p|ul|ol|li|br|span|script)\b/i.test(text.slice(0, 4096));
}

/** A page with an advert as the text of a JD: title from its `h1`, else from the JobPosting in it; no navigation, footer, script, similar jobs. */
export function htmlJd(source: string): string {
  const page = readPage(source);
  const posting = page.posting;
  const named = page.h1.find((text) => titleScore(text) === 2) ?? posting?.title ?? page.h1.find((text) => titleScore(text) >= 1);
  const body = page.lines.join('\n').replace(/\n{3,}/g, '\n\n').trim();
  if (posting !== null && (body.length < FEW || page.h1.length === 0)) return postingText({ ...posting, title: named ?? posting.title });
  return `${named === undefined ? '' : `Job title: ${named}\n\n`}${body}`;
}

interface Page {
  h1: string[];
  lines: string[];
  posting: JobPosting | null;
}

function readPage(source: string): Page {
  const reader = new PageReader();
  const parser = new Parser(reader, { decodeEntities: true });
  parser.write(source);
  parser.end();
  const { all, main, h1, posting } = reader;
  return { h1, posting, lines: main.some((line) => line.trim() !== '') ? main : all };
}

class PageReader {
  readonly all: string[] = [];
  readonly main: string[] = [];
  readonly h1: string[] = [];
  posting: JobPosting | null = null;
  private readonly stack: { name: string; dropped: boolean; main: boolean; header: boolean }[] = [];
  private line = '';
  private mark = '';
  private json: string | null = null;

  onopentag(name: string, attributes: Record<string, string>): void {
    if (name === 'script' && /ld\+json/i.test(attributes['type'] ?? '')) this.json = '';
    if (BLOCKS.has(name)) this.endLine();
    if (VOID.has(name)) return;
    const top = this.stack.at(-1);
    const dropped = top?.dropped === true || DROPPED.has(name) || isHidden(attributes) || AROUND.test(`${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`) || attributes['role'] === 'navigation';
    if (!dropped && name === 'li') this.mark = '- ';
    else if (!dropped && /^h[1-6]$/.test(name)) this.mark = '# ';
    this.stack.push({ name, dropped, main: top?.main === true || name === 'main' || attributes['role'] === 'main', header: top?.header === true || (name === 'header' && top?.main !== true) });
  }

  ontext(text: string): void {
    if (this.json !== null) this.json += text;
    else if (this.stack.at(-1)?.dropped !== true) this.line += text.replace(/\s+/g, ' ');
  }

  onclosetag(name: string): void {
    if (VOID.has(name)) return;
    if (name === 'script' && this.json !== null) {
      this.posting ??= jobPostingIn(this.json);
      this.json = null;
    }
    if (BLOCKS.has(name)) this.endLine();
    if (name === 'td' || name === 'th') this.line += ' \t ';
    const at = this.stack.findLastIndex((one) => one.name === name);
    if (at >= 0) this.stack.length = at;
    if (/^h[1-6]$|^(?:p|ul|ol|section|table|div)$/.test(name)) this.put('');
  }

  /** A page's header is about the page; only its `h1` is about the advert. */
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

function isHidden(attributes: Record<string, string>): boolean {
  return attributes['hidden'] !== undefined || attributes['aria-hidden'] === 'true' || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes['style'] ?? '');
}

/** A piece of HTML, as JobPostings hold it, as lines. */
export function htmlText(source: string): string {
  return /<[a-z!/]/i.test(source) ? readPage(source).lines.join('\n').replace(/\n{3,}/g, '\n\n').trim() : source;
}
