import { inflateSync, constants } from 'node:zlib';

/** What the bytes of a PDF reveal without parsing its objects. */
export interface Scan {
  /** Height, in points, of the most frequent page box; that of A4 where no box is found. */
  pageHeight: number;
  /** Date of the last change in the metadata, else of creation: `YYYY-MM-DD`. */
  documentDate: string | null;
  /** Whether a content stream has an operator that shows text, or could not be examined. */
  showsText: boolean;
  /** Whether streams expand beyond all reason, too much for an engine that keeps everything in memory. */
  isBomb: boolean;
}

const SHOWS_TEXT = /(?:[)\]>]|\s)\s*(?:Tj|TJ|'|")\s/;
const A4_HEIGHT = 842;
/** Bounds against bombs: bytes that one stream, and all together, may expand to. */
const MAX_STREAM = 2_000_000;
const MAX_ALL = 12_000_000;
/** Bytes before `stream` that are searched for its dictionary. */
const DICTIONARY = 600;

/** Scans the bytes once for page boxes, dates, and whether any text is shown. */
export function scanPdf(bytes: Uint8Array): Scan {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const loose: string[] = [raw.toString('latin1')];
  let showsText = loose[0]!.includes('/Encrypt');
  let size = 0;
  for (const { dictionary, data } of streamsOf(raw, loose[0]!)) {
    size += data?.length ?? 0;
    if (!data) showsText = true;
    else if (dictionary.includes('/ObjStm')) loose.push(data.toString('latin1'));
    else showsText ||= SHOWS_TEXT.test(data.toString('latin1'));
  }
  return {
    pageHeight: usualHeight(loose.flatMap(heightsIn)),
    documentDate: dateIn(loose),
    showsText,
    isBomb: size >= MAX_ALL,
  };
}

function* streamsOf(raw: Buffer, text: string): Generator<{ dictionary: string; data: Buffer | null }> {
  let budget = MAX_ALL;
  for (let at = text.indexOf('stream'); at >= 0 && budget > 0; at = text.indexOf('stream', at + 6)) {
    if (text.startsWith('end', at - 3)) continue;
    const before = text.slice(Math.max(0, at - DICTIONARY), at);
    const dictionary = before.slice(Math.max(0, before.lastIndexOf(' obj')));
    if (!isWorthReading(dictionary)) continue;
    const start = at + (text[at + 6] === '\r' ? 8 : 7);
    const end = text.indexOf('endstream', start);
    const data = expand(raw.subarray(start, end < 0 ? raw.length : end), dictionary);
    budget -= data?.length ?? 0;
    yield { dictionary, data };
    at = Math.max(at, end);
  }
}

/** Whether it is a content or object stream, and no font, image, metadata or cross-reference table. */
function isWorthReading(dictionary: string): boolean {
  return (
    !/\/(?:Image|XRef|Metadata|Length[123]|Type1C|CIDFontType0C|OpenType|CMapName|FunctionType|EmbeddedFile|N [34]\b)/.test(
      dictionary,
    ) && /<<|\/Length/.test(dictionary)
  );
}

/** Null for what only a whole engine can read: other filters, damaged or huge data. */
function expand(data: Buffer, dictionary: string): Buffer | null {
  if (!dictionary.includes('/Filter')) return data.subarray(0, MAX_STREAM);
  if (!/\/Filter\s*\[?\s*\/(?:FlateDecode|Fl)\b/.test(dictionary)) return null;
  try {
    return inflateSync(data, { maxOutputLength: MAX_STREAM, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}

function heightsIn(text: string): number[] {
  return [...text.matchAll(/\/(?:MediaBox|CropBox)\s*\[\s*-?[\d.]+\s+(-?[\d.]+)\s+-?[\d.]+\s+(-?[\d.]+)/g)].map(
    ([, y0, y1]) => Math.abs(Number(y1) - Number(y0)),
  );
}

function usualHeight(heights: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const height of heights) counts.set(height, (counts.get(height) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [A4_HEIGHT, 0])[0];
}

/** The date is in the dictionary or, rarely, in an object that it refers to. */
function dateIn(texts: readonly string[]): string | null {
  for (const key of ['ModDate', 'CreationDate']) {
    for (const text of texts) {
      const reference = new RegExp(`/${key}\\s+(\\d+) (\\d+) R`).exec(text);
      const place = reference ? `\\b${reference[1]} ${reference[2]} obj\\s*` : `/${key}\\s*`;
      const [, year, month, day] = new RegExp(`${place}\\((?:D:)?(\\d{4})(\\d\\d)?(\\d\\d)?`).exec(text) ?? [];
      if (year !== undefined && Number(year) > 1990) return `${year}-${month ?? '01'}-${day ?? '01'}`;
    }
  }
  return null;
}
