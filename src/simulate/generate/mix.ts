import { FILE_STATES, type FileState } from '../../domain/index.js';
import { Random } from '../random.js';
import { LANGUAGE_CODES, type LanguageCode, type Preset, type Size } from './choices.js';

/**
 * What arrives: shares of formats, layouts, languages, copies and broken files. Figures of `typical` follow surveys of
 * applicant tracking systems and CV collections from 2010 to 2026; where those say little, they are our choice
 * (docs/simulate.md).
 */
export type FileFormat = 'pdf' | 'docx' | 'doc' | 'odt' | 'rtf' | 'txt' | 'html' | 'image';
/** `dates-stacked`: start above end date in a narrow column; `network`: as a professional network exports a profile. */
export type Layout =
  'classic' | 'centered' | 'compact' | 'dates-left' | 'dates-stacked' | 'sidebar-left' | 'sidebar-right' | 'network';
export type Defect = 'scan' | 'garbled' | 'corrupt' | 'encrypted' | 'empty' | 'wrong_type' | 'hidden_text' | 'bomb';
export type CopyKind = 'exact' | 'revised' | 'format';

interface Mix {
  formats: Record<FileFormat, number>;
  layouts: Record<Layout, number>;
  copies: Record<CopyKind, number>;
  defects: Record<Defect, number>;
}

const typical: Mix = {
  formats: { pdf: 0.78, docx: 0.16, doc: 0.02, txt: 0.01, rtf: 0.0075, odt: 0.0075, html: 0.005, image: 0.01 },
  layouts: {
    classic: 0.3,
    centered: 0.16,
    compact: 0.12,
    'dates-left': 0.09,
    'dates-stacked': 0.03,
    'sidebar-left': 0.17,
    'sidebar-right': 0.08,
    network: 0.05,
  },
  copies: { exact: 0.06, revised: 0.08, format: 0.03 },
  defects: {
    scan: 0.03,
    garbled: 0.01,
    corrupt: 0.007,
    encrypted: 0.003,
    empty: 0.002,
    wrong_type: 0.005,
    hidden_text: 0.01,
    bomb: 0,
  },
};

const MIXES: Record<Preset, Mix> = {
  typical,
  legacy: {
    ...typical,
    formats: { pdf: 0.4, docx: 0.1, doc: 0.25, txt: 0.08, rtf: 0.08, odt: 0.03, html: 0.02, image: 0.04 },
    layouts: {
      classic: 0.55,
      centered: 0.2,
      compact: 0.15,
      'dates-left': 0.08,
      'dates-stacked': 0.02,
      'sidebar-left': 0,
      'sidebar-right': 0,
      network: 0,
    },
    defects: { ...typical.defects, scan: 0.1, garbled: 0.03 },
  },
  hostile: {
    ...typical,
    defects: {
      scan: 0.08,
      garbled: 0.06,
      corrupt: 0.12,
      encrypted: 0.05,
      empty: 0.04,
      wrong_type: 0.08,
      hidden_text: 0.08,
      bomb: 0.03,
    },
  },
};

/** Local language 80 %, English 15 %, others 5 %; where English is the local language it gets both shares. */
const LOCAL = 0.8;
const ENGLISH = 0.15;

/**
 * What one file is: a pure function of seed, preset and number, so that nothing is kept in memory for 100,000 files.
 */
export interface FileSpec {
  number: number;
  /** Number of the file with this person's first CV; an original has its own number. */
  person: number;
  copy: CopyKind | null;
  format: FileFormat;
  layout: Layout;
  language: LanguageCode;
  words: number;
  defect: Defect | null;
  /** Target size in bytes. */
  bytes: number;
  /** Whether a PDF embeds its fonts, if its size allows. */
  embedsFonts: boolean;
}

export interface MixOptions {
  seed: string;
  preset: Preset;
  size: Size;
  /** The language of most people. */
  language: LanguageCode;
}

/** How many files back the original of a copy is at most: people send again within days, not years. */
const COPY_WINDOW = 500;
const MAX_BYTES = 8_000_000;
/** Nearly all word processors embed fonts; the share `embedding` is our choice. */
const SIZE: Record<Size, { median: number; sigma: number; embedding: number }> = {
  lean: { median: 21_000, sigma: 0.6, embedding: 0 },
  typical: { median: 120_000, sigma: 1.6, embedding: 0.9 },
};

export function fileSpec(number: number, options: MixOptions): FileSpec {
  const spec = originalSpec(number, options);
  const random = new Random(options.seed, 'copy', number);
  const copies = MIXES[options.preset].copies;
  const kind = random.weighted({ ...copies, none: 1 - copies.exact - copies.revised - copies.format });
  const source = kind === 'none' ? null : sourceOf(number, random, options);
  if (kind === 'none' || source === null) return spec;
  if (kind === 'exact') return { ...source, number, copy: kind };
  const format = kind === 'revised' ? source.format : source.format === 'pdf' ? 'docx' : 'pdf';
  return { ...source, number, copy: kind, format, bytes: spec.bytes, defect: null };
}

/** An earlier original without defects; null where a few tries find none, which happens near the start. */
function sourceOf(number: number, random: Random, options: MixOptions): FileSpec | null {
  for (let tries = 0; tries < 8 && number > 0; tries++) {
    const other = originalSpec(number - random.int(1, Math.min(number, COPY_WINDOW)), options);
    if (other.defect === null && other.format !== 'image' && isOriginal(other.number, options)) return other;
  }
  return null;
}

function isOriginal(number: number, options: MixOptions): boolean {
  const copies = MIXES[options.preset].copies;
  const kind = new Random(options.seed, 'copy', number).weighted({
    ...copies,
    none: 1 - copies.exact - copies.revised - copies.format,
  });
  return kind === 'none';
}

function originalSpec(number: number, options: MixOptions): FileSpec {
  const mix = MIXES[options.preset];
  const random = new Random(options.seed, 'file', number);
  const bad = Object.values(mix.defects).reduce((sum, share) => sum + share, 0);
  const defect = random.weighted<Defect | 'none'>({ ...mix.defects, none: 1 - bad });
  const { median, sigma, embedding } = SIZE[options.size];
  return {
    number,
    person: number,
    copy: null,
    format:
      defect === 'none' ? random.weighted(mix.formats) : formatFor(defect, random.weighted({ pdf: 0.78, docx: 0.22 })),
    layout: random.weighted(mix.layouts),
    language: languageOf(random, options.language),
    words: Math.round(Math.min(5000, Math.max(60, random.logNormal(600, 0.6)))),
    defect: defect === 'none' ? null : defect,
    bytes: Math.round(Math.min(MAX_BYTES, random.logNormal(median, sigma))),
    embedsFonts: random.chance(embedding),
  };
}

/** Broken fonts, scans, passwords and white text are made as PDFs; a bomb is a ZIP container. */
function formatFor(defect: Defect, drawn: 'pdf' | 'docx'): FileFormat {
  if (defect === 'bomb') return 'docx';
  return defect === 'corrupt' || defect === 'wrong_type' || defect === 'empty' ? drawn : 'pdf';
}

function languageOf(random: Random, local: LanguageCode): LanguageCode {
  const at = random.float();
  if (at < LOCAL) return local;
  if (at < LOCAL + ENGLISH) return 'en';
  return random.pick(LANGUAGE_CODES.filter((code) => code !== local && code !== 'en'));
}

const READABLE: readonly FileFormat[] = [
  'pdf',
  'docx',
  'pdf',
  'odt',
  'pdf',
  'rtf',
  'pdf',
  'txt',
  'docx',
  'html',
  'pdf',
  'doc',
];
const LAYOUTS = Object.keys(typical.layouts) as Layout[];

/**
 * A CV without defects in every readable format, layout and language in turn. Half are PDFs, whose layouts differ most.
 */
export function readableSpec(number: number, seed: string): FileSpec {
  const spec = originalSpec(number, { seed, preset: 'typical', size: 'lean', language: 'en' });
  return {
    ...spec,
    defect: null,
    format: READABLE[number % READABLE.length]!,
    layout: LAYOUTS[Math.floor(number / READABLE.length) % LAYOUTS.length]!,
    language: LANGUAGE_CODES[Math.floor(number / READABLE.length / LAYOUTS.length + number) % LANGUAGE_CODES.length]!,
  };
}

/** States that a file may end in. Repairing a damaged file is right, and so is rejecting it. */
export function expectedStates(spec: FileSpec): FileState[] {
  if (spec.copy === 'exact') return ['duplicate'];
  if (spec.copy === 'format') return ['ready', 'duplicate'];
  if (spec.format === 'image') return ['needs_ocr', 'ready'];
  switch (spec.defect) {
    case null:
    case 'hidden_text':
      return ['ready'];
    case 'scan':
      return ['needs_ocr', 'ready'];
    case 'garbled':
      return ['failed', 'needs_ocr'];
    case 'encrypted':
      return ['encrypted'];
    case 'empty':
      return ['empty'];
    case 'bomb':
      return ['too_large', 'failed'];
    case 'wrong_type':
      return ['ready', 'unsupported', 'needs_ocr'];
    case 'corrupt':
      return FILE_STATES.filter((state) => state !== 'duplicate' && state !== 'encrypted');
  }
}
