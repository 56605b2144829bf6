import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isCvmatchError, type CvmatchError, type ErrorCode } from '../../errors.js';
import { plainJson } from '../../report/text/plain.js';

/** RFC 9457, `application/problem+json`. `code` is stable and for programs; `hint` says what to do next. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  hint?: string;
  /** The same as in the header `x-request-id` and in the log. */
  requestId: string;
}

export const PROBLEM_TYPE = 'application/problem+json';

/** Codes that a request can cause or run into; any other is a 500. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  bad_request: 400,
  bad_flag: 400,
  jd_empty: 400,
  jd_unreadable: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  conflict: 409,
  nothing_to_do: 409,
  model_mismatch: 409,
  too_large: 413,
  unsupported_media: 415,
  bad_range: 416,
  too_many_requests: 429,
  busy: 503,
  store_locked: 503,
  store_unreachable: 503,
  store_full: 507,
};

/** Our code for errors of fastify and its plugins, by their status. */
const CODE_OF_STATUS: Record<number, ErrorCode> = {
  400: 'bad_request',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'bad_request',
  408: 'request_timeout',
  413: 'too_large',
  414: 'too_large',
  415: 'unsupported_media',
  429: 'too_many_requests',
  431: 'too_large',
  503: 'busy',
};

/**
 * The problem for an error: details of a CvmatchError and of the framework's own checks; of any other error only that
 * it happened.
 */
export function problemOf(error: unknown, requestId: string): Problem {
  if (isCvmatchError(error)) return problemOfOurs(error, STATUS[error.code] ?? 500, requestId);
  const { statusCode, message } = error as Partial<FastifyError>;
  const code = statusCode === undefined ? undefined : CODE_OF_STATUS[statusCode];
  if (statusCode !== undefined && code !== undefined) return told(code, message ?? '', '', statusCode, requestId);
  return failed('internal', 'the request failed inside the service', 500, requestId);
}

/** Faults of the service that are told without the message, which names a path of this machine. */
const FAULTS: Partial<Record<ErrorCode, string>> = {
  store_locked: 'the store is in use by another process',
  store_full: 'no space is left for the store',
  store_unreachable: 'the store cannot be reached',
  store_corrupt: 'the store is damaged',
};

function problemOfOurs({ code, message, hint }: CvmatchError, status: number, requestId: string): Problem {
  const fault = FAULTS[code] ?? (status === 500 ? 'the request failed inside the service' : undefined);
  return fault === undefined ? told(code, message, hint, status, requestId) : failed(code, fault, status, requestId);
}

function failed(code: ErrorCode, detail: string, status: number, requestId: string): Problem {
  const hint = 'Give the request id to whoever runs the service: the log says more.';
  return told(code, detail, hint, status, requestId);
}

function told(code: ErrorCode, detail: string, hint: string, status: number, requestId: string): Problem {
  const problem = { type: `urn:cvmatch:problem:${code}`, title: STATUS_CODES[status] ?? 'Error', status, detail, code };
  return { ...problem, ...(hint === '' ? {} : { hint }), requestId };
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.id);
  // A request refused by the framework never reached the hook that assigns ids.
  (request.ids ??= {}).code = problem.code;
  if (problem.status >= 500) request.log.error({ code: problem.code, err: error }, 'request failed');
  return reply.code(problem.status).type(PROBLEM_TYPE).serializer(plainJson).send(problem);
}
