import type { ExtractedDocument, Line } from '../../domain/index.js';
import type { Span } from './lines.js';

/**
 * A text with some spans cut out, and the way between the offsets of both. What is cut leaves nothing behind, so that what
 * is read from the rest cannot depend on how long it was or of how many words.
 */
export class Cutting {
  readonly text: string;
  /** Ascending and apart. */
  private readonly spans: readonly Span[];
  /** Characters cut before each span begins. */
  private readonly before: number[] = [];

  constructor(text: string, spans: readonly Span[]) {
    this.spans = merged(spans);
    let kept = '';
    let at = 0;
    let cut = 0;
    for (const { start, end } of this.spans) {
      this.before.push(cut);
      kept += text.slice(at, start);
      cut += end - start;
      at = end;
    }
    this.text = kept + text.slice(at);
  }

  /** An offset of the whole text in the cut one; the place of the cut for what lies inside of it. */
  toCut(offset: number): number {
    const i = lastWhere(this.spans.length, (n) => this.spans[n]!.start <= offset);
    if (i < 0) return offset;
    const { start, end } = this.spans[i]!;
    return offset < end ? start - this.before[i]! : offset - this.before[i]! - (end - start);
  }

  /** Where a character of the cut text stands in the whole one. */
  toWhole(offset: number): number {
    const i = lastWhere(this.spans.length, (n) => this.spans[n]!.start - this.before[n]! <= offset);
    return i < 0 ? offset : offset + this.before[i]! + (this.spans[i]!.end - this.spans[i]!.start);
  }

  /** The same for where something ends: not behind a cut that follows. */
  endToWhole(offset: number): number {
    return offset === 0 ? 0 : this.toWhole(offset - 1) + 1;
  }
}

/** The last number below `count` that fits, where all before it fit too; -1 for none. */
function lastWhere(count: number, fits: (n: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fits(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Sorted, overlapping and touching ones as one. */
export function merged(spans: readonly Span[]): Span[] {
  const done: Span[] = [];
  for (const { start, end } of [...spans].filter((span) => span.end > span.start).sort((a, b) => a.start - b.start)) {
    const last = done.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else done.push({ start, end });
  }
  return done;
}

/** The document with only what the cutting left of it. */
export function cutDocument(document: ExtractedDocument, cutting: Cutting): ExtractedDocument {
  const lines = document.lines
    .map((line): Line => ({ ...line, start: cutting.toCut(line.start), end: cutting.toCut(line.end) }))
    .filter((line) => line.end > line.start);
  const moved = ({ start, end }: Span): Span => ({ start: cutting.toCut(start), end: cutting.toCut(end) });
  const { structured } = document;
  return {
    ...document,
    text: cutting.text,
    lines,
    pageStarts: document.pageStarts.map((start) => cutting.toCut(start)),
    ...(structured === undefined
      ? {}
      : {
          structured: {
            ...structured,
            spans: Object.fromEntries(Object.entries(structured.spans).map(([path, span]) => [path, moved(span)])),
          },
        }),
  };
}

/** Those of some spans, ascending and apart, that have a part of a range. */
export function within<T extends Span>(spans: readonly T[], start: number, end: number): readonly T[] {
  const first = lastWhere(spans.length, (n) => spans[n]!.end <= start) + 1;
  const last = lastWhere(spans.length, (n) => spans[n]!.start < end);
  return spans.slice(first, last + 1);
}
