import type { OpenSpan, Tracing } from './tracing-port.js';

const NO_SPAN: OpenSpan = { run: (body) => body(), set: () => undefined, end: () => undefined };

export const NO_TRACING: Tracing = {
  start: () => NO_SPAN,
  span: (_name, _facts, body) => body(),
  past: () => undefined,
  close: () => Promise.resolve(),
};

/** `endpoint`: base URL of a collector for OTLP over HTTP, as in OTEL_EXPORTER_OTLP_ENDPOINT. */
export async function openTracing(endpoint: string | null, version: string): Promise<Tracing> {
  if (endpoint === null) return NO_TRACING;
  const { otlpTracing } = await import('./tracing-otlp.js');
  return otlpTracing(endpoint, version);
}
