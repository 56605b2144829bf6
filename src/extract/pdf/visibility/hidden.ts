import type { HiddenText } from '../../../domain/index.js';
import { blend, canBeTold, multiply, rgbOf, WHITE, type Rgb } from './colour.js';
import { joined, piecesOf } from './cut.js';
import { contains, isEmpty, type Box, type Point } from '../geometry.js';
import { PATTERN, type Clip, type Ink, type PaintedArea, type PaintedPage, type PaintedRun } from './painted.js';
import { isInside } from './shape.js';

type Reason = HiddenText['reason'];
/** Why the visibility of text cannot be decided: what lies below or above it is unknown. */
export type Doubt = 'picture' | 'text_layer' | 'mixed_paint';
export interface Verdict {
  hidden: Reason | null;
  doubt: Doubt | null;
}

/** Effective size, in points, below which nobody can read text; the smallest print on real CVs is about 4. */
const TINY = 3;
/** In points: on lower pages (a card) print is smaller too. */
const FULL_HEIGHT = 600;
/** Share of the body's size below which text is too small for a footnote. */
const TINY_BESIDE_BODY = 0.25;
/** Share of `TINY` that letters must have as width. */
const SQUEEZED = 0.4;
/** Share of the page that an image covers if the page is a scan and its invisible text an OCR layer. */
const SCAN = 0.5;
/** Ink with less opacity leaves no trace. */
const NO_INK = 0.02;
/** Heights, in em, at which a letter is tested: a line that strikes it through covers only one of them. */
const HEIGHTS = [0.08, 0.5];
/** In em: tolerance around a clip, since clips are drawn tightly around lines. */
const CLIP_LEAVE = 0.35;
const SEEN: Verdict = { hidden: null, doubt: null };

/** What applies to all pages: the size of most of their text. */
export interface PageSetting {
  view: Box;
  bodySize: number;
}

/** A run, or a part of one, and whether it is visible. */
export interface Judged extends Verdict {
  run: PaintedRun;
}

/** Whether each run is visible; a partly visible run is returned in parts. */
export function judge(page: PaintedPage, setting: PageSetting): Judged[] {
  const scan = page.areas.find((area) => area.isImage && sizeOf(area.shape.box) > SCAN * sizeOf(setting.view));
  const judged = page.runs.flatMap((run) => judgeRun(run, page, setting));
  return scan ? asTextLayer(judged) : judged;
}

/**
 * The text of a scan is invisible or lies below the picture. Where there is little other text, it is the page's text.
 */
function asTextLayer(judged: readonly Judged[]): Judged[] {
  const isLayer = ({ hidden }: Verdict): boolean => hidden === 'invisible' || hidden === 'covered';
  const letters = (some: readonly Judged[]): number => some.reduce((sum, { run }) => sum + run.text.length, 0);
  if (letters(judged.filter(isLayer)) * 2 <= letters(judged)) return [...judged];
  return judged.map((one) => (isLayer(one) ? { run: one.run, hidden: null, doubt: 'text_layer' } : one));
}

function judgeRun(run: PaintedRun, page: PaintedPage, setting: PageSetting): Judged[] {
  const near = page.areas.filter((area) => meets(area.shape.box, run));
  const pieces = piecesOf(run, near, setting.view);
  const judged: Judged[] = [];
  let first = 0;
  const verdicts = pieces.map((piece) => judgePiece(piece, near, page.isCrowded, setting));
  verdicts.forEach((verdict, i) => {
    const next = verdicts[i + 1];
    if (next?.hidden === verdict.hidden && next.doubt === verdict.doubt) return;
    judged.push({ run: joined(pieces.slice(first, i + 1), run), ...verdict });
    first = i + 1;
  });
  return judged;
}

function judgePiece(
  run: PaintedRun,
  near: readonly PaintedArea[],
  isCrowded: boolean,
  { view, bodySize }: PageSetting,
): Verdict {
  const reason = reasonWithoutColour(run, view, bodySize);
  if (reason !== null) return { hidden: reason, doubt: null };
  const verdict = ofSamples(run.glyphs, (x, y) => judgeAt(run, near, [x, y]));
  return isCrowded && verdict.hidden === null ? { hidden: null, doubt: 'mixed_paint' } : verdict;
}

function reasonWithoutColour(run: PaintedRun, view: Box, bodySize: number): Reason | null {
  if (run.off || run.inks.every((ink) => ink.alpha < NO_INK)) return 'invisible';
  if (isOutside(run, view)) return 'off_page';
  if (run.clip && isClipped(run, run.clip)) return 'clipped';
  const least = Math.max(TINY * Math.min(1, (view[3] - view[1]) / FULL_HEIGHT), TINY_BESIDE_BODY * bodySize);
  return run.fontSize < least || run.emWidth < SQUEEZED * least ? 'tiny' : null;
}

/** The verdict for most letters of a run, from a few samples. */
function ofSamples(glyphs: readonly number[], at: (x: number, y: number) => Verdict): Verdict {
  const step = 3 * Math.max(1, Math.floor(glyphs.length / 3 / 5));
  const verdicts: Verdict[] = [];
  for (let i = 0; i < glyphs.length; i += step) verdicts.push(at(glyphs[i + 1]!, glyphs[i + 2]!));
  const hidden = verdicts.filter((verdict) => verdict.hidden !== null);
  if (hidden.length * 2 > verdicts.length) return hidden[0]!;
  return verdicts.find((verdict) => verdict.doubt !== null) ?? SEEN;
}

/** A glyph is hidden if at none of its heights and in none of its inks it contrasts with the page. */
function judgeAt(run: PaintedRun, areas: readonly PaintedArea[], [x, y]: Point): Verdict {
  const verdicts = HEIGHTS.flatMap((height) => {
    const point: Point = [x + run.up[0] * height, y + run.up[1] * height];
    const below = areas.filter((area) => isPaintedAt(area, point));
    return run.inks.filter((ink) => ink.alpha >= NO_INK).map((ink) => compose(run, ink, below));
  });
  return (
    verdicts.find((verdict) => verdict.hidden === null && verdict.doubt === null) ??
    verdicts.find((verdict) => verdict.hidden === null) ??
    verdicts[0] ??
    SEEN
  );
}

function isPaintedAt(area: PaintedArea, point: Point): boolean {
  return isInside(area.shape, point) && (area.clip === null || isWithin(area.clip, point));
}

function isWithin(clip: Clip, point: Point): boolean {
  return contains(clip.box, point) && clip.shapes.every((shape) => isInside(shape, point));
}

/** The colour of the page at one point, beside the letter and inside it; null where unknown. */
interface Colours {
  ground: Rgb | null;
  letter: Rgb | null;
  /** True once something opaque covers both. */
  covered: boolean;
}

/** Paints the page at one point, with the letter and without it, and compares the results. */
function compose(run: PaintedRun, ink: Ink, areas: readonly PaintedArea[]): Verdict {
  let ground: Rgb | null = WHITE;
  let i = 0;
  for (; i < areas.length && areas[i]!.order < run.order; i++) ground = painted(ground, areas[i]!);
  const known = ink.paint.startsWith('#') && !run.masked;
  const letter = known ? mixed(ground, rgbOf(ink.paint), ink.alpha, run.blend) : null;
  if (ground && letter && !canBeTold(ground, letter))
    return { hidden: isPale(letter) ? 'white' : 'low_contrast', doubt: null };
  const end = areas.slice(i).reduce(covered, { ground, letter, covered: false });
  if (end.covered || (end.ground && end.letter && !canBeTold(end.ground, end.letter)))
    return { hidden: 'covered', doubt: null };
  if (end.ground && end.letter) return SEEN;
  return { hidden: null, doubt: areas.some((area) => area.isImage) ? 'picture' : 'mixed_paint' };
}

function covered(colours: Colours, area: PaintedArea): Colours {
  const isSolid = area.ink.alpha > 0.98 && !area.masked && area.blend === 'source-over' && area.ink.paint !== PATTERN;
  return {
    ground: painted(colours.ground, area),
    letter: painted(colours.letter, area),
    covered: colours.covered || isSolid,
  };
}

function painted(below: Rgb | null, area: PaintedArea): Rgb | null {
  return area.masked || !area.ink.paint.startsWith('#')
    ? null
    : mixed(below, rgbOf(area.ink.paint), area.ink.alpha, area.blend);
}

/** A blend mode other than the two that producers use gives an unknown colour. */
function mixed(below: Rgb | null, over: Rgb, alpha: number, mode: string): Rgb | null {
  if (mode === 'source-over') return alpha > 0.98 ? over : below && blend(below, over, alpha);
  return mode === 'multiply' && below ? blend(below, multiply(below, over), alpha) : null;
}

function isPale(colour: Rgb): boolean {
  return canBeTold(colour, [0, 0, 0]) && !canBeTold(colour, WHITE);
}

/** Whether a run is outside the page over its whole length, or above or below it by an em. */
function isOutside(run: PaintedRun, view: Box): boolean {
  const [x0, y0, x1, y1] = boxOfRun(run);
  return x1 < view[0] || x0 > view[2] || y1 < view[1] || y0 > view[3];
}

function isClipped(run: PaintedRun, clip: Clip): boolean {
  const leave = run.fontSize * CLIP_LEAVE;
  const [x0, y0, x1, y1] = clip.box;
  if (isEmpty(clip.box) || isOutside(run, [x0 - leave, y0 - leave, x1 + leave, y1 + leave])) return true;
  return (
    clip.shapes.length > 0 &&
    ofSamples(run.glyphs, (x, y) => ({ hidden: isNearShapes(run, clip, [x, y]) ? null : 'clipped', doubt: null }))
      .hidden !== null
  );
}

function isNearShapes(run: PaintedRun, { shapes }: Clip, [x, y]: Point): boolean {
  return [0, ...HEIGHTS, 0.7].some((height) =>
    shapes.every((shape) => isInside(shape, [x + run.up[0] * height, y + run.up[1] * height])),
  );
}

/** The box from the baseline to the height of the letters. */
function boxOfRun({ start, end, up }: PaintedRun): Box {
  const [ux, uy] = [up[0] * 0.7, up[1] * 0.7];
  return [
    Math.min(start[0], end[0], start[0] + ux, end[0] + ux),
    Math.min(start[1], end[1], start[1] + uy, end[1] + uy),
    Math.max(start[0], end[0], start[0] + ux, end[0] + ux),
    Math.max(start[1], end[1], start[1] + uy, end[1] + uy),
  ];
}

function meets(box: Box, run: PaintedRun): boolean {
  return !isOutside(run, box);
}

function sizeOf(box: Box): number {
  return Math.max(0, box[2] - box[0]) * Math.max(0, box[3] - box[1]);
}
