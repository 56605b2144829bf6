import type { ExtractedDocument } from '../../domain/index.js';
import { decodeText } from '../encoding.js';
import { europassOf, isWhole } from '../structured/europass.js';
import { isEuropass } from '../structured/europass-root.js';
import { documentOfResume, type Json } from '../structured/json-resume.js';
import { Refusal } from '../refusal.js';
import { placedOnPage } from './on-page.js';
import { PdfFile } from './plain/file.js';
import type { Dictionary, PdfObject } from './plain/objects.js';

/** The most files looked at in one PDF, and levels of the tree that lists them. */
const MAX_FILES = 20;
const MAX_DEPTH = 8;

/**
 * A Europass PDF contains its CV as XML, which is better than reading the page. But a person reads the page, so
 * attached fields count only where the page shows them as well, with their place on the page. Where the page shows
 * another CV, the attachment is ignored, with a warning.
 */
export function withAttached(page: ExtractedDocument, bytes: Uint8Array): ExtractedDocument {
  // Streams are never inside object streams, so the type of an embedded file is always readable.
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf('/EmbeddedFile') < 0) return page;
  const read = readAttached(bytes);
  if (read === null) return page;
  const shown = new Shown(page.text);
  const resume = shown.only(read.resume) as Json;
  const doubts =
    shown.lost > 0 ? { unchecked: [...(page.unchecked ?? []), { reason: 'attachment' as const, page: 1 }] } : {};
  const name = ((resume['basics'] ?? {}) as Json)['name'];
  if (name === undefined || shown.kept < SAME * (shown.kept + shown.lost))
    return { ...page, unchecked: [...(page.unchecked ?? []), { reason: 'attachment', page: 1 }] };
  const document = documentOfResume(resume, {
    format: page.format,
    engine: 'europass',
    documentDate: read.date ?? page.documentDate,
    warnings: page.warnings,
  });
  if (!document.ok) return page;
  const { structured, documentDate, engine } = document.value;
  return {
    ...page,
    engine,
    documentDate,
    structured: { resume: structured!.resume, spans: placedOnPage(document.value, page.text) },
    ...doubts,
  };
}

/** Share of the attached values that must be on the page for both to be the same CV. */
const SAME = 0.8;

function readAttached(bytes: Uint8Array): ReturnType<typeof europassOf> {
  try {
    const file = new PdfFile(bytes);
    for (const data of embeddedFiles(file)) {
      const xml = decodeText(data);
      if (isEuropass(xml.slice(0, 8192)) && isWhole(xml)) return europassOf(xml);
    }
  } catch (error) {
    // An attachment that cannot be opened is ignored, and the page is read as usual.
    if (!(error instanceof Refusal) && !(error instanceof Error)) throw error;
  }
  return null;
}

/** The name tree of embedded files (ISO 32000-1, 7.11.4), and the files that PDF/A-3 associates with the document. */
function* embeddedFiles(file: PdfFile): Generator<Uint8Array> {
  const root = file.dictionary(file.trailer.get('Root'));
  const tree = file.dictionary(file.dictionary(root?.get('Names'))?.get('EmbeddedFiles'));
  const specs = [...(tree === null ? [] : namesIn(file, tree, 0)), ...(file.array(root?.get('AF')) ?? [])];
  for (const spec of specs.slice(0, MAX_FILES)) {
    const files = file.dictionary(file.dictionary(spec)?.get('EF'));
    const stream = file.stream(files?.get('F') ?? files?.get('UF'));
    if (stream !== null) yield file.data(stream);
  }
}

function namesIn(file: PdfFile, node: Dictionary, depth: number): PdfObject[] {
  const own = (file.array(node.get('Names')) ?? []).filter((_, i) => i % 2 === 1);
  const kids = depth < MAX_DEPTH ? (file.array(node.get('Kids')) ?? []).slice(0, MAX_FILES) : [];
  return [
    ...own,
    ...kids.flatMap((kid) => {
      const below = file.dictionary(kid);
      return below === null ? [] : namesIn(file, below, depth + 1);
    }),
  ].slice(0, MAX_FILES);
}

/** Keys whose values the page words differently: codes, levels and names of networks. */
const WORDED: ReadonlySet<string> = new Set(['fluency', 'network', 'countryCode', 'level']);
/** In words: a value up to this length must be on the page as a phrase; of a longer one only the words must. */
const PHRASE = 6;
const LOCALES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'sv',
  'da',
  'fi',
  'el',
  'cs',
  'hu',
  'ro',
  'bg',
  'hr',
  'sk',
  'sl',
  'et',
  'lv',
  'lt',
  'mt',
  'ga',
  'no',
  'tr',
  'uk',
];

/** What a page shows, and how many of the looked-up values it has. */
class Shown {
  kept = 0;
  lost = 0;
  private readonly text: string;
  private readonly words: ReadonlySet<string>;

  constructor(page: string) {
    this.text = ` ${fold(page)} `;
    this.words = new Set(this.text.split(' '));
  }

  /** A value reduced to what is on the page. */
  only(value: unknown, key = ''): unknown {
    if (Array.isArray(value)) return value.map((one) => this.only(one, key)).filter((one) => one !== undefined);
    if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value)
        .map(([name, one]): [string, unknown] => [name, this.only(one, name)])
        .filter(([, one]) => one !== undefined);
      return entries.length === 0 ? undefined : Object.fromEntries(entries);
    }
    if (typeof value !== 'string' || value === '') return undefined;
    if (WORDED.has(key)) return value;
    const has = this.has(value, key);
    this[has ? 'kept' : 'lost'] += 1;
    return has ? value : undefined;
  }

  private has(value: string, key: string): boolean {
    if (/Date$|^date$/.test(key)) return this.text.includes(value.slice(0, 4));
    if (key === 'phone') return this.text.replace(/\D/g, '').includes(value.replace(/\D/g, '').slice(-7));
    const folded = fold(value);
    const words = folded.split(' ');
    if (this.text.includes(` ${folded} `)) return true;
    if (key === 'language' && languageNames(value).some((name) => this.text.includes(` ${name} `))) return true;
    return words.length > PHRASE && words.filter((word) => this.words.has(word)).length >= 0.9 * words.length;
  }
}

/** Lower case, letters and digits only. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The name of a language in the languages of Europe. */
function languageNames(english: string): string[] {
  const code = CODES.find((one) => new Intl.DisplayNames(['en'], { type: 'language' }).of(one) === english);
  return code === undefined
    ? []
    : LOCALES.map((locale) => fold(new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? ''));
}
const CODES = [
  ...LOCALES,
  'ru',
  'ar',
  'zh',
  'ja',
  'ko',
  'hi',
  'he',
  'fa',
  'ur',
  'vi',
  'th',
  'sr',
  'mk',
  'sq',
  'bs',
  'is',
  'ca',
  'eu',
  'gl',
  'ka',
  'hy',
  'az',
  'kk',
  'be',
  'lb',
  'cy',
];
