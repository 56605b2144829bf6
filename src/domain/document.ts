import type { Resume } from './profile.js';

/**
 * The text of a CV or JD, with what its format says about the layout. All offsets are UTF-16 code units into `text`.
 */
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
  /**
   * In reading order and repaired, with `\n` between lines and a blank line between blocks. Every span of a profile
   * refers to it.
   */
  text: string;
  /** Offset at which each page starts; `[0]` where the format has no pages. */
  pageStarts: number[];
  /** One entry per non-empty line of `text`, in order, where the engine knows positions; empty elsewhere. */
  lines: Line[];
  /** Text that a reader would not see. Not part of `text`. */
  hidden: HiddenText[];
  /** Text whose visibility could not be decided; it stays in `text`. Absent where all was checked. */
  unchecked?: UncheckedText[];
  /** URIs of link annotations (mailto:, https:), in document order. */
  links: string[];
  /** Last change of the document according to its metadata, `YYYY-MM-DD`; null where it gives none. */
  documentDate: string | null;
  /** Fields that the format itself contains, so that they need not be parsed from the text; absent elsewhere. */
  structured?: StructuredCv;
  /** Sentences for users, without CV text, e.g. `pdf-inspector lost glyphs; read again with pdf.js`. */
  warnings: string[];
}

/** A CV that came as fields, which are used as they are. `spans`: where each stands in the text generated from them. */
export interface StructuredCv {
  resume: Resume;
  /** Keyed by JSON path into `resume`, like the fields of a profile; `work[0]` is an entry as a whole. */
  spans: Record<string, { start: number; end: number }>;
}

/** Position of a line on its page, in points from the top left. */
export interface Line {
  start: number;
  end: number;
  page: number;
  x: number;
  y: number;
  width: number;
  fontSize: number;
  bold: boolean;
  /** 0 for the main or only column, 1 and up for the others. */
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
 * Why visibility could not be decided: text on a picture; text behind a picture of the page (the text layer of a scan);
 * paint with an unsupported blend mode; a file that only an engine without colours could read; or fields attached to a
 * PDF that its pages do not show.
 */
export interface UncheckedText {
  reason: 'picture' | 'text_layer' | 'mixed_paint' | 'no_colours' | 'attachment';
  page: number;
}
