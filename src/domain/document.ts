import type { Resume } from './profile.js';

/** Text of a CV or JD with what the format told us about its layout. All offsets are UTF-16 code units into `text`. */
export const FORMATS = [
  'pdf',
  'docx',
  'doc',
  'odt',
  'rtf',
  'txt',
  'markdown',
  'html',
  'mhtml',
  'json',
  'europass',
  'image',
] as const;
export type Format = (typeof FORMATS)[number];

export interface ExtractedDocument {
  format: Format;
  /** Which engine produced the text, e.g. `plain-pdf`, `pdf-inspector`, `pdf.js`, `docx`, `tesseract`. */
  engine: string;
  /** In reading order, repaired, `\n` between lines, a blank line between blocks. Every span of a profile points into it. */
  text: string;
  /** Offset at which each page starts; `[0]` where the format has no pages. */
  pageStarts: number[];
  /** One entry per non-empty line of `text`, in order, where the engine knows positions; empty elsewhere. */
  lines: Line[];
  /** Text that a reader would not see: kept out of `text`. */
  hidden: HiddenText[];
  /** Where it is not known whether a reader sees the text, which stays in `text`; absent where all was checked. */
  unchecked?: UncheckedText[];
  /** URIs of link annotations (mailto:, https:), in document order. */
  links: string[];
  /** When the document says it was last changed (metadata), `YYYY-MM-DD`; null when it does not say. */
  documentDate: string | null;
  /** What a format says of its fields itself, so that nothing need be read out of the text; absent elsewhere. */
  structured?: StructuredCv;
  /** Plain sentences without CV text, e.g. `pdf-inspector lost glyphs; read again with pdf.js`. */
  warnings: string[];
}

/** A CV that came as fields: they are taken as they are. `spans`: where each stands in the text that was made of them. */
export interface StructuredCv {
  resume: Resume;
  /** Keyed by JSON path into `resume`, as the fields of a profile; an entry as a whole by `work[0]`. */
  spans: Record<string, { start: number; end: number }>;
}

/** A line's place on its page, in points from the top left. */
export interface Line {
  start: number;
  end: number;
  page: number;
  x: number;
  y: number;
  width: number;
  fontSize: number;
  bold: boolean;
  /** 0 for the main or only column, 1.. for the others. */
  column: number;
}

export interface HiddenText {
  reason:
    | 'white'
    | 'low_contrast'
    | 'covered'
    | 'tiny'
    | 'clipped'
    | 'invisible'
    | 'off_page'
    | 'hidden_style'
    | 'hidden_field';
  page: number;
  text: string;
}

/**
 * Why a reader's view is not known: text on a picture, text behind a picture of the page (the text layer of a scan), paint
 * that mixes in a way that cannot be followed, a file that only an engine without colours could read, or fields that are
 * attached to a PDF and say what its pages do not.
 */
export interface UncheckedText {
  reason: 'picture' | 'text_layer' | 'mixed_paint' | 'no_colours' | 'attachment';
  page: number;
}
