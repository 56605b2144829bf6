import autocannon, { type Request } from 'autocannon';
import type { ApiSaturation } from '../../domain/index.js';
import { contentOf, textOf } from '../generate/content.js';
import { PLAIN_LOOK } from '../generate/look.js';
import { makePerson } from '../generate/person.js';
import { Random } from '../random.js';

export interface SaturateOptions {
  url: string;
  key: string | undefined;
  connections: number;
  seconds: number;
  /** Ids of CVs to read; without any, only lists are requested. */
  cvIds: string[];
  jds: string[];
  seed: string;
  /** Receives the ids of uploaded batches. */
  onUploaded?: (ids: string[]) => void;
}

/** Of twenty requests, sixteen read, three match, and one uploads. */
const READS = 16;
const MATCHES = 3;
/** Seconds after which a request counts as unanswered. */
const TIMEOUT = 30;

/**
 * A closed loop: every connection sends its next request when it has the answer to the last. This measures the most
 * that the API can do, not how long anybody waits. Autocannon's rate modes, with their correction for omitted requests,
 * are not used.
 */
export async function saturateApi(options: SaturateOptions): Promise<ApiSaturation> {
  const { url, connections, seconds } = options;
  const answers: ApiSaturation['answers'] = { read: {}, match: {}, upload: {} };
  const requests = mixOf(options, (kind, status) => {
    answers[kind][status] = (answers[kind][status] ?? 0) + 1;
  });
  let client = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    timeout: TIMEOUT,
    requests,
    headers: headersOf(options),
    // Every connection starts at another place in the mix; otherwise all would upload at the same moment.
    setupClient: (one) => {
      const turn = client++ % requests.length;
      one.setRequests([...requests.slice(turn), ...requests.slice(0, turn)].map((request) => ({ ...request })));
    },
  });
  const { latency, requests: sent, errors, timeouts } = result;
  return {
    connections,
    seconds: result.duration,
    requestsPerSecond: sent.average,
    p50: latency.p50,
    p90: latency.p90,
    p99: latency.p99,
    max: latency.max,
    answers,
    errors,
    timeouts,
  };
}

type Count = (kind: keyof ApiSaturation['answers'], status: number) => void;

/** Ids from the answer to an accepted upload. */
function idsIn(body: string): string[] {
  const { cvs } = JSON.parse(body) as { cvs: { id: string | null }[] };
  return cvs.flatMap(({ id }) => (id === null ? [] : [id]));
}

function headersOf({ key }: SaturateOptions): Record<string, string> {
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}

function mixOf(options: SaturateOptions, count: Count): Request[] {
  const random = new Random(options.seed, 'saturation');
  const reads = Array.from({ length: READS }, (_, i): Request => ({
    method: 'GET',
    path: readPath(i, options.cvIds, random),
    onResponse: (status) => {
      count('read', status);
    },
  }));
  const matches = Array.from({ length: MATCHES }, (): Request => ({
    method: 'POST',
    path: '/v1/match',
    headers: { ...headersOf(options), 'content-type': 'application/json' },
    body: JSON.stringify({ text: random.pick(options.jds), top: 10 }),
    onResponse: (status) => {
      count('match', status);
    },
  }));
  return spread([...reads, ...matches, uploadOf(options, count)]);
}

function readPath(i: number, cvIds: string[], random: Random): string {
  if (i % 4 === 0) return '/v1/stats';
  return i % 4 === 1 || cvIds.length === 0 ? '/v1/cvs?limit=10' : `/v1/cvs/${random.pick(cvIds)}`;
}

/** Spreads requests so that slow ones do not follow each other; 20 and 7 have no common divisor. */
function spread(requests: Request[]): Request[] {
  return requests.map((_, i) => requests[(i * 7) % requests.length]!);
}

const BOUNDARY = 'cvmatch-saturation';

/** Every request uploads another person's CV. */
function uploadOf(options: SaturateOptions, count: Count): Request {
  let number = 0;
  const headers = { ...headersOf(options), 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  const setupRequest = (request: Request): Request => {
    const person = makePerson(new Random(options.seed, 'saturation', number), {
      id: `s${number}`,
      language: 'en',
      words: 300,
      revision: 0,
    });
    const cv = textOf(contentOf(person, PLAIN_LOOK));
    const body = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="saturation-${number++}.txt"\r\n\r\n${cv}\r\n--${BOUNDARY}--\r\n`;
    return { ...request, body };
  };
  const onResponse = (status: number, body: string): void => {
    count('upload', status);
    if (status === 202) options.onUploaded?.(idsIn(body));
  };
  return { method: 'POST', path: '/v1/cvs', headers, body: '', setupRequest, onResponse };
}
