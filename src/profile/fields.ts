import type { FieldSource } from '../domain/index.js';
import type { Span } from './text/lines.js';

/** Collects where each field of a resume was read from. */
export class Fields {
  readonly all: Record<string, FieldSource> = {};

  set(path: string, span: Span, confidence: number): void {
    this.all[path] = {
      confidence: Math.round(Math.max(0, Math.min(1, confidence)) * 100) / 100,
      start: span.start,
      end: span.end,
    };
  }
}

/** The text of a span as one line. The early return serves most spans, which have no blanks but single spaces. */
export function textOf(text: string, span: Span): string {
  return text
    .slice(span.start, span.end)
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim();
}
