import { address, oneOf, positive } from '../parsers.js';
import { parseDuration } from '../units.js';
import type { Settings } from '../shape.js';

/** Logs, metrics, traces and alerts. */
export const TELEMETRY = {
  logLevel: {
    description: 'what the service logs',
    fallback: 'info',
    parse: oneOf('debug', 'info', 'warn', 'error', 'silent'),
    expects: 'debug, info, warn, error or silent',
  },
  logFormat: {
    description: 'how the service logs',
    fallback: 'json',
    parse: oneOf('json', 'text'),
    expects: 'json or text',
  },
  slowQuery: {
    description: 'duration from which a store call is logged as slow',
    fallback: 100,
    parse: positive(parseDuration),
    expects: 'a duration such as 100ms',
  },
  alertWebhook: {
    description: 'where alerts are posted to',
    fallback: null,
    parse: address,
    place: true,
    // Anyone who knows the address can post there: chat services put the token into its path.
    secret: true,
    expects: 'an http or https address, or none',
  },
  alertInterval: {
    description: 'time between two evaluations of the alerts',
    fallback: 15_000,
    parse: positive(parseDuration),
    expects: 'a duration such as 15s',
  },
  otlpEndpoint: {
    description: 'collector that traces are sent to',
    fallback: null,
    parse: address,
    place: true,
    expects: 'an http or https address, or none',
    alsoVariable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
} satisfies Partial<Settings>;
