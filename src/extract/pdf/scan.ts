import { inflateSync, constants } from 'node:zlib';
import { mayHideText } from './operators.js';

/** What a PDF's bytes tell without building its objects. */
export interface Scan {
  /** Height in points of the page box that most pages have; A4's when no box is found. */
  pageHeight: number;
  /** Largest width and height of any page box. */
  pageLimits: { width: number; height: number };
  /** Metadata's last change, else creation: `YYYY-MM-DD`. */
  documentDate: string | null;
  /** True when some text is painted white, invisible or transparent: worth a closer look. */
  suspicious: boolean;
  /** True when a content stream has an operator that shows text, or one could not be looked into. */
  showsText: boolean;
  /** True when the streams expand beyond all sense: no work for an engine that keeps everything in memory. */
  isBomb: boolean;
}

const SHOWS_TEXT = /(?:[)\]>]|\s)\s*(?:Tj|TJ|'|")\s/;
/** A fill colour near white or a mode that paints nothing occurs at all: cheaper than walking the operators. */
const MAY_HIDE = (() => {
  const white = '(?:1(?:\\.0*)?|0?\\.9[5-9]\\d*)';
  const none = '(?:0(?:\\.0*)?|0?\\.0[0-4]\\d*)';
  return new RegExp(`(?:${white}\\s+(?:g|rg|scn?)|${none}\\s+(?:k|scn?)|[37]\\s+Tr)\\b`);
})();
const TRANSPARENT = /\/ca\s+0?\.?0+(?![.\d])/;
const A4 = { width: 595, height: 842 };
/** Bounds against bombs: bytes one stream, and all of them, may expand to. */
const MAX_STREAM = 2_000_000;
const MAX_ALL = 12_000_000;
/** Bytes before `stream` in which its dictionary is looked for. */
const DICTIONARY = 600;

/** Looks through the bytes once: page boxes, dates, and whether content streams paint text that may be hidden. */
export function scanPdf(bytes: Uint8Array): Scan {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const loose: string[] = [raw.toString('latin1')];
  let suspicious = false;
  let showsText = loose[0]!.includes('/Encrypt');
  let size = 0;
  for (const { dictionary, data } of streamsOf(raw, loose[0]!)) {
    size += data?.length ?? 0;
    if (!data) showsText = true;
    else if (dictionary.includes('/ObjStm')) loose.push(data.toString('latin1'));
    else {
      const content = data.toString('latin1');
      showsText ||= SHOWS_TEXT.test(content);
      suspicious ||= MAY_HIDE.test(content) && mayHideText(data);
    }
  }
  suspicious ||= loose.some((text) => TRANSPARENT.test(text));
  const boxes = loose.flatMap(boxesIn);
  return { ...sizesOf(boxes), documentDate: dateIn(loose), suspicious, showsText, isBomb: size >= MAX_ALL };
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

/** Content streams and object streams; no fonts, images, metadata or cross-reference tables. */
function isWorthReading(dictionary: string): boolean {
  return !/\/(?:Image|XRef|Metadata|Length[123]|Type1C|CIDFontType0C|OpenType|CMapName|FunctionType|EmbeddedFile|N [34]\b)/.test(dictionary) && /<<|\/Length/.test(dictionary);
}

/** Null for what cannot be read without a whole engine: other filters, damaged or huge data. */
function expand(data: Buffer, dictionary: string): Buffer | null {
  if (!dictionary.includes('/Filter')) return data.subarray(0, MAX_STREAM);
  if (!/\/Filter\s*\[?\s*\/(?:FlateDecode|Fl)\b/.test(dictionary)) return null;
  try {
    return inflateSync(data, { maxOutputLength: MAX_STREAM, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}

function boxesIn(text: string): { width: number; height: number }[] {
  return [...text.matchAll(/\/(?:MediaBox|CropBox)\s*\[\s*(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)/g)]
    .map(([, x0, y0, x1, y1]) => ({ width: Math.abs(Number(x1) - Number(x0)), height: Math.abs(Number(y1) - Number(y0)) }));
}

function sizesOf(boxes: readonly { width: number; height: number }[]): Pick<Scan, 'pageHeight' | 'pageLimits'> {
  const known = boxes.length > 0 ? boxes : [A4];
  const counts = new Map<number, number>();
  for (const box of known) counts.set(box.height, (counts.get(box.height) ?? 0) + 1);
  const pageHeight = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  return { pageHeight, pageLimits: { width: Math.max(...known.map((box) => box.width)), height: Math.max(...known.map((box) => box.height)) } };
}

/** The date stands in the dictionary or, rarely, in an object that it refers to. */
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
