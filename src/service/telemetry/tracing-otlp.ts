import { AsyncLocalStorage } from 'node:async_hooks';
import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type SpanContext,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { OpenSpan, PastSpan, SpanFacts, Tracing } from './tracing-port.js';

/** Milliseconds: an unreachable collector must not delay a shutdown. */
const EXPORT_MS = 3000;
const EVERY_MS = 1000;

/** Loaded only if an endpoint is configured. Spans are sent in groups, as JSON. */
export function otlpTracing(endpoint: string, version: string): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: EXPORT_MS,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'cvmatch', 'service.version': version }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter, scheduledDelayMillis: EVERY_MS, exportTimeoutMillis: EXPORT_MS }),
    ],
  });
  return new OtlpTracing(provider.getTracer('cvmatch', version), () => provider.shutdown());
}

class OtlpTracing implements Tracing {
  private readonly current = new AsyncLocalStorage<Span>();

  constructor(
    private readonly tracer: Tracer,
    private readonly shutdown: () => Promise<void>,
  ) {}

  start(name: string, facts: SpanFacts, traceparent?: string): OpenSpan {
    const span = this.tracer.startSpan(name, { attributes: facts }, this.context(traceparent));
    return {
      run: (body) => this.current.run(span, body),
      set: (more) => {
        span.setAttributes(more);
      },
      end: (code) => {
        finish(span, code);
      },
    };
  }

  async span<T>(name: string, facts: SpanFacts, body: () => Promise<T>): Promise<T> {
    const span = this.start(name, facts);
    try {
      const result = await span.run(body);
      span.end();
      return result;
    } catch (error) {
      span.end((error as { code?: string }).code ?? 'internal');
      throw error;
    }
  }

  past(whole: PastSpan, parts: PastSpan[]): void {
    const parent = this.tracer.startSpan(
      whole.name,
      { startTime: whole.startedAt, attributes: whole.facts },
      this.context(),
    );
    for (const part of parts) {
      const span = this.tracer.startSpan(
        part.name,
        { startTime: part.startedAt, attributes: part.facts },
        trace.setSpan(ROOT_CONTEXT, parent),
      );
      finish(span, part.code, part.endedAt);
    }
    finish(parent, whole.code, whole.endedAt);
  }

  close(): Promise<void> {
    return this.shutdown();
  }

  private context(traceparent?: string): Context {
    const around = this.current.getStore();
    if (around !== undefined) return trace.setSpan(ROOT_CONTEXT, around);
    const caller = callerOf(traceparent);
    return caller === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, caller);
  }
}

function finish(span: Span, code?: string, at?: number): void {
  if (code !== undefined) {
    span.setAttribute('error.type', code);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(at);
}

/** `00-<trace id>-<span id>-<flags>`: https://www.w3.org/TR/trace-context/#traceparent-header */
function callerOf(traceparent?: string): SpanContext | null {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '');
  if (match === null) return null;
  const context = {
    traceId: match[1]!,
    spanId: match[2]!,
    traceFlags: Number.parseInt(match[3]!, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  };
  return isSpanContextValid(context) ? context : null;
}
