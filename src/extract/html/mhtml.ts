import { readHtml } from './html.js';
import type { TextParts } from '../reader.js';
import { Refusal } from '../refusal.js';

/** Parts looked at. A saved page has one HTML part near the beginning, followed by pictures. */
const MAX_PARTS = 200;

/** A web page saved with its resources in one file (RFC 2557): its first HTML part is read. */
export function readMhtml(bytes: Uint8Array): TextParts {
  const part = htmlPart(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
  if (part === null) throw new Refusal('corrupt', 'the web page archive holds no page');
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(part.head)?.[1];
  return { ...readHtml(decoded(part.head, part.body), charset), engine: 'mhtml' };
}

/** Head and body of the HTML part; for a page saved without resources, those of the whole file. */
function htmlPart(source: string): { head: string; body: string } | null {
  const whole = cut(source, 0, source.length);
  const boundary = /boundary\s*=\s*"?([^"\r\n;]{1,200})/i.exec(whole.head)?.[1]?.trim();
  if (boundary === undefined) return isHtml(whole.head) ? whole : null;
  const mark = `--${boundary}`;
  let at = source.indexOf(mark);
  for (let count = 0; at >= 0 && count < MAX_PARTS; count++) {
    const next = source.indexOf(mark, at + mark.length);
    const part = cut(source, at + mark.length, next < 0 ? source.length : next);
    if (isHtml(part.head)) return part;
    // Parts may be nested; the inner ones are found by their own boundary.
    if (/^content-type:\s*multipart\//im.test(part.head)) return htmlPart(source.slice(at + mark.length).trimStart());
    at = next;
  }
  return null;
}

const isHtml = (head: string): boolean => /^content-type:\s*(?:text\/html|application\/xhtml)/im.test(head);

function cut(source: string, from: number, to: number): { head: string; body: string } {
  const start = /[^\r\n]/.exec(source.slice(from, from + 8))?.index ?? 0;
  const gap = /\r?\n\r?\n/g;
  gap.lastIndex = from + start;
  const end = gap.exec(source);
  if (end === null || end.index >= to) return { head: source.slice(from + start, to), body: '' };
  return { head: source.slice(from + start, end.index), body: source.slice(gap.lastIndex, to) };
}

function decoded(head: string, body: string): Uint8Array {
  const encoding = /^content-transfer-encoding:\s*([\w-]+)/im.exec(head)?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  return Buffer.from(
    body
      .replace(/=\r?\n/g, '')
      .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
