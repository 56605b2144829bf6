import type { Box, Point } from '../geometry.js';
import type { PaintedArea, PaintedRun } from './painted.js';

/** Points by which an edge may overlap a run without cutting it. */
const TOUCH = 1;

/**
 * The pieces of a run to be judged separately: the whole run, or its words where the edge of an area, clip or page
 * crosses it.
 */
export function piecesOf(run: PaintedRun, areas: readonly PaintedArea[], view: Box): PaintedRun[] {
  return run.text.includes(' ') && isCut(run, view, areas) ? wordsOf(run) : [run];
}

/** Neighbouring words of one run joined again. */
export function joined(words: readonly PaintedRun[], run: PaintedRun): PaintedRun {
  const [first, last] = [words[0]!, words.at(-1)!];
  if (first === last) return first;
  const glyphs: number[] = [];
  let text = '';
  for (const word of words) {
    if (text !== '') text += ' ';
    for (let i = 0; i < word.glyphs.length; i += 3)
      glyphs.push(word.glyphs[i]! + text.length, word.glyphs[i + 1]!, word.glyphs[i + 2]!);
    text += word.text;
  }
  return { ...run, text, start: first.start, end: last.end, glyphs };
}

function isCut(run: PaintedRun, view: Box, areas: readonly PaintedArea[]): boolean {
  const axis = Math.abs(run.end[0] - run.start[0]) >= Math.abs(run.end[1] - run.start[1]) ? 0 : 1;
  const [from, to] = [Math.min(run.start[axis], run.end[axis]), Math.max(run.start[axis], run.end[axis])];
  const middle = (run.start[1 - axis]! + run.end[1 - axis]!) / 2 + run.up[1 - axis]! * 0.3;
  const cuts = (box: Box, leave: number): boolean =>
    [box[axis], box[axis + 2]!].some((edge) => edge > from + leave && edge < to - leave);
  if (cuts(view, TOUCH) || (run.clip && (cuts(run.clip.box, run.fontSize / 2) || run.clip.shapes.length > 0)))
    return true;
  return areas.some(({ shape: { box } }) => cuts(box, TOUCH) && box[1 - axis]! < middle && box[3 - axis]! > middle);
}

function wordsOf(run: PaintedRun): PaintedRun[] {
  const words: PaintedRun[] = [];
  let first = 0;
  for (let at = run.text.indexOf(' '); ; at = run.text.indexOf(' ', at + 1)) {
    const end = at < 0 ? run.text.length : at;
    const last = glyphsBefore(run, first, end);
    if (last > first) words.push(wordOf(run, first, last, end));
    if (at < 0) return words;
    first = last;
  }
}

/** The index after the last glyph, starting at `first`, whose text begins before `end`. */
function glyphsBefore({ glyphs }: PaintedRun, first: number, end: number): number {
  let last = first;
  while (last < glyphs.length && glyphs[last]! < end) last += 3;
  return last;
}

function wordOf(run: PaintedRun, first: number, last: number, end: number): PaintedRun {
  const { glyphs } = run;
  const from = glyphs[first]!;
  const middleOf = (i: number): Point => [glyphs[i + 1]!, glyphs[i + 2]!];
  const start = first === 0 ? run.start : before(middleOf(first), first + 3 < last ? middleOf(first + 3) : run.end);
  const finish =
    last === glyphs.length ? run.end : before(middleOf(last - 3), last - 6 >= first ? middleOf(last - 6) : start);
  return {
    ...run,
    text: run.text.slice(from, end),
    start,
    end: finish,
    glyphs: glyphs.slice(first, last).map((value, i) => (i % 3 === 0 ? value - from : value)),
  };
}

/** The edge of a glyph whose middle is known: halfway towards its neighbour. */
function before(middle: Point, neighbour: Point): Point {
  return [middle[0] + (middle[0] - neighbour[0]) / 2, middle[1] + (middle[1] - neighbour[1]) / 2];
}
