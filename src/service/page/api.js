/** All requests of the page to the service. Anything but a success becomes an ApiError with the service's message. */
const KEY = 'cvmatch.key';

export class ApiError extends Error {
  constructor(status, problem, retryAfter = null) {
    super(problem.detail ?? `the service answered ${status}`);
    this.status = status;
    this.code = problem.code ?? '';
    this.hint = problem.hint ?? '';
    this.retryAfter = retryAfter;
  }

  get text() {
    const later = this.retryAfter === null ? '' : ` Try again in ${this.retryAfter} s.`;
    const sentence = this.message.charAt(0).toUpperCase() + this.message.slice(1);
    return `${/[.!?]$/.test(sentence) ? sentence : `${sentence}.`}${this.hint === '' ? '' : ` ${this.hint}`}${later}`;
  }
}

export const key = {
  get: () => sessionStorage.getItem(KEY),
  set: (value) => {
    sessionStorage.setItem(KEY, value);
  },
  forget: () => {
    sessionStorage.removeItem(KEY);
  },
};

export function headers(extra = {}) {
  const held = key.get();
  return held === null ? extra : { ...extra, authorization: `Bearer ${held}` };
}

/** Notifies listeners of a missing or refused key, whichever request met it. */
export const refused = new EventTarget();

export async function failure(response) {
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401) refused.dispatchEvent(new Event('refused'));
  const wait = Number(response.headers.get('retry-after'));
  return new ApiError(
    response.status,
    problem,
    response.status === 429 || response.status === 503 ? wait || null : null,
  );
}

async function ask(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: headers(body === undefined ? {} : { 'content-type': 'application/json' }),
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
    });
  } catch {
    throw new ApiError(0, { detail: 'The service does not answer', hint: 'Is it still running?' });
  }
  if (!response.ok) throw await failure(response);
  return response.status === 204 ? null : response.json();
}

/** Fetches a file, with the name under which it is to be saved. */
async function fileAt(path) {
  let response;
  try {
    response = await fetch(path, { headers: headers(), cache: 'no-store' });
  } catch {
    throw new ApiError(0, { detail: 'The service does not answer', hint: 'Is it still running?' });
  }
  if (!response.ok) throw await failure(response);
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'cv';
  return { name: decodeURIComponent(name), bytes: await response.blob() };
}

/** Repeats list parameters: `{ where: ['a', 'b'] }` -> `?where=a&where=b`. */
function query(parameters) {
  const given = Object.entries(parameters)
    .flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
    .filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

const id = encodeURIComponent;

export const api = {
  tasks: (filter) => ask('GET', `/v1/tasks${query(filter)}`),
  retry: (filter) => ask('POST', '/v1/tasks/retry', filter),
  drop: (filter) => ask('POST', '/v1/tasks/drop', filter),
  pause: () => ask('POST', '/v1/tasks/pause'),
  resume: () => ask('POST', '/v1/tasks/resume'),
  places: () => ask('GET', '/v1/admin/places'),
  schedule: () => ask('GET', '/v1/admin/schedule'),
  runScheduled: (name) => ask('POST', `/v1/admin/schedule/${id(name)}/run`),
  workers: () => ask('GET', '/v1/admin/workers'),
  askWorker: (workerId, what) => ask('POST', `/v1/admin/workers/${id(workerId)}/${what}`),
  cvs: (filter) => ask('GET', `/v1/cvs${query(filter)}`),
  cv: (cvId) => ask('GET', `/v1/cvs/${id(cvId)}`),
  original: (cvId) => fileAt(`/v1/cvs/${id(cvId)}/file`),
  removeCv: (cvId) => ask('DELETE', `/v1/cvs/${id(cvId)}`),
  recommendations: (cvId) => ask('GET', `/v1/cvs/${id(cvId)}/recommendations`),
  batchCvs: (batchId) => ask('GET', `/v1/batches/${id(batchId)}/cvs?limit=200`),
  jds: () => ask('GET', '/v1/jds'),
  match: (request) => ask('POST', '/v1/match', request),
  takeKeyToQueues: () => ask('POST', '/queues/key'),
  feedback: (matchId, said) => ask('POST', `/v1/matches/${id(matchId)}/feedback`, said),
};
