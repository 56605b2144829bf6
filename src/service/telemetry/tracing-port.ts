/** Ids, codes and figures only: traces leave the machine. */
export type SpanFacts = Record<string, string | number | boolean>;

/** A span that goes on. */
export interface OpenSpan {
  /** What starts inside `body`, and after it in promises made there, is a child of this span. */
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
   * A child of the span around it, else of the caller's `traceparent` header (W3C Trace Context), else a trace of its
   * own.
   */
  start(name: string, facts: SpanFacts, traceparent?: string): OpenSpan;
  /** A span around `body`; an error is noted by its code and goes on. */
  span<T>(name: string, facts: SpanFacts, body: () => Promise<T>): Promise<T>;
  /** Spans that ended already, e.g. in a thread, under one that holds them. */
  past(whole: PastSpan, parts: PastSpan[]): void;
  /** Sends what is left; gives up after a few seconds. */
  close(): Promise<void>;
}
