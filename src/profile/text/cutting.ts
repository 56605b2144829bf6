import type { ExtractedDocument, Line } from '../../domain/index.js';
import type { Span } from './lines.js';

/**
 * A text with some spans cut out, and the mapping between offsets of both. Cuts leave no trace, so nothing read from
 * the rest can depend on the length or number of the removed words.
 */
export class Cutting {
  readonly text: string;
  /** Ascending, without overlaps. */
  private readonly spans: readonly Span[];
  /** Number of characters cut before each span begins. */
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

  /** Offset in the cut text for one in the whole text; inside a removed span, the place of the cut. */
  toCut(offset: number): number {
    const i = lastWhere(this.spans.length, (n) => this.spans[n]!.start <= offset);
    if (i < 0) return offset;
    const { start, end } = this.spans[i]!;
    return offset < end ? start - this.before[i]! : offset - this.before[i]! - (end - start);
  }

  /** Offset in the whole text of a character of the cut text. */
  toWhole(offset: number): number {
    const i = lastWhere(this.spans.length, (n) => this.spans[n]!.start - this.before[n]! <= offset);
    return i < 0 ? offset : offset + this.before[i]! + (this.spans[i]!.end - this.spans[i]!.start);
  }

  /** The same for the end of a span, which never reaches over a cut that follows. */
  endToWhole(offset: number): number {
    return offset === 0 ? 0 : this.toWhole(offset - 1) + 1;
  }
}

/** The largest index below `count` that fits, if fitting ones come first; -1 if none fits. */
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

/** Spans sorted, with overlapping and touching ones merged. */
export function merged(spans: readonly Span[]): Span[] {
  const done: Span[] = [];
  for (const { start, end } of [...spans].filter((span) => span.end > span.start).sort((a, b) => a.start - b.start)) {
    const last = done.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else done.push({ start, end });
  }
  return done;
}

/** The document reduced to what the cutting left. */
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

/** The spans that overlap a range; `spans` must be ascending, without overlaps. */
export function within<T extends Span>(spans: readonly T[], start: number, end: number): readonly T[] {
  const first = lastWhere(spans.length, (n) => spans[n]!.end <= start) + 1;
  const last = lastWhere(spans.length, (n) => spans[n]!.start < end);
  return spans.slice(first, last + 1);
}
