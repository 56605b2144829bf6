import type { HiddenText } from '../../domain/index.js';
import { canBeTold, WHITE, type Rgb } from './visibility/colour.js';
import type { Box } from './geometry.js';
import type { PaintedRun } from './visibility/painted.js';

/** The properties of a pdf.js annotation that are read here. */
export interface Annotation {
  id: string;
  subtype?: string;
  rect: Box;
  annotationFlags?: number;
  fieldType?: string | null;
  fieldValue?: unknown;
  multiLine?: boolean;
  defaultAppearanceData?: { fontSize?: number; fontColor?: ArrayLike<number> | null } | null;
  backgroundColor?: ArrayLike<number> | null;
  contentsObj?: { str?: string };
  url?: string;
  unsafeUrl?: string;
}

/** A filled-in line, measured from the bottom left of the page; `y` is its baseline. */
export interface FilledLine {
  text: string;
  x: number;
  y: number;
  width: number;
  fontSize: number;
}

export interface Fields {
  filled: FilledLine[];
  hidden: Omit<HiddenText, 'page'>[];
  links: string[];
  /** Whether some values are painted on the page too; those are read from there. */
  arePainted: boolean;
  /**
   * Ids of annotations whose painted text is skipped: their values are read instead, and marks in boxes say nothing.
   */
  replaced: Set<string>;
}

/** Annotation flags: hidden, and not viewed (ISO 32000-2, table 167). */
const UNSEEN = 2 | 32;
/** In points: nobody reads smaller letters in a field. */
const TINY = 3;
const USUAL_SIZE = 10;
/** Line height, and the share of a low box that its letters fill, as viewers draw them. */
const LEADING = 1.2;
const FILLS = 0.7;

/** The values of fields and notes on a page, with their places, where no painted text shows them. */
export function readFields(annotations: readonly Annotation[], runs: readonly PaintedRun[]): Fields {
  const painted = new Set(runs.map((run) => run.annotation));
  const fields: Fields = { filled: [], hidden: [], links: [], arePainted: false, replaced: new Set() };
  for (const annotation of annotations) {
    const url = annotation.subtype === 'Link' ? (annotation.url ?? annotation.unsafeUrl ?? '') : '';
    if (url !== '') fields.links.push(url);
    if (annotation.subtype === 'Widget' && annotation.fieldType === 'Btn') fields.replaced.add(annotation.id);
    const value = valueOf(annotation);
    if (value === '') continue;
    const reason = whyHidden(annotation, painted.has(annotation.id));
    if (reason !== null) fields.hidden.push({ reason, text: value });
    else if (painted.has(annotation.id)) fields.arePainted = true;
    else fields.filled.push(...linesOf(annotation, value));
  }
  return fields;
}

/** The value of a text or choice field, or of a note displayed as text. */
function valueOf({ subtype, fieldType, fieldValue, contentsObj }: Annotation): string {
  if (subtype === 'FreeText') return (contentsObj?.str ?? '').trim();
  if (subtype !== 'Widget' || (fieldType !== 'Tx' && fieldType !== 'Ch')) return '';
  const values = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
  return values
    .filter((value) => typeof value === 'string')
    .join(', ')
    .trim();
}

function whyHidden(
  { annotationFlags = 0, rect, defaultAppearanceData, backgroundColor }: Annotation,
  isPainted: boolean,
): HiddenText['reason'] | null {
  if ((annotationFlags & UNSEEN) !== 0 || rect[2] - rect[0] < 1 || rect[3] - rect[1] < 1) return 'hidden_field';
  if (isPainted) return null;
  const { fontSize = 0, fontColor } = defaultAppearanceData ?? {};
  if (fontSize > 0 && fontSize < TINY) return 'tiny';
  return fontColor && !canBeTold(colourOf(fontColor), backgroundColor ? colourOf(backgroundColor) : WHITE)
    ? 'low_contrast'
    : null;
}

function colourOf(channels: ArrayLike<number>): Rgb {
  return [channels[0] ?? 0, channels[1] ?? 0, channels[2] ?? 0];
}

/**
 * Lines start at the top of a multi-line field, else are centred vertically; if they would not fit, they move closer
 * together.
 */
function linesOf(
  { rect: [x0, y0, x1, y1], multiLine, defaultAppearanceData }: Annotation,
  value: string,
): FilledLine[] {
  const lines = value.split(/\r\n?|\n/);
  const height = y1 - y0;
  const several = multiLine === true || lines.length > 1;
  const fontSize = defaultAppearanceData?.fontSize || Math.max(4, Math.min(USUAL_SIZE, height * FILLS));
  const step = Math.min(fontSize * LEADING, height / lines.length);
  const first = several ? y1 - step : y0 + (height - fontSize * FILLS) / 2;
  return lines
    .map((text, i) => ({
      text,
      x: x0,
      y: first - i * step,
      width: Math.min(x1 - x0, text.length * fontSize * 0.5),
      fontSize,
    }))
    .filter((line) => line.text.trim() !== '');
}
