import { deflateSync } from 'node:zlib';

/** The parts of a one-page PDF for tests. */
export interface PdfParts {
  content: string | Uint8Array;
  /** Extra entries for the content stream's dictionary; without a filter in it, `content` is deflated. */
  contentDictionary?: string;
  /** Object 5: the font that `/F1` refers to. */
  font?: string;
  /** Extra entries for the page, its resources, the catalog and the trailer. */
  page?: string;
  resources?: string;
  catalog?: string;
  trailer?: string;
  /** Objects from number 7 on; `/X1` and `/G1` refer to the first, `/X2` and `/G2` to the second. */
  more?: (string | Uint8Array)[];
  toUnicode?: string;
}

/** Widths for the codes 32 to 126: half an em for letters, a quarter for the space. */
const WIDTHS = Array.from({ length: 95 }, (_, i) => (i === 0 ? 250 : 500)).join(' ');
export const LATIN = `<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Example /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths [${WIDTHS}] >>`;

/** A stream object; `more` are extra entries for its dictionary. */
export function streamOf(data: Uint8Array | string, more = ''): Buffer {
  const bytes = Buffer.from(data);
  return Buffer.concat([
    Buffer.from(`<< /Length ${bytes.length} ${more} >>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
}

/** A PDF of one page, 400 by 600 points, with a cross-reference table. */
export function pdfOf(parts: PdfParts): Uint8Array {
  const {
    content,
    contentDictionary,
    font = LATIN,
    page = '',
    resources = '',
    catalog = '',
    more = [],
    toUnicode = '',
  } = parts;
  const body =
    contentDictionary === undefined
      ? streamOf(deflateSync(content), '/Filter /FlateDecode')
      : streamOf(content, contentDictionary);
  const named = '/Font << /F1 5 0 R >> /XObject << /X1 7 0 R /X2 8 0 R >> /ExtGState << /G1 7 0 R /G2 8 0 R >>';
  return fileOf(
    [
      `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 600] >>',
      `<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << ${named} ${resources} >> ${page} >>`,
      body,
      font,
      streamOf(toUnicode),
      ...more,
    ],
    parts.trailer,
  );
}

/** A file of these objects, numbered from 1; the first is the catalog. */
export function fileOf(objects: readonly (string | Uint8Array)[], trailer = ''): Uint8Array {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  let size = pieces[0]!.length;
  const add = (...parts: Buffer[]): void => {
    pieces.push(...parts);
    size += parts.reduce((sum, part) => sum + part.length, 0);
  };
  const rows = objects.map((object, i) => {
    const row = `${String(size).padStart(10, '0')} 00000 n \n`;
    add(Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n'));
    return row;
  });
  const tail = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${size}\n%%EOF\n`;
  add(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}${tail}`));
  return new Uint8Array(Buffer.concat(pieces));
}

/**
 * Bytes encoded for a content stream's filter. Its dictionary must name filters in the order in which they are undone.
 */
export function ascii85(data: Uint8Array): Buffer {
  let text = '';
  for (let at = 0; at < data.length; at += 4) {
    const count = Math.min(4, data.length - at);
    let value = 0;
    for (let i = 0; i < 4; i++) value = value * 256 + (data[at + i] ?? 0);
    const letters = Array.from({ length: 5 }, (_, i) =>
      String.fromCharCode(33 + (Math.floor(value / 85 ** (4 - i)) % 85)),
    ).join('');
    text += value === 0 && count === 4 ? 'z' : letters.slice(0, count + 1);
  }
  return Buffer.from(`${text}~>`);
}

export function hex(data: Uint8Array): Buffer {
  return Buffer.from(`${Buffer.from(data).toString('hex')}>`);
}

/** Encodes every other stretch as a run, where there is one. */
export function runLength(data: Uint8Array): Buffer {
  const bytes: number[] = [];
  for (let at = 0; at < data.length;) {
    let length = 1;
    while (length < 128 && data[at + length] === data[at]) length++;
    bytes.push(...(length > 1 ? [257 - length, data[at]!] : [0, data[at]!]));
    at += length;
  }
  return Buffer.from([...bytes, 128]);
}

export function lzw(data: Uint8Array): Buffer {
  const bits: string[] = [];
  let codes = new Map<string, number>();
  let width = 9;
  const put = (code: number): void => {
    bits.push(code.toString(2).padStart(width, '0'));
  };
  put(256);
  let word = '';
  for (const byte of data) {
    const letter = String.fromCharCode(byte);
    if (word === '' || codes.has(word + letter)) {
      word += letter;
      continue;
    }
    put(codes.get(word) ?? word.charCodeAt(0));
    codes.set(word + letter, 258 + codes.size);
    // A reader is one code behind and, as is usual, changes the code width one code early.
    width = Math.min(12, 32 - Math.clz32(258 + codes.size));
    if (codes.size === 4096 - 259) {
      put(256);
      codes = new Map();
      width = 9;
    }
    word = letter;
  }
  if (word !== '') {
    put(codes.get(word) ?? word.charCodeAt(0));
    width = Math.min(12, 32 - Math.clz32(258 + codes.size + 1));
  }
  put(257);
  const all = bits.join('');
  return Buffer.from((all.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)));
}
