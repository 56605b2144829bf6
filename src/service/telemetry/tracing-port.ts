/** Only ids, codes and figures, since traces leave the machine. */
export type SpanFacts = Record<string, string | number | boolean>;

/** A span in progress. */
export interface OpenSpan {
  /** Spans started inside `body`, or later in promises created there, become children of this span. */
  run<T>(body: () => T): T;
  set(facts: SpanFacts): void;
  /** `code`: why it failed. */
  end(code?: string): void;
}

export interface PastSpan {
  name: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  endedAt: number;
  facts?: SpanFacts;
  /** Code of the failure. */
  code?: string;
}

/** Traces of requests, uploads, stages and matches; does nothing unless an OTLP endpoint is configured. */
export interface Tracing {
  /**
   * Starts a span: a child of the surrounding span, else of the caller's `traceparent` header (W3C Trace Context), else
   * the root of a new trace.
   */
  start(name: string, facts: SpanFacts, traceparent?: string): OpenSpan;
  /** A span around `body`; an error is recorded by its code and rethrown. */
  span<T>(name: string, facts: SpanFacts, body: () => Promise<T>): Promise<T>;
  /** Adds spans that have already ended, e.g. in a thread, under a common one. */
  past(whole: PastSpan, parts: PastSpan[]): void;
  /** Sends what is left; gives up after a few seconds. */
  close(): Promise<void>;
}
